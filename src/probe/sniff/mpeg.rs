//! MPEG audio and transport streams, which have no signature but a regular pattern.

use super::magic;
use crate::model::{Fault, Format, Kind};
use crate::probe::id3v2;
use crate::probe::mpeg_audio::{FREE_STREAM, FrameHeader, Layer, free_stream};
use crate::probe::reader::{Reader, as_u64};

/// Tags that may follow one another.
const TAGS: u32 = 16;

/// Zero bytes that are skipped before the first frame: padding outside a tag, or in place of a removed one, as in files of
/// Borewit/music-metadata and androidx/media.
const PADDING: u64 = 1 << 20;

/// How far after tags and padding the first frame is searched.
const JUNK: usize = 64 << 10;

/// Frames that must follow one another if nothing else shows that this is audio: three by chance in 64 KiB of noise are
/// less likely than one in a hundred million.
const FRAMES: u32 = 3;

/// A transport stream: ISO/IEC 13818-1 §2.4.3.2, a sync byte 47 at the start of each packet of 188 bytes, of 192 with
/// a time stamp before it, or of 204 with a checksum after it.
pub(super) fn transport_stream(head: &[u8]) -> Option<Format> {
    const SYNC: u8 = 0x47;
    let is_rhythm = |first: usize, packet: usize| {
        let mut beats = head.iter().skip(first).step_by(packet);
        beats.len() >= 3 && beats.all(|&byte| byte == SYNC)
    };
    let found = is_rhythm(0, 188) || is_rhythm(4, 192) || is_rhythm(0, 204);
    found.then_some(Format::MpegTs)
}

/// Layer III, layer I or II, AAC in ADTS, or what an ID3v2 tag precedes.
pub(super) fn audio(reader: &mut Reader<'_>) -> Result<Option<Format>, Fault> {
    let mut offset = 0;
    for _ in 0..TAGS {
        let Some(length) = id3v2::length_at(reader, offset)? else {
            break;
        };
        offset = offset.saturating_add(length);
    }
    // With a damaged tag size, as in a file of Serial-ATA/lofty-rs, the format is known, but not where its audio begins.
    let tagged = offset > 0 || matches!(reader.up_to(0, 4)?, [b'I', b'D', b'3', 2..=4]);
    if tagged && let Some(format) = magic::format_of(reader.up_to(offset, 64)?).filter(|it| it.kind() == Kind::Audio) {
        return Ok(Some(format));
    }
    let start = skip_zeros(reader, offset)?;
    if let Some(format) = frames_at(reader, start, 2, true)? {
        return Ok(Some(format));
    }
    if let Some(header) = free_stream(reader.up_to(start, FREE_STREAM)?) {
        return Ok(Some(Frame::Mpeg(header).format()));
    }
    // The tag belongs to MP3, even if the audio after it is damaged, cut or missing.
    if tagged { Ok(Some(Format::Mp3)) } else { frames_within(reader, start) }
}

/// The first byte from `offset` on that is not zero, within bounds.
fn skip_zeros(reader: &mut Reader<'_>, offset: u64) -> Result<u64, Fault> {
    const STEP: usize = 4096;
    let end = offset.saturating_add(PADDING);
    let mut at = offset;
    while at < end {
        reader.count_element(at)?;
        let block = reader.ahead(at, STEP)?;
        if block.is_empty() {
            break;
        }
        if let Some(zeros) = block.iter().position(|&byte| byte != 0) {
            return Ok(at.saturating_add(as_u64(zeros)));
        }
        at = at.saturating_add(as_u64(block.len()));
    }
    Ok(at.min(end))
}

/// MPEG audio that begins within junk from `start` on, if enough frames agree.
fn frames_within(reader: &mut Reader<'_>, start: u64) -> Result<Option<Format>, Fault> {
    let junk = reader.up_to(start, JUNK)?;
    let is_header = |at: &usize| {
        let header = junk.get(*at..).and_then(|rest| rest.first_chunk());
        header.and_then(|header| FrameHeader::parse(*header)).is_some_and(|header| header.length().is_some())
    };
    // Every header begins with a byte of all ones.
    let candidates: Vec<u64> =
        memchr::memchr_iter(0xFF, junk).filter(is_header).map(|at| start.saturating_add(as_u64(at))).collect();
    for at in candidates {
        reader.count_element(at)?;
        if let Some(format) = frames_at(reader, at, FRAMES, false)? {
            return Ok(Some(format));
        }
    }
    Ok(None)
}

/// The audio whose frames begin at `start`, if `least` of them follow one another; with `or_end`, also if the file ends
/// with or within the last of fewer.
fn frames_at(reader: &mut Reader<'_>, start: u64, least: u32, or_end: bool) -> Result<Option<Format>, Fault> {
    let mut offset = start;
    let mut first: Option<Frame> = None;
    for _ in 0..least {
        let head = reader.up_to(offset, 6)?;
        if let Some(first) = first.filter(|_| or_end && head.is_empty()) {
            return Ok(Some(first.format()));
        }
        let Some(frame) = Frame::parse(head).filter(|frame| first.is_none_or(|it| it.agrees_with(frame))) else {
            return Ok(None);
        };
        first.get_or_insert(frame);
        offset = offset.saturating_add(u64::from(frame.length()));
    }
    Ok(first.map(Frame::format))
}

/// A frame header of either kind that begins with a sync word.
#[derive(Clone, Copy)]
enum Frame {
    Mpeg(FrameHeader),
    Adts { fixed: [u8; 3], length: u32 },
}

impl Frame {
    fn parse(head: &[u8]) -> Option<Self> {
        let bytes = *head.first_chunk::<4>()?;
        if let Some(header) = FrameHeader::parse(bytes) {
            return header.length().map(|_| Self::Mpeg(header));
        }
        let &[a, b, c, d, e, f] = head.first_chunk()?;
        // ISO/IEC 14496-3 §1.A.2.2: sync of twelve bits, layer 0, a sampling rate that exists.
        if a != 0xFF || b & 0xF6 != 0xF0 || c >> 2 & 15 > 12 {
            return None;
        }
        let length = u32::from(d & 3) << 11 | u32::from(e) << 3 | u32::from(f) >> 5;
        (length >= 7).then_some(Self::Adts { fixed: [b, c & 0xFD, d & 0xC0], length })
    }

    fn length(self) -> u32 {
        match self {
            Self::Mpeg(header) => header.length().unwrap_or(0),
            Self::Adts { length, .. } => length,
        }
    }

    fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Mpeg(one), Self::Mpeg(two)) => one.agrees_with(two),
            (Self::Adts { fixed: one, .. }, Self::Adts { fixed: two, .. }) => one == two,
            _ => false,
        }
    }

    fn format(self) -> Format {
        match self {
            Self::Mpeg(FrameHeader { layer: Layer::III, .. }) => Format::Mp3,
            Self::Mpeg(_) => Format::Mp2,
            Self::Adts { .. } => Format::Aac,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::format_of;
    use super::*;

    const LAYER_III: [u8; 4] = [0xFF, 0xFB, 0x90, 0x64];
    const LAYER_II: [u8; 4] = [0xFF, 0xFD, 0xA4, 0x00];

    fn frames(header: [u8; 4], count: usize) -> Vec<u8> {
        let length = FrameHeader::parse(header).unwrap().length().unwrap() as usize;
        let mut frame = header.to_vec();
        frame.resize(length, 0x01);
        frame.repeat(count)
    }

    #[test]
    fn two_frames_or_one_and_the_end() {
        assert_eq!(format_of(&frames(LAYER_III, 2)), Format::Mp3);
        assert_eq!(format_of(&frames(LAYER_III, 1)), Format::Mp3);
        assert_eq!(format_of(&frames(LAYER_III, 1)[..128]), Format::Mp3);
        assert_eq!(format_of(&frames(LAYER_II, 3)), Format::Mp2);
        let mut one = frames(LAYER_III, 1);
        one.extend([0x01; 600]);
        assert_eq!(format_of(&one), Format::Unknown);
    }

    #[test]
    fn free_bit_rate_frames_are_detected_by_their_spacing() {
        let frame = |length: usize| [&[0xFF, 0xFB, 0x00, 0x64][..], &vec![0x01; length - 4]].concat();
        assert_eq!(format_of(&[frame(653), frame(653), frame(654), frame(653)].concat()), Format::Mp3);
        assert_eq!(format_of(&[frame(653), frame(700), frame(653)].concat()), Format::Unknown);
    }

    #[test]
    fn tags_and_zeros_may_precede_audio() {
        let mut bytes = b"ID3\x03\0\0\0\0\0\x05.....".to_vec();
        bytes.extend(b"ID3\x04\0\x10\0\0\0\x02..3DI\x04\0\x10\0\0\0\x02");
        assert_eq!(format_of(&bytes), Format::Mp3);
        bytes.extend([0; 5000]);
        bytes.extend(frames(LAYER_II, 2));
        assert_eq!(format_of(&bytes), Format::Mp2);
        let mut zeros = vec![0; 9000];
        zeros.extend(frames(LAYER_III, 3));
        assert_eq!(format_of(&zeros), Format::Mp3);
    }

    #[test]
    fn a_tag_of_a_spoilt_size_is_a_tag() {
        assert_eq!(format_of(b"ID3\x03\0\0\0\0\x02\xC5"), Format::Mp3);
    }

    #[test]
    fn a_tag_may_precede_other_audio() {
        assert_eq!(format_of(b"ID3\x03\0\0\0\0\0\x02..fLaC\0\0\0\x22"), Format::Flac);
        assert_eq!(format_of(b"ID3\x03\0\0\0\0\0\x02..MAC \x96\x0F\0\0"), Format::Ape);
        assert_eq!(format_of(b"ID3\x03\0\0\0\0\0\x02..OggS\0\x02"), Format::Ogg);
        assert_eq!(format_of(b"ID3\x03\0\0\0\0\0\x02..\xFF\xF1\x50\x80\x01\x1F\xFC"), Format::Aac);
    }

    #[test]
    fn junk_before_the_first_frame_is_passed_by() {
        let mut bytes = vec![0x01; 7000];
        bytes.extend(frames(LAYER_III, 2));
        bytes.extend([0x01; 2000]);
        assert_eq!(format_of(&bytes), Format::Unknown);
        bytes.extend(frames(LAYER_III, 3));
        assert_eq!(format_of(&bytes), Format::Mp3);
    }

    #[test]
    fn adts_is_aac() {
        let frame = [0xFF, 0xF1, 0x50, 0x80, 0x01, 0x1F, 0xFC, 0x00];
        assert_eq!(format_of(&frame.repeat(2)), Format::Aac);
    }

    #[test]
    fn packets_of_a_transport_stream() {
        let mut packet = vec![0x47];
        packet.resize(188, 0x01);
        assert_eq!(format_of(&packet.repeat(5)), Format::MpegTs);
        let stamped: Vec<u8> = [0, 0, 0, 1].into_iter().chain(packet).collect();
        assert_eq!(format_of(&stamped.repeat(5)), Format::MpegTs);
    }
}
