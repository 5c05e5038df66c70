//! One PNG chunk: §5.3 of the specification.

use crate::model::Fault;
use crate::probe::reader::Reader;

/// A chunk's length, type and CRC: §5.3.
const FRAMING: u64 = 12;

/// The place of one chunk in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk {
    pub(super) offset: u64,
    pub(super) kind: [u8; 4],
    pub(super) length: u32,
}

impl Chunk {
    /// The chunk at `offset`; `None` if the file ends before its type does.
    pub(super) fn at(reader: &mut Reader<'_>, offset: u64) -> Result<Option<Self>, Fault> {
        reader.count_element(offset)?;
        let Some(&[a, b, c, d, kind @ ..]) = reader.up_to(offset, 8)?.first_chunk::<8>() else {
            return Ok(None);
        };
        Ok(Some(Self { offset, kind, length: u32::from_be_bytes([a, b, c, d]) }))
    }

    /// Where its data begins.
    pub(super) fn data(self) -> u64 {
        self.offset.saturating_add(8)
    }

    /// Where the next chunk begins.
    pub(super) fn end(self) -> u64 {
        self.offset.saturating_add(FRAMING).saturating_add(u64::from(self.length))
    }

    /// §5.3: a type consists of four letters, and a length does not exceed 2^31 - 1.
    pub(super) fn is_valid(self) -> bool {
        self.kind.iter().all(u8::is_ascii_alphabetic) && self.length <= u32::MAX >> 1
    }
}
