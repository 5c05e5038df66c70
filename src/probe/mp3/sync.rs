//! The first frame, past whatever precedes it.

use super::{FrameHeader, Reader, as_u64};
use crate::model::{Fault, FaultKind};
use crate::probe::mpeg_audio::{FREE_STREAM, Layer, free_stream};

/// A frame's header and position.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) offset: u64,
    pub(super) header: FrameHeader,
}

/// Frames of free format do not state their length (ISO/IEC 11172-3 §2.4.2.3).
pub(super) fn refuse_free_format(frame: &Frame) -> Result<(), Fault> {
    match frame.header.length() {
        Some(_) => Ok(()),
        None => Err(Fault::new(FaultKind::Unsupported, frame.offset, "free bit rate")),
    }
}

/// How much junk is searched for the first frame: more than the picture that a tag of wrong length leaves uncovered.
const SEARCH: u64 = 1 << 20;

/// Finds the first frame of layer III from `start` on that is followed by two more.
///
/// If the stream ends too early for that, it must be followed by one, begin at `start`, or end with the stream.
pub(super) fn first_frame(reader: &mut Reader<'_>, start: u64, end: u64) -> Result<Option<Frame>, Fault> {
    search(reader, start, start.saturating_add(SEARCH).min(end), end)
}

/// Finds the next frame after a break in the stream, however far away: what follows a gap is played.
pub(super) fn next_frame(reader: &mut Reader<'_>, start: u64, end: u64) -> Result<Option<Frame>, Fault> {
    search(reader, start, end, end)
}

fn search(reader: &mut Reader<'_>, start: u64, limit: u64, end: u64) -> Result<Option<Frame>, Fault> {
    let mut at = start;
    let mut free_tried = false;
    while let Some(offset) = next_sync(reader, at, limit)? {
        reader.count_element(offset)?;
        if let Some(header) = header_at(reader, offset, end)?.filter(|header| header.layer == Layer::III) {
            let frame = Frame { offset, header };
            if header.length().is_some() {
                if is_followed(reader, &frame, start, end)? {
                    return Ok(Some(frame));
                }
            } else if !free_tried {
                // Tried only once, since it compares every offset after it.
                free_tried = true;
                if free_stream(reader.up_to(offset, FREE_STREAM)?).is_some() {
                    return Ok(Some(frame));
                }
            }
        }
        at = offset.saturating_add(1);
    }
    Ok(None)
}

/// The next byte of all ones from `at` on.
fn next_sync(reader: &mut Reader<'_>, mut at: u64, limit: u64) -> Result<Option<u64>, Fault> {
    while at < limit {
        let wanted = usize::try_from(limit.saturating_sub(at)).unwrap_or(usize::MAX).min(1024);
        let found = reader.up_to(at, wanted)?;
        if found.is_empty() {
            return Ok(None);
        }
        if let Some(index) = memchr::memchr(0xFF, found) {
            return Ok(Some(at.saturating_add(as_u64(index))));
        }
        at = at.saturating_add(as_u64(found.len()));
    }
    Ok(None)
}

/// The frame header at `offset`, if there is one before `end`.
pub(super) fn header_at(reader: &mut Reader<'_>, offset: u64, end: u64) -> Result<Option<FrameHeader>, Fault> {
    if offset.saturating_add(4) > end {
        return Ok(None);
    }
    let found = reader.up_to(offset, 4)?;
    Ok(found.first_chunk().and_then(|bytes| FrameHeader::parse(*bytes)))
}

/// Whether `first` is followed by two frames of the same stream, or by the end of the stream.
fn is_followed(reader: &mut Reader<'_>, first: &Frame, start: u64, end: u64) -> Result<bool, Fault> {
    let mut current = *first;
    for followers in 0..2 {
        let Some(length) = current.header.length() else { return Ok(false) };
        let next_at = current.offset.saturating_add(u64::from(length));
        let source_end = next_at.saturating_add(as_u64(reader.up_to(next_at, 4)?.len()));
        if next_at.saturating_add(4) > end.min(source_end) {
            return Ok(followers > 0 || first.offset == start || next_at == end.min(source_end));
        }
        let Some(next) = header_at(reader, next_at, end)? else { return Ok(false) };
        // Frames may switch between one channel and two, but not at the very start.
        if !next.agrees_with(&first.header) || next.channels != first.header.channels {
            return Ok(false);
        }
        current = Frame { offset: next_at, header: next };
    }
    Ok(true)
}
