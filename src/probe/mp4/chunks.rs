//! Where the samples in `moov` are: the tables of ISO/IEC 14496-12 §8.7, each read to its end in small pieces.

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
        // QuickTime's audio without a size of its own counts in units of its format, not in bytes.
        let is_unsized = handler == Handler::Audio && samples.each() == Some(1);
        let mut left = samples.count;
        let mut place = Place { end: 0, misplaced: 0, placed: 0 };
        for chunk in 1..=offsets.count {
            let run = runs.of_chunk(reader, chunk)?;
            let Some(offset) = offsets.next(reader)? else { break };
            used.add(run.description);
            left =
                left.checked_sub(run.samples).ok_or_else(|| sizes.malformed("counts fewer samples than its chunks"))?;
            let size = if is_unsized {
                let index = usize::try_from(run.description).ok().and_then(|index| index.checked_sub(1));
                let unit = index.and_then(|index| entries.get(index)).and_then(|entry| entry.unit);
                unit.map_or(1, |unit| unit.bytes_of(run.samples))
            } else {
                samples.sum(reader, run.samples)?
            };
            place.add(offset, size, moov);
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
    end: u64,
    /// Chunks with data, in places that can and that cannot hold samples.
    placed: u64,
    misplaced: u64,
}

impl Place {
    fn add(&mut self, offset: u64, size: u64, moov: &BoxAt) {
        if size == 0 {
            return;
        }
        let end = offset.saturating_add(size);
        self.end = self.end.max(end);
        // The first box has a header. Offset 0 is a table that was made and never filled in.
        if offset < 8 || (offset < moov.end && end > moov.start) {
            self.misplaced += 1;
        } else {
            self.placed += 1;
        }
    }
}

/// `stco` and `co64` (§8.7.5).
struct Offsets {
    table: BoxAt,
    count: u64,
    entries: Entries,
}

impl Offsets {
    fn open(reader: &mut Reader<'_>, table: BoxAt) -> Result<Self, Fault> {
        let count = u64::from(u32::from_be_bytes(table.needed(reader, 4)?));
        let width = if &table.kind == b"co64" { 8 } else { 4 };
        Ok(Self { table, count, entries: Entries::new(table, 8, width, count)? })
    }

    fn next(&mut self, reader: &mut Reader<'_>) -> Result<Option<u64>, Fault> {
        let entry = self.entries.next(reader)?.unwrap_or_default();
        Ok(match entry.first_chunk() {
            Some(long) => Some(u64::from_be_bytes(*long)),
            None => entry.first_chunk().map(|short| u64::from(u32::from_be_bytes(*short))),
        })
    }
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

    /// The run that `chunk` belongs to; chunks are asked for in order.
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

    /// Fails if a run begins after the last chunk.
    fn finish(&self, chunks: u64) -> Result<(), Fault> {
        match self.next {
            Some(next) if next.first_chunk > chunks => {
                Err(self.table.malformed("has runs of more chunks than there are"))
            }
            _ => Ok(()),
        }
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Option<Run>, Fault> {
        let entry = self.entries.next(reader)?.and_then(|entry| entry.first_chunk::<12>());
        Ok(entry.map(|&[f0, f1, f2, f3, s0, s1, s2, s3, d0, d1, d2, d3]| Run {
            first_chunk: u64::from(u32::from_be_bytes([f0, f1, f2, f3])),
            samples: u64::from(u32::from_be_bytes([s0, s1, s2, s3])),
            description: u32::from_be_bytes([d0, d1, d2, d3]),
        }))
    }
}
