//! Stub.

use crate::Fault;
use crate::facts::ImageFacts;
use crate::probe::notes::Notes;
use crate::probe::reader::Reader;

pub(in crate::probe) fn read(
    _reader: &mut Reader<'_>,
    _image: &mut ImageFacts,
    _notes: &mut Notes,
) -> Result<(), Fault> {
    Ok(())
}
