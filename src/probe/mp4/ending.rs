//! Where the file must reach, by its own structure, and whether it does.

use super::super::notes::Notes;
use super::super::reader::Reader;
use super::boxes::{BoxAt, Walk};
use crate::model::{Fault, FaultKind};

/// How many samples' sizes are summed for one chunk. Of a larger chunk, only the start is asked for.
const MAX_SIZES: u64 = 4096;

/// The least length that the structure asks for, as far as it has been read.
#[derive(Debug, Default)]
pub(super) struct Ending {
    declared: u64,
}

impl Ending {
    /// Something reaches to `end`.
    pub(super) fn needs(&mut self, end: u64) {
        self.declared = self.declared.max(end);
    }

    /// How far the boxes reach.
    pub(super) fn declared(&self) -> u64 {
        self.declared
    }

    /// Notes what the structure asks for and whether a file of `len` bytes has it. A walk that was not `complete`
    /// may tell of missing bytes, never that none are missing.
    pub(super) fn judge(&self, len: Option<u64>, complete: bool, notes: &mut Notes) {
        if self.declared > 0 {
            notes.declared_bytes = Some(self.declared);
        }
        notes.truncated = match len {
            Some(len) if self.declared > len => Some(true),
            Some(_) if complete && self.declared > 0 => Some(false),
            _ => None,
        };
    }
}

/// The tables that place a track's samples in the file: ISO/IEC 14496-12 §8.7.
#[derive(Debug, Default)]
pub(super) struct ChunkTables {
    /// `stsz` or `stz2`.
    pub(super) sizes: Option<BoxAt>,
    /// `stsc`.
    pub(super) runs: Option<BoxAt>,
    /// `stco` or `co64`.
    pub(super) offsets: Option<BoxAt>,
    /// Whether a data reference points to another file.
    elsewhere: bool,
}

impl ChunkTables {
    /// Looks in `dinf` whether the samples lie in another file, so that offsets say nothing of this one.
    pub(super) fn read_references(&mut self, reader: &mut Reader<'_>, dinf: &BoxAt) -> Result<(), Fault> {
        let mut walk = Walk::within(dinf, 0);
        while let Some(dref) = walk.next(reader)? {
            if &dref.kind != b"dref" {
                continue;
            }
            // Version and flags, then the number of entries, each a box whose lowest flag says "in this file" (§8.7.2).
            let mut entries = Walk::within(&dref, 8);
            while let Some(entry) = entries.next(reader)? {
                if let Some([_, _, _, flags]) = entry.field(reader, 0)? {
                    self.elsewhere |= flags & 1 == 0;
                }
            }
        }
        Ok(())
    }

    /// Where the last chunk ends: exactly where its samples' sizes are few or alike, else at least its first byte.
    /// `sound` without a size for each sample has units of its own, and gives only that byte.
    pub(super) fn end(&self, reader: &mut Reader<'_>, sound: bool) -> Result<Option<u64>, Fault> {
        let Some(offsets) = self.offsets.filter(|_| !self.elsewhere) else { return Ok(None) };
        let width = if &offsets.kind == b"co64" { 8 } else { 4 };
        let fits = offsets.body_len().saturating_sub(8) / width;
        let chunks = count(reader, &offsets, 4)?.min(fits);
        let Some(last) = chunks.checked_sub(1) else { return Ok(None) };
        let at = 8 + last * width;
        let offset = match width {
            8 => u64::from_be_bytes(offsets.needed(reader, at)?),
            _ => u64::from(u32::from_be_bytes(offsets.needed(reader, at)?)),
        };
        // An offset of 0 lies in the first box's header: a table that was made and never filled in.
        if offset == 0 {
            return Ok(None);
        }
        let size = self.last_chunk_size(reader, chunks, sound)?.unwrap_or(1);
        Ok(Some(offset.saturating_add(size)))
    }

    /// How many bytes the last of `chunks` chunks has, where the tables agree.
    fn last_chunk_size(&self, reader: &mut Reader<'_>, chunks: u64, sound: bool) -> Result<Option<u64>, Fault> {
        let Some((runs, sizes)) = self.runs.zip(self.sizes) else { return Ok(None) };
        let fits = runs.body_len().saturating_sub(8) / 12;
        let Some(last) = count(reader, &runs, 4)?.min(fits).checked_sub(1) else { return Ok(None) };
        let first_chunk = count(reader, &runs, 8 + last * 12)?;
        let samples_in_chunk = count(reader, &runs, 12 + last * 12)?;
        if first_chunk > chunks || &sizes.kind != b"stsz" {
            return Ok(None);
        }
        let each = count(reader, &sizes, 4)?;
        let samples = count(reader, &sizes, 8)?;
        let in_last = samples_in_chunk.min(samples);
        if each != 0 {
            return Ok((!sound).then(|| each.saturating_mul(in_last)));
        }
        if in_last > MAX_SIZES || samples > sizes.body_len().saturating_sub(12) / 4 {
            return Ok(None);
        }
        let mut sum = 0_u64;
        for index in samples.saturating_sub(in_last)..samples {
            sum = sum.saturating_add(count(reader, &sizes, 12 + index * 4)?);
        }
        Ok(Some(sum))
    }
}

/// A 32-bit number, `at` bytes into a table.
fn count(reader: &mut Reader<'_>, table: &BoxAt, at: u64) -> Result<u64, Fault> {
    table.needed(reader, at).map(|bytes| u64::from(u32::from_be_bytes(bytes)))
}

/// The fault of a file whose boxes end before a `moov`.
pub(super) fn without_movie(at: u64) -> Fault {
    Fault::new(FaultKind::UnexpectedEnd, at, "no `moov` box in the file")
}
