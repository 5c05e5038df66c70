//! A buffered view of a source that keeps to its budget.

use std::io;

use super::budget::Budget;
use super::source::ReadAt;
use crate::{Fault, FaultKind};

/// What one look at a source fetches, at least: a page, and what nearly every header needs.
const BLOCK: usize = 4096;

/// Reads a source through one buffer, and counts what that costs.
///
/// Every reader of a format gets its bytes here and nowhere else, so that none can outspend the budget.
pub(crate) struct Reader<'a> {
    source: &'a dyn ReadAt,
    len: Option<u64>,
    budget: Budget,
    bytes_read: u64,
    elements: u64,
    buffer: Vec<u8>,
    buffer_start: u64,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(source: &'a dyn ReadAt, budget: Budget) -> Self {
        Self { source, len: source.byte_len(), budget, bytes_read: 0, elements: 0, buffer: Vec::new(), buffer_start: 0 }
    }

    /// The source's length, if it is known.
    pub(crate) fn len(&self) -> Option<u64> {
        self.len
    }

    /// Counts one box, chunk, segment or frame.
    pub(crate) fn count_element(&mut self, offset: u64) -> Result<(), Fault> {
        if self.elements >= self.budget.elements {
            return Err(Fault::new(
                FaultKind::Budget,
                offset,
                format!("more than {} boxes, chunks or frames", self.budget.elements),
            ));
        }
        self.elements += 1;
        Ok(())
    }

    /// Up to `wanted` bytes from `offset` on: fewer only at the end of the source.
    pub(crate) fn up_to(&mut self, offset: u64, wanted: usize) -> Result<&[u8], Fault> {
        if !self.holds(offset, wanted) {
            self.fill(offset, wanted)?;
        }
        let start = usize::try_from(offset.saturating_sub(self.buffer_start)).unwrap_or(usize::MAX);
        let held = self.buffer.get(start..).unwrap_or_default();
        Ok(held.get(..wanted).unwrap_or(held))
    }

    /// Exactly `wanted` bytes from `offset` on.
    pub(crate) fn exact(&mut self, offset: u64, wanted: usize) -> Result<&[u8], Fault> {
        let found = self.up_to(offset, wanted)?;
        if found.len() < wanted {
            return Err(Fault::new(
                FaultKind::UnexpectedEnd,
                offset,
                format!("{wanted} bytes expected, {} are left", found.len()),
            ));
        }
        Ok(found)
    }

    /// Exactly `N` bytes from `offset` on, as an array.
    pub(crate) fn array<const N: usize>(&mut self, offset: u64) -> Result<[u8; N], Fault> {
        let found = self.exact(offset, N)?;
        // `exact` gave `N` bytes; the fallback is never met.
        Ok(found.first_chunk().copied().unwrap_or([0; N]))
    }

    /// Whether the buffer already answers for this range.
    fn holds(&self, offset: u64, wanted: usize) -> bool {
        let held_to = self.buffer_start.saturating_add(as_u64(self.buffer.len()));
        let wanted_to = offset.saturating_add(as_u64(wanted));
        offset >= self.buffer_start && wanted_to <= held_to
    }

    /// Refills the buffer from `offset` on, with a block or with `wanted` if that is more.
    fn fill(&mut self, offset: u64, wanted: usize) -> Result<(), Fault> {
        if wanted > self.budget.bytes_held {
            return Err(Fault::new(
                FaultKind::Budget,
                offset,
                format!("{wanted} bytes to hold at once, where {} are allowed", self.budget.bytes_held),
            ));
        }
        let mut size = wanted.max(BLOCK);
        if let Some(len) = self.len {
            size = size.min(usize::try_from(len.saturating_sub(offset)).unwrap_or(usize::MAX));
        }
        self.buffer.clear();
        self.buffer_start = offset;
        if size == 0 {
            return Ok(());
        }
        let left = self.budget.bytes_read.saturating_sub(self.bytes_read);
        let size = size.min(usize::try_from(left).unwrap_or(usize::MAX));
        if size < wanted && self.len.is_none_or(|len| offset.saturating_add(as_u64(size)) < len) {
            return Err(Fault::new(
                FaultKind::Budget,
                offset,
                format!("more than {} bytes to read", self.budget.bytes_read),
            ));
        }
        self.buffer.resize(size, 0);
        let mut filled = 0;
        // One read suffices for a file; a short answer is asked again until what is wanted is there.
        while filled < wanted.min(size) {
            let rest = self.buffer.get_mut(filled..).unwrap_or_default();
            let at = offset.saturating_add(as_u64(filled));
            match self.source.read_at(at, rest) {
                Ok(0) => break,
                Ok(count) => {
                    filled += count.min(rest.len());
                    self.bytes_read += as_u64(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.buffer.clear();
                    return Err(Fault::new(FaultKind::Io, at, error.to_string()));
                }
            }
        }
        self.buffer.truncate(filled);
        Ok(())
    }
}

/// A length in memory as a length in a file: lossless on every target that Rust has.
pub(crate) const fn as_u64(length: usize) -> u64 {
    length as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_source_is_told_from_the_end_of_the_budget() {
        let bytes: &[u8] = &[1, 2, 3];
        let mut short = Reader::new(&bytes, Budget::default());
        assert_eq!(short.exact(0, 4).unwrap_err().kind, FaultKind::UnexpectedEnd);
        assert_eq!(short.up_to(1, 4).unwrap(), &[2, 3]);
        assert_eq!(short.up_to(9, 4).unwrap(), &[] as &[u8]);

        let frugal = Budget { bytes_read: 2, ..Budget::default() };
        let mut reader = Reader::new(&bytes, frugal);
        assert_eq!(reader.exact(0, 3).unwrap_err().kind, FaultKind::Budget);
    }

    #[test]
    fn one_look_serves_many_small_reads() {
        let bytes: Vec<u8> = (0..=255).cycle().take(BLOCK).collect();
        let mut reader = Reader::new(&bytes, Budget::default());
        for (offset, byte) in bytes.iter().enumerate().take(64) {
            assert_eq!(reader.array::<1>(as_u64(offset)).unwrap(), [*byte]);
        }
        assert_eq!(reader.bytes_read, as_u64(BLOCK));
    }
}
