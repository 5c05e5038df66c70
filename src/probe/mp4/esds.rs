//! `esds`: the descriptors of ISO/IEC 14496-1 §7.2.6, as far as the codec.

use super::super::reader::Reader;
use super::boxes::BoxAt;
use crate::model::Fault;

/// `ES_Descriptor`, `DecoderConfigDescriptor`, `DecoderSpecificInfo` (ISO/IEC 14496-1 §7.2.2.1).
const STREAM: u8 = 0x03;
const DECODER: u8 = 0x04;
const SPECIFIC: u8 = 0x05;
/// `objectTypeIndication` of MPEG-4 part 2 (ISO/IEC 14496-1 table 5).
pub(super) const MPEG4_VISUAL: u8 = 0x20;

/// The decoder's configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decoder {
    /// `objectTypeIndication`.
    pub(super) object_type: u8,
    /// `audioObjectType` of ISO/IEC 14496-3 §1.6.2.1, if the decoder's own data begin with one.
    pub(super) audio_type: Option<u8>,
    /// Where the decoder's own data begin in the box.
    pub(super) specific: Option<u64>,
}

/// Reads the descriptors `at` bytes into `found`; `None` if none of them is the decoder's.
pub(super) fn read(reader: &mut Reader<'_>, found: &BoxAt, at: u64) -> Result<Option<Decoder>, Fault> {
    let Some((tag, mut at)) = descriptor(reader, found, at)? else { return Ok(None) };
    let mut tag = tag;
    if tag == STREAM {
        let Some([_, _, flags]) = found.field(reader, at)? else { return Ok(None) };
        at += 3;
        if flags & 0x80 != 0 {
            at += 2;
        }
        if flags & 0x40 != 0 {
            let [length] = found.field(reader, at)?.unwrap_or_default();
            at += 1 + u64::from(length);
        }
        if flags & 0x20 != 0 {
            at += 2;
        }
        let Some(next) = descriptor(reader, found, at)? else { return Ok(None) };
        (tag, at) = next;
    }
    if tag != DECODER {
        return Ok(None);
    }
    let Some([object_type]) = found.field(reader, at)? else { return Ok(None) };
    // Stream type, buffer size and bit rates precede the decoder's own data.
    let specific = match descriptor(reader, found, at + 13)? {
        Some((SPECIFIC, at)) => Some(at),
        _ => None,
    };
    let audio_type = match specific {
        Some(at) => found.field(reader, at)?.map(audio_type),
        None => None,
    };
    Ok(Some(Decoder { object_type, audio_type, specific }))
}

/// Five bits, and six more after the escape value 31.
fn audio_type([high, low]: [u8; 2]) -> u8 {
    match high >> 3 {
        31 => 32 + ((high & 7) << 3 | low >> 5),
        short => short,
    }
}

/// A descriptor's tag and where its content begins, after a length of one to four bytes of seven bits.
fn descriptor(reader: &mut Reader<'_>, found: &BoxAt, at: u64) -> Result<Option<(u8, u64)>, Fault> {
    let Some([tag]) = found.field(reader, at)? else { return Ok(None) };
    for length in 1..=4 {
        match found.field(reader, at + length)? {
            Some([byte]) if byte & 0x80 != 0 => {}
            Some(_) => return Ok(Some((tag, at + length + 1))),
            None => return Ok(None),
        }
    }
    Ok(Some((tag, at + 5)))
}
