//! Stub.

use super::notes::Notes;
use super::reader::Reader;
use crate::Fault;
use crate::facts::AudioFacts;

pub(super) fn read(_reader: &mut Reader<'_>, _audio: &mut AudioFacts, _notes: &mut Notes) -> Result<(), Fault> {
    Ok(())
}
