//! A source as `Read + Seek`, as decoders expect it.

use std::io::{self, Read, Seek, SeekFrom};

use crate::probe::reader::as_u64;
use crate::probe::source::ReadAt;

/// Reads `source` from `position` on, up to `end`.
pub(super) struct Cursor<'a> {
    source: &'a dyn ReadAt,
    position: u64,
    end: u64,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(source: &'a dyn ReadAt, end: u64) -> Self {
        Self { source, position: 0, end }
    }
}

impl Read for Cursor<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.position)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let count = self.source.read_at(self.position, buffer.get_mut(..wanted).unwrap_or_default())?;
        self.position = self.position.saturating_add(as_u64(count));
        Ok(count)
    }
}

impl Seek for Cursor<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::Current(delta) => self.position.checked_add_signed(delta),
            SeekFrom::End(delta) => self.end.checked_add_signed(delta),
        };
        let before_the_start = || io::Error::new(io::ErrorKind::InvalidInput, "seek before the start");
        self.position = target.ok_or_else(before_the_start)?;
        Ok(self.position)
    }
}
