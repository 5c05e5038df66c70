//! MPEG audio, layer III: the length by a header that the bytes bear out, or by counting every frame.

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
use crate::model::{Codec, Fault, FaultKind, MediaDuration};
use info::Info;
use sync::FirstFrame;
use tags::Stream;
use walk::Walked;

/// Measures an MP3 file.
pub(super) fn read(reader: &mut Reader<'_>, audio: &mut AudioFacts, notes: &mut Notes) -> Result<(), Fault> {
    let mut stream = Stream::behind_front_tags(reader, notes)?;
    if !stream.tail_is_cheap(reader) && measured_by_header(reader, &stream, audio, notes)? {
        return Ok(());
    }
    stream.find_tail(reader)?;
    let first = find_first(reader, stream.start, stream.end)?;
    state_format(&first.header, audio);
    refuse_free_rate(&first)?;
    let info = Info::read(reader, &first)?;
    if let Some(info) = info.filter(|info| info.is_borne_out_by(stream.end.saturating_sub(first.offset))) {
        state_header(&info, &first, audio, notes);
        return Ok(());
    }
    let walked = walk::frames(reader, &first, stream.end)?;
    if let Some(info) = &info {
        state_completeness(info, &first, &stream, &walked, notes);
    }
    state_count(&walked, &first, audio)
}

/// Measures by a header that agrees with all that follows it, without a look at the tags at the back: they are shorter
/// than a frame then, or counted in. Says whether it did.
fn measured_by_header(
    reader: &mut Reader<'_>,
    stream: &Stream,
    audio: &mut AudioFacts,
    notes: &mut Notes,
) -> Result<bool, Fault> {
    let first = sync::first_frame(reader, stream.start, stream.end)?;
    let Some(first) = first.filter(|first| first.header.length().is_some()) else { return Ok(false) };
    let info = Info::read(reader, &first)?;
    let Some(info) = info.filter(|info| info.is_borne_out_by(stream.end.saturating_sub(first.offset))) else {
        return Ok(false);
    };
    state_format(&first.header, audio);
    state_header(&info, &first, audio, notes);
    Ok(true)
}

/// Counts the frames between `start` and `end`, for MPEG audio in a container that says where it is.
pub(super) fn count_frames(reader: &mut Reader<'_>, start: u64, end: u64, audio: &mut AudioFacts) -> Result<(), Fault> {
    let first = find_first(reader, start, end)?;
    refuse_free_rate(&first)?;
    let walked = walk::frames(reader, &first, end)?;
    state_count(&walked, &first, audio)
}

/// The first frame between `start` and `end`, which must be there.
fn find_first(reader: &mut Reader<'_>, start: u64, end: u64) -> Result<FirstFrame, Fault> {
    let missing = || Fault::new(FaultKind::Malformed, start, "no frame of MPEG audio, layer III");
    sync::first_frame(reader, start, end)?.ok_or_else(missing)
}

/// Frames of free bit rate do not say how long they are (ISO/IEC 11172-3 §2.4.2.3).
fn refuse_free_rate(first: &FirstFrame) -> Result<(), Fault> {
    match first.header.length() {
        Some(_) => Ok(()),
        None => Err(Fault::new(FaultKind::Unsupported, first.offset, "a free bit rate")),
    }
}

/// The facts that every frame's header states.
fn state_format(header: &FrameHeader, audio: &mut AudioFacts) {
    audio.codec = Some(Codec::MP3);
    audio.sample_rate = Some(header.sample_rate);
    audio.channels = Some(header.channels);
}

/// The duration by a header that the bytes bear out.
fn state_header(info: &Info, first: &FirstFrame, audio: &mut AudioFacts, notes: &mut Notes) {
    let samples = u64::from(info.frames).saturating_mul(u64::from(first.header.samples()));
    audio.duration = MediaDuration::new(samples, u64::from(first.header.sample_rate));
    audio.duration_from = Some(DurationSource::Header);
    notes.truncated = Some(false);
    notes.declared_bytes = info.bytes.map(|bytes| first.offset.saturating_add(u64::from(bytes)));
}

/// The duration by the frames that were met.
fn state_count(walked: &Walked, first: &FirstFrame, audio: &mut AudioFacts) -> Result<(), Fault> {
    if walked.frames == 0 {
        return Err(Fault::new(FaultKind::UnexpectedEnd, first.offset, "no whole frame"));
    }
    audio.duration = walked.duration();
    audio.duration_from = audio.duration.map(|_| DurationSource::Frames);
    Ok(())
}

/// Whether the file was cut off, where its header promises more than there is.
///
/// A download that broke off has fewer frames than promised, ends within a frame and has lost the tags behind it. A
/// file that was shortened by an editor, with its old header left in, ends with a frame or with a tag: that stays open.
fn state_completeness(info: &Info, first: &FirstFrame, stream: &Stream, walked: &Walked, notes: &mut Notes) {
    let Some(bytes) = info.bytes.map(u64::from) else { return };
    let promised_end = first.offset.saturating_add(bytes);
    if promised_end > stream.end
        && walked.frames < u64::from(info.frames)
        && walked.ends_within_frame
        && !stream.has_tail
    {
        notes.truncated = Some(true);
        notes.declared_bytes = Some(promised_end);
    }
}
