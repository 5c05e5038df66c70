//! The header that encoders hide in a first, silent frame: Xing, Info (LAME's for a constant bit rate), VBRI.

use super::sync::header_at;
use super::{Frame, FrameHeader, Reader};
use crate::model::Fault;
use crate::probe::mpeg_audio::Version;

/// What such a header states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Info {
    /// Audio frames, this one not counted; zero if it does not count them.
    pub(super) frames: u32,
    /// Bytes from this frame to the end of the last.
    pub(super) bytes: Option<u32>,
    /// Samples that are not played, by LAME's extension.
    pub(super) gaps: Option<Gaps>,
    /// Whether it is named `Info`, which is for a constant bit rate.
    is_constant: bool,
    /// Whether LAME's checksum confirms it: the fields are then those that the encoder wrote.
    is_confirmed: bool,
}

/// Samples that an encoder adds: at the start, from its filters; at the end, to fill the last frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gaps {
    pub(super) delay: u16,
    pub(super) padding: u16,
}

impl Gaps {
    pub(super) fn total(self) -> u64 {
        u64::from(self.delay).saturating_add(u64::from(self.padding))
    }
}

/// What is known of the end of the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// Tags at the end were searched for and are excluded.
    Excluded,
    /// The end is the file's own, and a tag may precede it.
    Unknown,
}

/// Bytes of the shortest frame of layer III: 8 kbit/s at 24 kHz. Fewer cannot hold audio.
const SHORTEST_FRAME: u64 = 24;

/// Bytes of an ID3v1 tag.
const ID3V1: u64 = 128;

/// A stream of a variable bit rate whose header no checksum confirms is counted up to this length, and the header believed
/// beyond. At 320 kbit/s it lasts 52 seconds, so that counting the rest would cost much and change little.
const MOST_COUNTED: u64 = 2 << 20;

/// Bytes that hold every field that is read: header, side information, Xing's fields, and LAME's.
const LONGEST_HEADER: usize = 4 + 32 + 120 + 36;

impl Info {
    /// Reads the header in the first frame; `None` if there is none.
    pub(super) fn read(reader: &mut Reader<'_>, first: &Frame) -> Result<Option<Self>, Fault> {
        let side_info = match (first.header.version, first.header.channels) {
            (Version::Mpeg1, 2..) => 32,
            (Version::Mpeg1, _) | (_, 2..) => 17,
            _ => 9,
        };
        let frame = reader.up_to(first.offset, LONGEST_HEADER)?;
        // Xing follows the side information (ISO/IEC 11172-3 §2.4.1.7); VBRI is always 32 bytes after the header.
        let xing = xing(frame, 4 + side_info);
        Ok(xing.or_else(|| frame.get(4 + 32..).and_then(vbri)))
    }

    /// The number of audio frames, if this header's count fits the bytes up to `end` at the stream's bit rate.
    ///
    /// Real files keep the header of the file that they were cut from: samples of Borewit/music-metadata promise 193 s
    /// over nine frames. So nothing that is promised may be missing, and what remains must be too short for a frame.
    pub(super) fn frames_that_fit(
        &self,
        reader: &mut Reader<'_>,
        first: &Frame,
        end: u64,
        tail: Tail,
    ) -> Result<Option<u64>, Fault> {
        let (Some(bytes), Some(own)) = (self.bytes.map(u64::from), first.header.length().map(u64::from)) else {
            return Ok(None);
        };
        let available = end.saturating_sub(first.offset);
        let fills = |bytes: u64| {
            available.checked_sub(bytes).is_some_and(|left| {
                left < SHORTEST_FRAME || (tail == Tail::Unknown && (ID3V1..ID3V1 + SHORTEST_FRAME).contains(&left))
            })
        };
        // Some writers, of VBRI among them, leave their own frame out of the bytes.
        let audio_bytes = if fills(bytes) {
            bytes.saturating_sub(own)
        } else if fills(bytes.saturating_add(own)) {
            bytes
        } else {
            return Ok(None);
        };
        let Some(second) = header_at(reader, first.offset.saturating_add(own), end)? else { return Ok(None) };
        let counted = u64::from(self.frames);
        let is_plausible = || {
            !self.is_constant
                && (self.is_confirmed || audio_bytes > MOST_COUNTED)
                && self.fits_any_rate(&second, audio_bytes)
        };
        Ok((fits_constant_rate(counted, &second, audio_bytes) || is_plausible()).then_some(counted))
    }

    /// Whether this many frames can have this many bytes in a stream of a variable bit rate.
    fn fits_any_rate(&self, header: &FrameHeader, audio_bytes: u64) -> bool {
        let at_rate = |kbit_per_second| {
            let header = FrameHeader { kbit_per_second: Some(kbit_per_second), padded: false, ..*header };
            u64::from(header.length().unwrap_or(0))
        };
        let (least, most) = if header.version == Version::Mpeg1 { (32, 320) } else { (8, 160) };
        let frames = u64::from(self.frames);
        let most = at_rate(most).saturating_add(1);
        frames > 0
            && frames.saturating_mul(at_rate(least)) <= audio_bytes
            && audio_bytes <= frames.saturating_add(1).saturating_mul(most)
    }
}

/// Whether `frames` like `header` have this many bytes: all of the same length, or padded to the exact bit rate on
/// average (ISO/IEC 11172-3 §2.4.3.1), except for a few bytes.
fn fits_constant_rate(frames: u64, header: &FrameHeader, audio_bytes: u64) -> bool {
    let unpadded = FrameHeader { padded: false, ..*header };
    let (Some(length), Some(kbit_per_second)) = (unpadded.length(), header.kbit_per_second) else { return false };
    let bits_per_second = u64::from(kbit_per_second).saturating_mul(1000);
    let bits = frames.saturating_mul(u64::from(header.samples())).saturating_mul(bits_per_second);
    let padded = bits / 8 / u64::from(header.sample_rate);
    let unpadded = frames.saturating_mul(u64::from(length));
    // A frame more or less is at least 24 bytes.
    frames > 0 && (padded.abs_diff(audio_bytes) < SHORTEST_FRAME / 2 || unpadded == audio_bytes)
}

/// Xing's "VBR header" and LAME's "Info", `at` this offset of its frame: a name, flags, then the fields that the flags
/// announce.
fn xing(frame: &[u8], at: usize) -> Option<Info> {
    let (name, rest) = frame.get(at..)?.split_first_chunk::<4>()?;
    if name != b"Xing" && name != b"Info" {
        return None;
    }
    let (flags, rest) = rest.split_first_chunk().map(|(flags, rest)| (u32::from_be_bytes(*flags), rest))?;
    // Flag 1 announces the count of frames, flag 2 the count of bytes, 4 a table of 100 bytes, 8 a quality of four.
    let number = |at: usize| rest.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes));
    let counts_frames = flags & 1 != 0;
    let frames = if counts_frames { number(0) } else { None };
    let bytes = if flags & 2 != 0 { number(if counts_frames { 4 } else { 0 }) } else { None };
    let fields = [(1, 4), (2, 4), (4, 100), (8, 4)].iter().filter(|(flag, _)| flags & flag != 0).map(|(_, size)| size);
    let fields = fields.sum();
    let gaps = rest.get(fields..).and_then(lame);
    let is_confirmed = gaps.is_some() && is_confirmed(frame, at.saturating_add(8).saturating_add(fields));
    Some(Info { frames: frames.unwrap_or(0), bytes, gaps, is_constant: name == b"Info", is_confirmed })
}

/// LAME's extension of Xing's header, "Mp3 Info Tag revision 1": nine bytes of an encoder's name; after twelve more,
/// delay and padding of twelve bits each. The libraries of FFmpeg write it too, under their own names.
fn lame(bytes: &[u8]) -> Option<Gaps> {
    let is_known = [b"LAME", b"Lavf", b"Lavc"].iter().any(|name| bytes.starts_with(*name));
    let &[a, b, c] = bytes.get(21..24).filter(|_| is_known)?.first_chunk()?;
    let [a, b, c] = [a, b, c].map(u16::from);
    Some(Gaps { delay: a << 4 | b >> 4, padding: (b & 0xF) << 8 | c })
}

/// Whether the checksum in LAME's extension, `at` this offset of its frame, is that of all the bytes before it: its last
/// field, after 34 bytes.
fn is_confirmed(frame: &[u8], at: usize) -> bool {
    let before = frame.split_at_checked(at.saturating_add(34));
    before.is_some_and(|(bytes, rest)| rest.first_chunk().is_some_and(|sum| u16::from_be_bytes(*sum) == crc16(bytes)))
}

/// CRC-16/ARC, which LAME uses: polynomial 0x8005, bits reversed, starting from zero.
fn crc16(bytes: &[u8]) -> u16 {
    // Half a byte at a time: a table of 16 is enough for the few bytes of a header.
    const TABLE: [u16; 16] = [
        0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401, 0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01,
        0x8801, 0x4400,
    ];
    let step = |sum: u16| sum >> 4 ^ TABLE.get(usize::from(sum & 0xF)).copied().unwrap_or(0);
    bytes.iter().fold(0, |sum, &byte| step(step(sum ^ u16::from(byte))))
}

/// Fraunhofer's: name, version, delay and quality of two bytes each, then bytes and frames.
fn vbri(bytes: &[u8]) -> Option<Info> {
    let rest = bytes.strip_prefix(b"VBRI")?.get(6..)?;
    let (bytes, rest) = rest.split_first_chunk()?;
    let frames = u32::from_be_bytes(*rest.first_chunk()?);
    let bytes = Some(u32::from_be_bytes(*bytes));
    Some(Info { frames, bytes, gaps: None, is_constant: false, is_confirmed: false })
}
