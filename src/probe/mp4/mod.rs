//! Stub.

use super::notes::Notes;
use super::reader::Reader;
use crate::Fault;
use crate::facts::VideoFacts;

pub(super) fn read(_reader: &mut Reader<'_>, _video: &mut VideoFacts, _notes: &mut Notes) -> Result<(), Fault> {
    Ok(())
}
