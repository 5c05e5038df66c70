//! The frame headers within WebP: VP8 of RFC 6386 §9.1, and VP8L of RFC 9649 §3.4.

use super::shared::malformed;
use crate::model::Fault;
use crate::probe::reader::Reader;

/// The size in a VP8 frame of `length` bytes: frame tag, start code, and each side in 14 bits below two bits of scaling.
pub(super) fn lossy(reader: &mut Reader<'_>, at: u64, length: u32) -> Result<(u32, u32), Fault> {
    if length < 10 {
        return Err(malformed(at, "a VP8 frame shorter than its header"));
    }
    let [t0, t1, t2, 0x9D, 0x01, 0x2A, w0, w1, h0, h1] = reader.array(at)? else {
        return Err(malformed(at, "a VP8 frame without a start code"));
    };
    // Bit 0: not a key frame; bit 4: shown; then the length of the first partition.
    let tag = u32::from_le_bytes([t0, t1, t2, 0]);
    if tag & 1 != 0 || tag & 0x10 == 0 {
        return Err(malformed(at, "a VP8 frame that is not a shown key frame"));
    }
    if tag >> 5 >= length {
        return Err(malformed(at, "a VP8 partition that extends past its chunk"));
    }
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    let (width, height) = (side(w0, w1), side(h0, h1));
    if width == 0 || height == 0 {
        return Err(malformed(at, "a frame with a width or height of 0"));
    }
    Ok((width, height))
}

/// The size in a VP8L frame of `length` bytes: signature, and each side less one in 14 bits, lowest bit first.
pub(super) fn lossless(reader: &mut Reader<'_>, at: u64, length: u32) -> Result<(u32, u32), Fault> {
    if length < 5 {
        return Err(malformed(at, "a VP8L frame shorter than its header"));
    }
    let [0x2F, a, b, c, d] = reader.array(at)? else {
        return Err(malformed(at, "a VP8L frame without a signature"));
    };
    let bits = u32::from_le_bytes([a, b, c, d]);
    Ok((1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)))
}
