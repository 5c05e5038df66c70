//! The header that encoders hide in a first frame of silence: Xing, Info (LAME's for a constant bit rate), VBRI.

use super::{FirstFrame, Reader};
use crate::model::Fault;
use crate::probe::mpeg_audio::Version;

/// What such a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Info {
    /// Frames of sound, this one not counted.
    pub(super) frames: u32,
    /// Bytes from this frame to the last frame's end.
    pub(super) bytes: Option<u32>,
}

/// Bytes of the longest frame of layer III: 320 kbit/s at 32 kHz, or 160 kbit/s at 8 kHz, padded.
const LONGEST_FRAME: u64 = 1441;
/// Bytes of the shortest: 8 kbit/s at 24 kHz.
const SHORTEST_FRAME: u64 = 24;

impl Info {
    /// Reads the header in the first frame; `None` where there is none, or none that counts frames.
    pub(super) fn read(reader: &mut Reader<'_>, first: &FirstFrame) -> Result<Option<Self>, Fault> {
        let side_info = match (first.header.version, first.header.channels) {
            (Version::Mpeg1, 2..) => 32,
            (Version::Mpeg1, _) | (_, 2..) => 17,
            _ => 9,
        };
        // No header reaches further than this; a file may end sooner.
        let frame = reader.up_to(first.offset, 64)?;
        // Xing stands behind the side information (ISO/IEC 11172-3 §2.4.1.7), VBRI always 32 bytes behind the header.
        let xing = frame.get(4 + side_info..).and_then(xing);
        Ok(xing.or_else(|| frame.get(4 + 32..).and_then(vbri)))
    }

    /// Whether `available` bytes from this frame to the stream's end agree with it.
    ///
    /// Real files keep the header of the file that they were cut from: samples of Borewit/music-metadata promise 193 s
    /// over nine frames. Of what is promised nothing may be missing, and what is left over must be too short for a
    /// frame: VBRI leaves its own frame out, and odd bytes follow some files' last frame (both in androidx/media).
    pub(super) fn is_borne_out_by(&self, available: u64) -> bool {
        let frames = u64::from(self.frames);
        self.bytes.map(u64::from).is_some_and(|bytes| {
            bytes <= available
                && available - bytes <= LONGEST_FRAME
                && bytes >= frames.saturating_mul(SHORTEST_FRAME)
                && bytes <= frames.saturating_add(1).saturating_mul(LONGEST_FRAME)
        })
    }
}

/// Xing's "VBR header" and LAME's "Info": a name, flags, then the fields that the flags announce.
fn xing(bytes: &[u8]) -> Option<Info> {
    let (name, rest) = bytes.split_first_chunk::<4>()?;
    if name != b"Xing" && name != b"Info" {
        return None;
    }
    let (flags, rest) = rest.split_first_chunk().map(|(flags, rest)| (u32::from_be_bytes(*flags), rest))?;
    // Flag 1 announces the count of frames, flag 2 the count of bytes.
    let (frames, rest) = rest.split_first_chunk().filter(|_| flags & 1 != 0)?;
    let bytes = rest.first_chunk().filter(|_| flags & 2 != 0).map(|bytes| u32::from_be_bytes(*bytes));
    Some(Info { frames: u32::from_be_bytes(*frames), bytes }).filter(|info| info.frames > 0)
}

/// Fraunhofer's: name, version, delay and quality of two bytes each, then bytes and frames.
fn vbri(bytes: &[u8]) -> Option<Info> {
    let rest = bytes.strip_prefix(b"VBRI")?.get(6..)?;
    let (bytes, rest) = rest.split_first_chunk()?;
    let frames = u32::from_be_bytes(*rest.first_chunk()?);
    Some(Info { frames, bytes: Some(u32::from_be_bytes(*bytes)) }).filter(|info| info.frames > 0)
}
