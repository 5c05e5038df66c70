//! MPEG audio, layer III: the duration by a header that fits the bytes, or by counting every frame.

#[cfg(feature = "deep")]
mod decode;
mod info;
mod sync;
mod tags;
#[cfg(test)]
mod tests;
mod walk;

#[cfg(feature = "deep")]
pub(super) use decode::decode;

use super::mpeg_audio::FrameHeader;
use super::notes::Notes;
use super::reader::{Reader, as_u64};
use crate::model::{AudioFacts, DurationSource};
use crate::model::{Codec, Fault, FaultKind};
use info::{Info, Tail};
use sync::{Frame, refuse_free_format};
use tags::Stream;
use walk::{Samples, Walked};

/// Measures an MP3 file.
pub(super) fn read(reader: &mut Reader<'_>, audio: &mut AudioFacts, notes: &mut Notes) -> Result<(), Fault> {
    let mut stream = Stream::after_front_tags(reader, notes)?;
    if !stream.tail_is_cheap(reader) && measured_by_header(reader, &stream, audio, notes)? {
        return Ok(());
    }
    stream.find_tail(reader)?;
    let first = find_first(reader, stream.start, stream.end)?;
    state_format(&first.header, audio);
    refuse_free_format(&first)?;
    let info = Info::read(reader, &first)?;
    if let Some(info) = &info
        && let Some(frames) = info.frames_that_fit(reader, &first, stream.end, Tail::Excluded)?
    {
        state_header(info, frames, &first, audio, notes);
        return Ok(());
    }
    let walked = walk::count(reader, &first, info.is_some(), stream.end)?;
    if let Some(info) = &info {
        state_completeness(info, &first, &stream, &walked, notes);
    }
    state_count(&walked, info.as_ref(), &first, audio)
}

/// Measures by a header that fits the file's length, without reading the tags at the end: true if it does.
fn measured_by_header(
    reader: &mut Reader<'_>,
    stream: &Stream,
    audio: &mut AudioFacts,
    notes: &mut Notes,
) -> Result<bool, Fault> {
    let first = sync::first_frame(reader, stream.start, stream.end)?;
    let Some(first) = first.filter(|first| first.header.length().is_some()) else { return Ok(false) };
    let Some(info) = Info::read(reader, &first)? else { return Ok(false) };
    let Some(frames) = info.frames_that_fit(reader, &first, stream.end, Tail::Unknown)? else {
        return Ok(false);
    };
    state_format(&first.header, audio);
    state_header(&info, frames, &first, audio, notes);
    Ok(true)
}

/// Counts the frames between `start` and `end`, for MPEG audio in a container that states its position.
pub(super) fn count_frames(reader: &mut Reader<'_>, start: u64, end: u64, audio: &mut AudioFacts) -> Result<(), Fault> {
    let first = find_first(reader, start, end)?;
    refuse_free_format(&first)?;
    let walked = walk::count(reader, &first, false, end)?;
    state_count(&walked, None, &first, audio)
}

/// The first frame between `start` and `end`, which must exist.
fn find_first(reader: &mut Reader<'_>, start: u64, end: u64) -> Result<Frame, Fault> {
    let missing = || Fault::new(FaultKind::Malformed, start, "no frame of MPEG audio, layer III");
    sync::first_frame(reader, start, end)?.ok_or_else(missing)
}

/// The facts that every frame's header states.
fn state_format(header: &FrameHeader, audio: &mut AudioFacts) {
    audio.codec = Some(Codec::MP3);
    audio.sample_rate = Some(header.sample_rate);
    audio.channels = Some(header.channels);
}

/// The duration by a header that fits the bytes.
fn state_header(info: &Info, frames: u64, first: &Frame, audio: &mut AudioFacts, notes: &mut Notes) {
    let samples = Samples::of(frames, &first.header);
    audio.duration = samples.duration();
    audio.duration_from = Some(DurationSource::Header);
    audio.played_duration = info.gaps.and_then(|gaps| samples.without(gaps.total(), first.header.sample_rate));
    notes.truncated = Some(false);
    notes.declared_bytes = info.bytes.map(|bytes| first.offset.saturating_add(u64::from(bytes)));
}

/// The duration by the frames that were counted.
fn state_count(walked: &Walked, info: Option<&Info>, first: &Frame, audio: &mut AudioFacts) -> Result<(), Fault> {
    if walked.frames == 0 {
        return Err(Fault::new(FaultKind::UnexpectedEnd, first.offset, "no complete frame"));
    }
    audio.duration = walked.samples.duration();
    audio.duration_from = audio.duration.map(|_| DurationSource::Frames);
    audio.played_duration = info.and_then(|info| {
        let gaps = info.gaps?;
        // The padding is in the last frame, which a shortened file has lost.
        let is_shortened = walked.frames.saturating_add(1) < u64::from(info.frames);
        let unplayed = if is_shortened { u64::from(gaps.delay) } else { gaps.total() };
        walked.samples.without(unplayed, first.header.sample_rate)
    });
    Ok(())
}

/// Bytes of the longest frame of layer III: 320 kbit/s at 32 kHz, or 160 kbit/s at 8 kHz, padded.
const LONGEST_FRAME: u64 = 1441;

/// Whether the file was cut: its header counts more than is present.
///
/// A tag after the last frame means that an editor shortened the file and left the old header in: that remains open.
fn state_completeness(info: &Info, first: &Frame, stream: &Stream, walked: &Walked, notes: &mut Notes) {
    let counted = u64::from(info.frames);
    let declared_end = info.bytes.map(|bytes| first.offset.saturating_add(u64::from(bytes)));
    let is_cut = !stream.has_tail
        && match declared_end {
            Some(declared_end) if counted > 0 => declared_end > stream.end && walked.frames < counted,
            Some(declared_end) => declared_end > stream.end.saturating_add(LONGEST_FRAME),
            // Some writers count the header's own frame.
            None => walked.frames.saturating_add(1) < counted,
        };
    if is_cut {
        notes.truncated = Some(true);
        notes.declared_bytes = declared_end;
    } else if counted > 0 && (counted == walked.frames || counted == walked.frames.saturating_add(1)) {
        notes.truncated = Some(false);
    }
}
