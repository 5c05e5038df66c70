//! A buffered reader that stays within its budget.

use std::cell::Cell;
use std::io;
use std::ops::Range;

use super::budget::Budget;
use super::source::ReadAt;
use crate::model::{Fault, FaultKind};

/// The least that one fetch reads: a page, which nearly every header fits in.
const BLOCK: usize = 4096;
/// A file up to this length is fetched in one read: its head and its end are most of it.
const WHOLE: usize = 16 << 10;
/// Blocks that are kept: readers alternate between the head of a file, its end, and the current place.
const KEPT: usize = 3;
/// What a fetch reads at most beyond what is wanted, of a source that is read from one end to the other.
const AHEAD: usize = 32 << 10;
/// A block larger than this is dropped before the next fetch.
const SMALL: usize = 64 << 10;

thread_local! {
    /// The memory of this thread's last reader, for its next one: allocating blocks and filling them with zeros costs
    /// more than reading most headers.
    static SPARE: Cell<Option<[Block; KEPT]>> = const { Cell::new(None) };
}

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
    /// The block that the last read was in.
    recent: usize,
}

/// Bytes of the source that are in memory.
#[derive(Default)]
struct Block {
    start: u64,
    /// The memory. Its first `filled` bytes are from the source.
    memory: Vec<u8>,
    filled: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(source: &'a dyn ReadAt, budget: Budget) -> Self {
        let mut blocks = SPARE.try_with(Cell::take).ok().flatten().unwrap_or_default();
        blocks.iter_mut().for_each(Block::clear);
        Self { source, len: source.byte_len(), budget, bytes_read: 0, elements: 0, blocks, oldest: 0, recent: 0 }
    }

    /// The source's length, if it is known.
    pub(crate) fn len(&self) -> Option<u64> {
        self.len
    }

    /// Whether reading the `len` bytes from `offset` on is cheap; see [`ReadAt::is_cheap`].
    pub(crate) fn is_cheap(&self, offset: u64, len: u64) -> bool {
        self.source.is_cheap(offset, len)
    }

    /// How many more elements the budget allows.
    pub(crate) fn elements_left(&self) -> u64 {
        self.budget.elements.saturating_sub(self.elements)
    }

    /// Counts several elements at once, of no more than [are left](Self::elements_left).
    pub(crate) fn count_elements(&mut self, count: u64) {
        self.elements = self.elements.saturating_add(count);
    }

    /// Counts one box, chunk, segment or frame.
    #[inline]
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
        let (index, range) = match self.find(offset, wanted) {
            Some(found) => found,
            None => self.fetch(offset, wanted, left)?,
        };
        self.recent = index;
        Ok(self.blocks.get(index).and_then(|block| block.memory.get(range)).unwrap_or_default())
    }

    /// The bytes from `offset` on that are in memory. If there are none, up to `wanted` are fetched.
    pub(crate) fn ahead(&mut self, offset: u64, wanted: usize) -> Result<&[u8], Fault> {
        if self.find(offset, 1).is_none() {
            return self.up_to(offset, wanted);
        }
        let found = self.find(offset, 1).and_then(|(index, range)| Some((self.blocks.get(index)?, range)));
        Ok(found.and_then(|(block, range)| block.memory.get(range.start..block.filled)).unwrap_or_default())
    }

    /// The block that holds this range, and where in it.
    #[inline]
    fn find(&self, offset: u64, wanted: usize) -> Option<(usize, Range<usize>)> {
        // Most reads follow each other in one block.
        if let Some(range) = self.blocks.get(self.recent)?.range(offset, wanted) {
            return Some((self.recent, range));
        }
        let mut blocks = self.blocks.iter().enumerate();
        blocks.find_map(|(index, block)| Some((index, block.range(offset, wanted)?)))
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

    /// Fills the oldest block from `offset` on, with a page or with `wanted` if that is more, and returns its index and
    /// where in it the wanted bytes are.
    fn fetch(&mut self, offset: u64, wanted: usize, left: Option<usize>) -> Result<(usize, Range<usize>), Fault> {
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
        let least = if left.is_some_and(|left| left <= WHOLE) { WHOLE } else { self.step(offset) };
        let size = wanted.max(least.min(self.budget.bytes_held)).min(left.unwrap_or(usize::MAX)).min(affordable);
        self.blocks.iter_mut().for_each(Block::drop_if_large);
        let index = self.oldest;
        self.oldest = (index + 1) % KEPT;
        let mut block = self.blocks.get_mut(index).map(std::mem::take).unwrap_or_default();
        block.start = offset;
        block.filled = self.fill(offset, wanted, block.room(size))?;
        let range = 0..block.filled.min(wanted);
        if let Some(place) = self.blocks.get_mut(index) {
            *place = block;
        }
        Ok((index, range))
    }

    /// How much to read at least from `offset` on: a page, or twice as much as last time where reads follow each other.
    fn step(&self, offset: u64) -> usize {
        let is_before = |block: &&Block| {
            let end = block.start.saturating_add(as_u64(block.filled));
            // The head of a file does not show that the rest will be read.
            block.start > 0 && block.start <= offset && offset <= end.saturating_add(as_u64(BLOCK))
        };
        let before = self.blocks.iter().find(is_before);
        before.map_or(BLOCK, |block| block.filled.saturating_mul(2).clamp(BLOCK, AHEAD))
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

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        self.blocks.iter_mut().for_each(Block::drop_if_large);
        // Fails only while the thread ends.
        let _ = SPARE.try_with(|spare| spare.set(Some(std::mem::take(&mut self.blocks))));
    }
}

impl Block {
    fn clear(&mut self) {
        (self.start, self.filled) = (0, 0);
    }

    fn drop_if_large(&mut self) {
        if self.memory.len() > SMALL {
            *self = Self::default();
        }
    }

    /// Memory for `size` bytes. What an earlier use left in it is not zeroed; only what is read counts.
    fn room(&mut self, size: usize) -> &mut [u8] {
        if self.memory.len() < size {
            // Not `resize`, which would copy the old bytes, and could not take memory that the system zeroed.
            self.memory = vec![0; size];
        }
        self.memory.get_mut(..size).unwrap_or_default()
    }

    /// Where in the block this range of the source is, if the block holds all of it.
    #[inline]
    fn range(&self, offset: u64, wanted: usize) -> Option<Range<usize>> {
        let start = usize::try_from(offset.checked_sub(self.start)?).ok()?;
        let end = start.checked_add(wanted)?;
        (end <= self.filled).then_some(start..end)
    }
}

/// A length in memory as a length in a file: lossless on every target of Rust.
pub(crate) const fn as_u64(length: usize) -> u64 {
    length as u64
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

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
    fn reads_that_follow_each_other_take_ever_more() {
        let bytes = vec![7; 100 * BLOCK];
        let source = Counted { bytes: &bytes, fetches: AtomicU32::new(0) };
        let mut reader = Reader::new(&source, Budget::default());
        for frame in 0..400 {
            assert_eq!(reader.array::<4>(frame * 1000).unwrap(), [7; 4]);
        }
        assert!(reader.bytes_read <= as_u64(bytes.len()));
        assert!(source.fetches.load(Ordering::Relaxed) < 20);
    }

    /// Counts how often it is read.
    struct Counted<'a> {
        bytes: &'a [u8],
        fetches: AtomicU32,
    }

    impl ReadAt for Counted<'_> {
        fn byte_len(&self) -> Option<u64> {
            self.bytes.byte_len()
        }

        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
            self.fetches.fetch_add(1, Ordering::Relaxed);
            self.bytes.read_at(offset, buffer)
        }
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
