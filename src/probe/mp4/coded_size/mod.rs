//! The coded size, from the stream's own headers in a sample entry: that is what a decoder outputs.
//!
//! H.264 and H.265 by the parameter sets of `avcC` and `hvcC` (ISO/IEC 14496-15 §5.3.3, §8.3.3), AV1 by `av1C`
//! (AV1 in ISOBMFF §2.3), MPEG-4 part 2 by the decoder's configuration in `esds`.

mod av1;
mod avc;
mod bits;
mod crop;
mod hevc;
mod mpeg4;

use super::super::reader::Reader;
use super::boxes::BoxAt;
use crate::model::{Fault, FaultKind};
pub(super) use crop::Size;

/// How much of a configuration is read. Parameter sets are some tens of bytes; those with long scaling lists, some hundreds.
const MAX_CONFIGURATION: u64 = 16 << 10;
/// Header fields of `hvcC` before its arrays, and of `av1C` before its units.
const HEVC_HEADER: usize = 22;
const AV1_HEADER: usize = 4;
/// NAL unit types of sequence parameter sets (ITU-T H.264 table 7-1, H.265 table 7-1).
const AVC_SEQUENCE: u8 = 7;
const HEVC_SEQUENCE: u8 = 33;

/// The size that a configuration box states; `None` if it holds no sequence header, because the stream has it.
pub(super) fn of_box(reader: &mut Reader<'_>, found: &BoxAt) -> Result<Option<Size>, Fault> {
    // Real files have an empty box (Vanilagy/mediabunny, one with its data removed), which states nothing.
    if found.body_len() == 0 {
        return Ok(None);
    }
    let sizes = match &found.kind {
        b"avcC" => of_avc(configuration(reader, found, 0)?),
        b"hvcC" => of_hevc(configuration(reader, found, 0)?),
        b"av1C" => of_av1(configuration(reader, found, 0)?),
        _ => return Ok(None),
    };
    agreed(found, sizes)
}

/// The size that the specific data of an `esds`, which begin `at` bytes into it, state for MPEG-4 part 2.
pub(super) fn of_mpeg4(reader: &mut Reader<'_>, esds: &BoxAt, at: u64) -> Result<Option<Size>, Fault> {
    Ok(mpeg4::size(configuration(reader, esds, at)?))
}

/// The sizes of all sequence headers; `None` if the configuration or one of them does not parse.
type Sizes = Option<Vec<Size>>;

/// `AVCDecoderConfigurationRecord`: five bytes, the number of parameter sets, each with its length.
fn of_avc(record: &[u8]) -> Sizes {
    let (&count, mut rest) = record.get(5..)?.split_first()?;
    let mut sizes = Vec::new();
    for _ in 0..count & 0x1F {
        let (unit, after) = unit(rest)?;
        rest = after;
        if unit.first().is_some_and(|head| head & 0x1F == AVC_SEQUENCE) {
            sizes.push(avc::size(unit)?);
        }
    }
    Some(sizes)
}

/// `HEVCDecoderConfigurationRecord`: the number of arrays; each has a type, a number of units, and the units.
fn of_hevc(record: &[u8]) -> Sizes {
    let (&arrays, mut rest) = record.get(HEVC_HEADER..)?.split_first()?;
    let mut sizes = Vec::new();
    for _ in 0..arrays {
        let (&[_, high, low], mut units) = rest.split_first_chunk::<3>()?;
        for _ in 0..u16::from_be_bytes([high, low]) {
            let (unit, after) = unit(units)?;
            units = after;
            // Further layers, as of stereo video, have an identifier above 0, and parameter sets of their own.
            let Some(&[high, low, ..]) = unit.first_chunk::<2>() else { continue };
            let layer = (high & 1) << 5 | low >> 3;
            if high >> 1 & 0x3F == HEVC_SEQUENCE && layer == 0 {
                sizes.push(hevc::size(unit)?);
            }
        }
        rest = units;
    }
    Some(sizes)
}

fn of_av1(record: &[u8]) -> Sizes {
    let units = record.get(AV1_HEADER..)?;
    if units.is_empty() { Some(Vec::new()) } else { av1::size(units).map(|size| vec![size]) }
}

/// The next NAL unit after its length, and what follows it.
fn unit(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*len)))
}

/// The one size that all parameter sets state. Which of several a picture uses, only its slices say.
fn agreed(found: &BoxAt, sizes: Sizes) -> Result<Option<Size>, Fault> {
    let sizes = sizes.ok_or_else(|| found.malformed("has a sequence header that does not parse"))?;
    match sizes.split_first() {
        Some((first, others)) if others.iter().any(|size| size != first) => {
            Err(Fault::new(FaultKind::Unsupported, found.start, "parameter sets of different sizes"))
        }
        first => Ok(first.map(|(size, _)| *size)),
    }
}

/// The content of a configuration box, from `at` on.
fn configuration<'a>(reader: &'a mut Reader<'_>, found: &BoxAt, at: u64) -> Result<&'a [u8], Fault> {
    let len = found.body_len().saturating_sub(at).min(MAX_CONFIGURATION);
    reader.exact(found.body.saturating_add(at), usize::try_from(len).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_parameter_sets_must_agree() {
        let found = BoxAt { kind: *b"avcC", start: 7, body: 15, end: 99, is_open: false };
        let agreed = |sizes: Sizes| agreed(&found, sizes).map_err(|fault| fault.kind);
        assert_eq!(agreed(Some(vec![])), Ok(None));
        assert_eq!(agreed(Some(vec![(640, 480)])), Ok(Some((640, 480))));
        assert_eq!(agreed(Some(vec![(640, 480), (640, 480)])), Ok(Some((640, 480))));
        assert_eq!(agreed(Some(vec![(640, 480), (640, 360)])), Err(FaultKind::Unsupported));
        assert_eq!(agreed(None), Err(FaultKind::Malformed));
    }
}
