//! A buffered reader that stays within its budget.

use std::io;

use super::budget::Budget;
use super::source::ReadAt;
use crate::model::{Fault, FaultKind};

/// The least that one fetch reads: a page, which nearly every header fits in.
const BLOCK: usize = 4096;
/// A file up to this length is fetched in one read: its head and its end are most of it.
const WHOLE: usize = 16 << 10;
/// Blocks that are kept: readers alternate between the head of a file, its end, and the current place.
const KEPT: usize = 3;
/// A block larger than this is dropped before the next fetch.
const SMALL: usize = 64 << 10;

/// Reads a source through a few blocks, and counts the cost.
///
/// The readers of all formats get their bytes only from here, so that none can exceed the budget.
pub(crate) struct Reader<'a> {
    source: &'a dyn ReadAt,
    len: Option<u64>,
    budget: Budget,
    bytes_read: u64,
    elements: u64,
    blocks: [Block; KEPT],
    /// The block that the next one replaces.
    oldest: usize,
}

/// Bytes of the source that are in memory.
#[derive(Default)]
struct Block {
    start: u64,
    bytes: Vec<u8>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(source: &'a dyn ReadAt, budget: Budget) -> Self {
        let blocks = Default::default();
        Self { source, len: source.byte_len(), budget, bytes_read: 0, elements: 0, blocks, oldest: 0 }
    }

    /// The source's length, if it is known.
    pub(crate) fn len(&self) -> Option<u64> {
        self.len
    }

    /// Whether reading the `len` bytes from `offset` on is cheap; see [`ReadAt::is_cheap`].
    pub(crate) fn is_cheap(&self, offset: u64, len: u64) -> bool {
        self.source.is_cheap(offset, len)
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
        let left = self.len.map(|len| usize::try_from(len.saturating_sub(offset)).unwrap_or(usize::MAX));
        let wanted = left.map_or(wanted, |left| left.min(wanted));
        let index = match self.blocks.iter().position(|block| block.holds(offset, wanted)) {
            Some(index) => index,
            None => self.fetch(offset, wanted, left)?,
        };
        Ok(self.blocks.get(index).map(|block| block.from(offset, wanted)).unwrap_or_default())
    }

    /// Exactly `wanted` bytes from `offset` on.
    pub(crate) fn exact(&mut self, offset: u64, wanted: usize) -> Result<&[u8], Fault> {
        let found = self.up_to(offset, wanted)?;
        if found.len() < wanted {
            return Err(Fault::new(
                FaultKind::UnexpectedEnd,
                offset,
                format!("expected {wanted} bytes; {} remain", found.len()),
            ));
        }
        Ok(found)
    }

    /// Exactly `N` bytes from `offset` on, as an array.
    pub(crate) fn array<const N: usize>(&mut self, offset: u64) -> Result<[u8; N], Fault> {
        let found = self.exact(offset, N)?;
        // `exact` returned `N` bytes, so the fallback is unreachable.
        Ok(found.first_chunk().copied().unwrap_or([0; N]))
    }

    /// Fills the oldest block from `offset` on, with a page or with `wanted` if that is more, and returns its index.
    fn fetch(&mut self, offset: u64, wanted: usize, left: Option<usize>) -> Result<usize, Fault> {
        if wanted > self.budget.bytes_held {
            let what = format!("{wanted} bytes to hold at once; the budget allows {}", self.budget.bytes_held);
            return Err(Fault::new(FaultKind::Budget, offset, what));
        }
        let affordable = self.budget.bytes_read.saturating_sub(self.bytes_read);
        let affordable = usize::try_from(affordable).unwrap_or(usize::MAX);
        if wanted > affordable {
            let what = format!("more than {} bytes to read", self.budget.bytes_read);
            return Err(Fault::new(FaultKind::Budget, offset, what));
        }
        let least = if left.is_some_and(|left| left <= WHOLE) { WHOLE } else { BLOCK };
        let size = wanted.max(least).min(left.unwrap_or(usize::MAX)).min(affordable);
        self.blocks
            .iter_mut()
            .filter(|block| block.bytes.capacity() > SMALL)
            .for_each(|block| *block = Block::default());
        let index = self.oldest;
        self.oldest = (index + 1) % KEPT;
        let mut bytes = self.blocks.get_mut(index).map(|block| std::mem::take(&mut block.bytes)).unwrap_or_default();
        bytes.resize(size, 0);
        let filled = self.fill(offset, wanted, &mut bytes)?;
        bytes.truncate(filled);
        if let Some(block) = self.blocks.get_mut(index) {
            *block = Block { start: offset, bytes };
        }
        Ok(index)
    }

    /// Reads into `buffer` until it holds `wanted` bytes or the source ends, and returns how many it holds.
    fn fill(&mut self, offset: u64, wanted: usize, buffer: &mut [u8]) -> Result<usize, Fault> {
        let mut filled = 0;
        // One read is enough for a file; other sources may return fewer bytes per read.
        while filled < wanted {
            let rest = buffer.get_mut(filled..).unwrap_or_default();
            let at = offset.saturating_add(as_u64(filled));
            match self.source.read_at(at, rest) {
                Ok(0) => break,
                Ok(count) => {
                    let count = count.min(rest.len());
                    filled += count;
                    self.bytes_read += as_u64(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Fault::of_input(error, at)),
            }
        }
        Ok(filled)
    }
}

impl Block {
    /// Whether the block covers this range.
    fn holds(&self, offset: u64, wanted: usize) -> bool {
        let end = self.start.saturating_add(as_u64(self.bytes.len()));
        offset >= self.start && offset.saturating_add(as_u64(wanted)) <= end
    }

    /// The part of this range that the block holds.
    fn from(&self, offset: u64, wanted: usize) -> &[u8] {
        let start = usize::try_from(offset.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let held = self.bytes.get(start..).unwrap_or_default();
        held.get(..wanted).unwrap_or(held)
    }
}

/// A length in memory as a length in a file: lossless on every target of Rust.
pub(crate) const fn as_u64(length: usize) -> u64 {
    length as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn end_of_source_and_end_of_budget_differ() {
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
    fn alternating_between_head_and_end_reads_each_once() {
        let bytes = vec![7; 100 * BLOCK];
        let mut reader = Reader::new(&bytes, Budget::default());
        let end = as_u64(bytes.len()) - 9;
        for _ in 0..10 {
            reader.array::<4>(0).unwrap();
            reader.array::<4>(end).unwrap();
            assert_eq!(reader.up_to(end, 4096).unwrap().len(), 9);
            assert!(reader.up_to(end + 9, 4096).unwrap().is_empty());
        }
        assert_eq!(reader.bytes_read, as_u64(BLOCK) + 9);
    }

    #[test]
    fn one_fetch_serves_many_small_reads() {
        let bytes: Vec<u8> = (0..=255).cycle().take(BLOCK).collect();
        let mut reader = Reader::new(&bytes, Budget::default());
        for (offset, byte) in bytes.iter().enumerate().take(64) {
            assert_eq!(reader.array::<1>(as_u64(offset)).unwrap(), [*byte]);
        }
        assert_eq!(reader.bytes_read, as_u64(BLOCK));
    }
}
