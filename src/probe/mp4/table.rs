//! The entries of a table, a few at a time: tables may be far larger than what may be held.

use super::super::reader::{Reader, as_u64};
use super::boxes::BoxAt;
use crate::model::Fault;

/// How many bytes of a table are held.
const HELD: usize = 2048;

/// A cursor over equally long entries.
pub(super) struct Entries {
    table: BoxAt,
    /// Where the next block begins in the content, and where the entries end.
    at: u64,
    end: u64,
    width: usize,
    held: [u8; HELD],
    /// The part of `held` that was not given out yet.
    next: usize,
    filled: usize,
}

impl Entries {
    /// Over `count` entries of `width` bytes, from `at` bytes into the content of `table` on. A table with less room than
    /// that is malformed.
    pub(super) fn new(table: BoxAt, at: u64, width: usize, count: u64) -> Result<Self, Fault> {
        let end = count.saturating_mul(as_u64(width)).saturating_add(at);
        if end > table.body_len() {
            return Err(table.malformed("counts more entries than it holds"));
        }
        Ok(Self { table, at, end, width, held: [0; HELD], next: 0, filled: 0 })
    }

    /// The next entry, or `None` after the last.
    #[inline]
    pub(super) fn next(&mut self, reader: &mut Reader<'_>) -> Result<Option<&[u8]>, Fault> {
        if self.next >= self.filled && !self.fill(reader)? {
            return Ok(None);
        }
        let start = self.next;
        self.next += self.width;
        Ok(self.held.get(start..self.next))
    }

    /// The entries in memory that were not given out.
    #[inline]
    pub(super) fn ready(&self) -> &[u8] {
        self.held.get(self.next..self.filled).unwrap_or_default()
    }

    /// As [`ready`](Self::ready), but the next ones of the table if there are none. Empty after the last.
    #[inline]
    pub(super) fn held(&mut self, reader: &mut Reader<'_>) -> Result<&[u8], Fault> {
        if self.next >= self.filled {
            self.fill(reader)?;
        }
        Ok(self.ready())
    }

    /// Gives out `count` of the entries that are held.
    #[inline]
    pub(super) fn skip(&mut self, count: usize) {
        self.next = count.saturating_mul(self.width).saturating_add(self.next).min(self.filled);
    }

    /// Reads the next block; false after the last.
    #[cold]
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<bool, Fault> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let size = left.min(HELD - HELD % self.width);
        if size == 0 {
            return Ok(false);
        }
        let start = self.table.body.saturating_add(self.at);
        reader.count_element(start)?;
        let bytes = reader.exact(start, size)?;
        if let Some(held) = self.held.get_mut(..size) {
            held.copy_from_slice(bytes);
        }
        self.at = self.at.saturating_add(as_u64(size));
        (self.next, self.filled) = (0, size);
        Ok(true)
    }

    /// The next entry of 32 bits.
    pub(super) fn next_u32(&mut self, reader: &mut Reader<'_>) -> Result<Option<u32>, Fault> {
        let entry = self.next(reader)?.and_then(|entry| entry.first_chunk());
        Ok(entry.map(|entry| u32::from_be_bytes(*entry)))
    }
}
