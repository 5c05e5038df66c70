//! Where the samples in `moov` are: the tables of ISO/IEC 14496-12 §8.7, each read to its end in small pieces.

use std::ops::Range;

use super::super::reader::Reader;
use super::boxes::{BoxAt, Walk};
use super::descriptions::Descriptions;
use super::entry::Entry;
use super::handler::Handler;
use super::sample_sizes::SampleSizes;
use super::table::Entries;
use crate::model::Fault;

/// How many data references are held.
const MAX_REFERENCES: usize = 256;

/// The tables that place a track's samples in the file.
#[derive(Debug, Default)]
pub(super) struct ChunkTables {
    /// `stsz` or `stz2`.
    pub(super) sizes: Option<BoxAt>,
    /// `stsc`.
    pub(super) runs: Option<BoxAt>,
    /// `stco` or `co64`.
    pub(super) offsets: Option<BoxAt>,
    /// For each data reference, whether it means this file.
    references: Vec<bool>,
}

/// Where the samples of a track are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Data {
    /// The tables place samples in the file, up to this byte; past its end if it is cut.
    UpTo(u64),
    /// The tables, some of which may be missing, place no sample in the file.
    Nowhere,
}

impl ChunkTables {
    /// Reads from `dinf` which data references mean this file (§8.7.2).
    pub(super) fn read_references(&mut self, reader: &mut Reader<'_>, dinf: &BoxAt) -> Result<(), Fault> {
        let mut walk = Walk::within(dinf, 0);
        while let Some(dref) = walk.next(reader)? {
            if &dref.kind != b"dref" {
                continue;
            }
            // Version and flags, the number of entries; each entry is a box whose lowest flag means "in this file".
            let mut entries = Walk::within(&dref, 8);
            while let Some(entry) = entries.next(reader)? {
                if self.references.len() < MAX_REFERENCES
                    && let Some([_, _, _, flags]) = entry.field(reader, 0)?
                {
                    self.references.push(flags & 1 != 0);
                }
            }
        }
        Ok(())
    }

    /// Whether a sample description with this data reference, counted from 1, has its samples in this file. A file
    /// without references has no other place for them.
    pub(super) fn is_in_this_file(&self, reference: u16) -> bool {
        let index = usize::from(reference).checked_sub(1);
        index.and_then(|index| self.references.get(index)).copied().unwrap_or(true)
    }

    /// Follows the tables through all samples, and notes in `used` which of the `entries` they use. `moov` itself holds none.
    ///
    /// Fails if the tables contradict each other: a run of chunks that does not exist, a sample without a chunk, a chunk
    /// without its samples, some chunks in places that cannot hold samples.
    pub(super) fn follow(
        &self,
        reader: &mut Reader<'_>,
        handler: Handler,
        moov: &BoxAt,
        entries: &[Entry],
        used: &mut Descriptions,
    ) -> Result<Data, Fault> {
        let (Some(sizes), Some(runs), Some(offsets)) = (self.sizes, self.runs, self.offsets) else {
            return Ok(Data::Nowhere);
        };
        let mut samples = SampleSizes::open(reader, &sizes)?;
        let mut offsets = Offsets::open(reader, offsets)?;
        let mut runs = Runs::open(reader, runs)?;
        // A table of no entries places nothing, as one that is missing.
        if offsets.count == 0 || runs.is_empty() {
            return Ok(Data::Nowhere);
        }
        // QuickTime's audio without a size of its own counts in units of its format, not in bytes.
        let is_unsized = handler == Handler::Audio && samples.each() == Some(1);
        let mut left = samples.count;
        let mut place = Place::within(moov);
        let mut chunk = 1;
        // Run by run, since a movie has thousands of chunks and few runs.
        while chunk <= offsets.count {
            let run = runs.of_chunk(reader, chunk)?;
            used.add(run.description);
            let chunks = runs.chunks_from(chunk, offsets.count);
            let needed = run.samples.saturating_mul(chunks);
            if needed > left {
                return Err(sizes.malformed("counts fewer samples than its chunks"));
            }
            let each = if is_unsized {
                let index = usize::try_from(run.description).ok().and_then(|index| index.checked_sub(1));
                let unit = index.and_then(|index| entries.get(index)).and_then(|entry| entry.unit);
                Some(unit.map_or(1, |unit| unit.bytes_of(run.samples)))
            } else {
                samples.each().map(|size| size.saturating_mul(run.samples)).or((run.samples == 0).then_some(0))
            };
            let size = each.map_or(ChunkSize::Of(&mut samples, run.samples), ChunkSize::Each);
            offsets.place(reader, chunks, size, &mut place)?;
            left -= needed;
            chunk += chunks;
        }
        runs.finish(offsets.count)?;
        if left > 0 {
            return Err(sizes.malformed("counts more samples than its chunks"));
        }
        let is_cut = reader.len().is_some_and(|len| place.end > len);
        match place {
            Place { end, .. } if is_cut => Ok(Data::UpTo(end)),
            Place { placed: 0, .. } => Ok(Data::Nowhere),
            Place { misplaced: 0, end, .. } => Ok(Data::UpTo(end)),
            _ => Err(offsets.table.malformed("places some samples within the headers")),
        }
    }
}

/// What the chunks amount to.
struct Place {
    /// `moov`, which holds no samples.
    headers: Range<u64>,
    end: u64,
    /// Chunks with data, in places that can and that cannot hold samples.
    placed: u64,
    misplaced: u64,
}

impl Place {
    fn within(moov: &BoxAt) -> Self {
        Self { headers: moov.start..moov.end, end: 0, placed: 0, misplaced: 0 }
    }

    /// Adds chunks at the first of `offsets`, as many as the sizes of all their samples are in memory, and returns how many.
    #[inline]
    fn add_ready<const N: usize>(
        &mut self,
        offsets: &[[u8; N]],
        decode: impl Fn([u8; N]) -> u64,
        size: &mut ChunkSize<'_>,
    ) -> usize {
        match size {
            ChunkSize::Each(size) => {
                offsets.iter().for_each(|&offset| self.add(decode(offset), *size));
                offsets.len()
            }
            ChunkSize::Of(sizes, samples) => {
                let Some(words) = sizes.words() else { return 0 };
                let each = usize::try_from(*samples).unwrap_or(usize::MAX);
                let whole = self.add_whole(offsets, decode, words.ready(), each);
                words.skip(whole.saturating_mul(each));
                whole
            }
        }
    }

    /// Adds the first chunks of `samples` samples each, as many as `sizes` holds the sizes of, and returns how many.
    #[inline]
    fn add_whole<const N: usize>(
        &mut self,
        offsets: &[[u8; N]],
        decode: impl Fn([u8; N]) -> u64,
        sizes: &[u8],
        samples: usize,
    ) -> usize {
        let (sizes, _) = sizes.as_chunks();
        let size = |size: &[u8; 4]| u64::from(u32::from_be_bytes(*size));
        if samples == 1 {
            offsets.iter().zip(sizes).for_each(|(&offset, only)| self.add(decode(offset), size(only)));
            return offsets.len().min(sizes.len());
        }
        let mut whole = 0;
        for (&offset, sizes) in offsets.iter().zip(sizes.chunks_exact(samples.max(1))) {
            self.add(decode(offset), sizes.iter().map(size).sum());
            whole += 1;
        }
        whole
    }

    #[inline]
    fn add(&mut self, offset: u64, size: u64) {
        if size == 0 {
            return;
        }
        let end = offset.saturating_add(size);
        self.end = self.end.max(end);
        // The first box has a header. Offset 0 is a table that was made and never filled in.
        if offset < 8 || (offset < self.headers.end && end > self.headers.start) {
            self.misplaced += 1;
        } else {
            self.placed += 1;
        }
    }
}

/// How large the chunks of a run are.
enum ChunkSize<'s> {
    /// All alike.
    Each(u64),
    /// As large as so many samples.
    Of(&'s mut SampleSizes, u64),
}

/// `stco` and `co64` (§8.7.5).
struct Offsets {
    table: BoxAt,
    count: u64,
    entries: Entries,
    is_wide: bool,
}

impl Offsets {
    fn open(reader: &mut Reader<'_>, table: BoxAt) -> Result<Self, Fault> {
        let count = u64::from(u32::from_be_bytes(table.needed(reader, 4)?));
        let is_wide = &table.kind == b"co64";
        let entries = Entries::new(table, 8, if is_wide { 8 } else { 4 }, count)?;
        Ok(Self { table, count, entries, is_wide })
    }

    /// Adds the next `chunks` chunks to `place`.
    #[inline]
    fn place(
        &mut self,
        reader: &mut Reader<'_>,
        chunks: u64,
        mut size: ChunkSize<'_>,
        place: &mut Place,
    ) -> Result<(), Fault> {
        let mut left = usize::try_from(chunks).unwrap_or(usize::MAX);
        while left > 0 {
            // Most runs are of a few chunks, and all of them are in memory.
            let ready = self.entries.ready();
            let done = if self.is_wide {
                place.add_ready(first(ready.as_chunks().0, left), u64::from_be_bytes, &mut size)
            } else {
                let decode = |offset| u64::from(u32::from_be_bytes(offset));
                place.add_ready(first(ready.as_chunks().0, left), decode, &mut size)
            };
            self.entries.skip(done);
            left -= done;
            if done == 0 {
                if !self.place_next(reader, &mut size, place)? {
                    break;
                }
                left -= 1;
            }
        }
        Ok(())
    }

    /// Adds the next chunk to `place`, and reads on in the tables for that; false after the last.
    #[cold]
    fn place_next(
        &mut self,
        reader: &mut Reader<'_>,
        size: &mut ChunkSize<'_>,
        place: &mut Place,
    ) -> Result<bool, Fault> {
        let offset = match self.entries.next(reader)? {
            Some(&[a, b, c, d]) => u64::from(u32::from_be_bytes([a, b, c, d])),
            Some(wide) => wide.first_chunk().map_or(0, |wide| u64::from_be_bytes(*wide)),
            None => return Ok(false),
        };
        let size = match size {
            ChunkSize::Each(size) => *size,
            ChunkSize::Of(sizes, samples) => sizes.sum(reader, *samples)?,
        };
        place.add(offset, size);
        Ok(true)
    }
}

/// The first `most` elements.
fn first<T>(elements: &[T], most: usize) -> &[T] {
    elements.get(..most).unwrap_or(elements)
}

/// Chunks with equally many samples.
#[derive(Clone, Copy, Default)]
struct Run {
    first_chunk: u64,
    samples: u64,
    description: u32,
}

/// `stsc` (§8.7.4): runs of chunks; the first begins at chunk 1.
struct Runs {
    table: BoxAt,
    entries: Entries,
    now: Run,
    next: Option<Run>,
}

impl Runs {
    fn open(reader: &mut Reader<'_>, table: BoxAt) -> Result<Self, Fault> {
        let count = u64::from(u32::from_be_bytes(table.needed(reader, 4)?));
        let mut runs = Self { table, entries: Entries::new(table, 8, 12, count)?, now: Run::default(), next: None };
        runs.next = runs.read(reader)?;
        Ok(runs)
    }

    /// Whether the table has no run.
    fn is_empty(&self) -> bool {
        self.now.first_chunk == 0 && self.next.is_none()
    }

    /// The run that `chunk` belongs to; chunks are asked for in order.
    #[inline]
    fn of_chunk(&mut self, reader: &mut Reader<'_>, chunk: u64) -> Result<Run, Fault> {
        if let Some(next) = self.next.filter(|next| next.first_chunk <= chunk) {
            if next.first_chunk < chunk {
                return Err(self.table.malformed("has runs out of order"));
            }
            self.now = next;
            self.next = self.read(reader)?;
        }
        if self.now.first_chunk == 0 {
            return Err(self.table.malformed("does not start at chunk 1"));
        }
        Ok(self.now)
    }

    /// How many chunks from `chunk` on, of `chunks` in all, belong to the current run. At least one: a next run that
    /// begins no later is out of order, which the next chunk shows.
    fn chunks_from(&self, chunk: u64, chunks: u64) -> u64 {
        let end = self.next.map_or(chunks + 1, |next| next.first_chunk.min(chunks + 1));
        end.saturating_sub(chunk).max(1)
    }

    /// Fails if a run begins after the last chunk.
    fn finish(&self, chunks: u64) -> Result<(), Fault> {
        match self.next {
            Some(next) if next.first_chunk > chunks => {
                Err(self.table.malformed("has runs of more chunks than there are"))
            }
            _ => Ok(()),
        }
    }

    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Option<Run>, Fault> {
        let entry = self.entries.next(reader)?.and_then(|entry| entry.first_chunk::<12>());
        Ok(entry.map(|&[f0, f1, f2, f3, s0, s1, s2, s3, d0, d1, d2, d3]| Run {
            first_chunk: u64::from(u32::from_be_bytes([f0, f1, f2, f3])),
            samples: u64::from(u32::from_be_bytes([s0, s1, s2, s3])),
            description: u32::from_be_bytes([d0, d1, d2, d3]),
        }))
    }
}
