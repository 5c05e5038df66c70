//! Tags of several kinds before and after the frames.

use super::{Notes, Reader, as_u64};
use crate::model::{Fault, FaultKind};
use crate::probe::id3v2;

/// Where the frames are.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stream {
    /// After the tags at the front.
    pub(super) start: u64,
    /// Before the tags at the end; the largest number if the source's length is unknown.
    pub(super) end: u64,
    /// Whether there are tags at the end.
    pub(super) has_tail: bool,
}

impl Stream {
    /// Finds where the frames begin; assumes that they reach to the end of the source.
    pub(super) fn after_front_tags(reader: &mut Reader<'_>, notes: &mut Notes) -> Result<Self, Fault> {
        let start = skip_front(reader)?;
        let Some(len) = reader.len() else { return Ok(Self { start, end: u64::MAX, has_tail: false }) };
        if start > len {
            notes.truncated = Some(true);
            notes.declared_bytes = Some(start);
            return Err(Fault::new(FaultKind::UnexpectedEnd, len, "the file ends within its ID3v2 tag"));
        }
        Ok(Self { start, end: len, has_tail: false })
    }

    /// Whether reading the last tag costs next to nothing.
    pub(super) fn tail_is_cheap(&self, reader: &Reader<'_>) -> bool {
        let tail = LONGEST_LOOK.min(self.end);
        reader.is_cheap(self.end.saturating_sub(tail), tail)
    }

    /// Finds where the frames end, before the tags at the end.
    pub(super) fn find_tail(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        if reader.len().is_none() {
            return Ok(());
        }
        let mut tags = 0_u32;
        while let Some(length) = tail_length(reader, self.start, self.end)? {
            self.end = self.end.saturating_sub(length).max(self.start);
            self.has_tail = true;
            tags = tags.saturating_add(1);
            if tags > FEW_TAGS {
                fetch_before(reader, self.start, self.end)?;
            }
        }
        Ok(())
    }
}

/// Bytes of the end that are searched for a tag: a complete ID3v1 tag.
const LONGEST_LOOK: u64 = 128;

/// Tags after the frames in real files. More of them are fetched many at a time, so that each byte is read only twice.
const FEW_TAGS: u32 = 4;

/// How much before `end` is fetched at once.
const STEP: u64 = 4096;

/// Fetches the bytes before `end`, from the same offset for all ends within a step.
fn fetch_before(reader: &mut Reader<'_>, start: u64, end: u64) -> Result<(), Fault> {
    let step = end.saturating_sub(1) / STEP * STEP;
    let from = step.saturating_sub(STEP).max(start);
    reader.up_to(from, usize::try_from(end.saturating_sub(from)).unwrap_or(usize::MAX)).map(drop)
}

/// How many zeros are skipped at the front in all: as many as format detection skips.
const MOST_ZEROS: u64 = 1 << 20;

/// Skips every ID3v2 tag at the front. Real files have several in a row (`id3-multi-01.mp3` of Borewit/music-metadata
/// has three), some with zeros between them.
fn skip_front(reader: &mut Reader<'_>) -> Result<u64, Fault> {
    let mut at = 0;
    let mut skipped = 0_u64;
    loop {
        reader.count_element(at)?;
        if let Some(length) = id3v2::length_at(reader, at)? {
            at = at.saturating_add(length);
        } else {
            let found = reader.up_to(at, 512)?;
            let zeros = as_u64(found.iter().take_while(|byte| **byte == 0).count());
            if zeros == 0 || skipped > MOST_ZEROS {
                return Ok(at);
            }
            at = at.saturating_add(zeros);
            skipped = skipped.saturating_add(zeros);
        }
    }
}

/// Length of the tag that ends at `end`, or `None` if none does.
fn tail_length(reader: &mut Reader<'_>, start: u64, end: u64) -> Result<Option<u64>, Fault> {
    reader.count_element(end)?;
    let room = end.saturating_sub(start);
    // An ID3v1 tag: 128 bytes from `TAG` on.
    if room >= 128 && reader.up_to(end.saturating_sub(128), 128)?.starts_with(b"TAG") {
        return Ok(Some(128));
    }
    if room < 32 {
        return Ok(None);
    }
    let footer = reader.array::<32>(end.saturating_sub(32))?;
    let length = ape_length(&footer).or_else(|| lyrics_length(&footer)).or_else(|| id3v2_length(&footer));
    Ok(length.filter(|&length| length <= room))
}

/// APEv2 specification, "APE Tags Header / Footer": the size counts the footer, so a smaller one is invalid; bit 31 of the
/// flags announces a header of 32 bytes as well.
fn ape_length(footer: &[u8; 32]) -> Option<u64> {
    let [b'A', b'P', b'E', b'T', b'A', b'G', b'E', b'X', _, _, _, _, a, b, c, d, _, _, _, _, _, _, _, flags, ..] =
        *footer
    else {
        return None;
    };
    let header = if flags & 0x80 == 0 { 0 } else { 32 };
    Some(u64::from(u32::from_le_bytes([a, b, c, d]))).filter(|&size| size >= 32).map(|size| size + header)
}

/// Lyrics3 v2.00: six digits that count everything before them, then `LYRICS200`.
fn lyrics_length(footer: &[u8; 32]) -> Option<u64> {
    let digits = footer.strip_suffix(b"LYRICS200")?.last_chunk::<6>()?;
    let size = std::str::from_utf8(digits).ok()?.parse::<u64>().ok()?;
    Some(size + 15)
}

/// ID3v2.4 §3.4: a tag at the end has a footer, in the form of the header with `3DI` for `ID3`.
fn id3v2_length(footer: &[u8; 32]) -> Option<u64> {
    let [b'3', b'D', b'I', _, _, _, a, b, c, d] = *footer.last_chunk::<10>()? else { return None };
    let size =
        [a, b, c, d].iter().try_fold(0_u64, |size, &byte| (byte < 0x80).then_some(size << 7 | u64::from(byte)))?;
    Some(size + 20)
}
