//! The sequence parameter set of H.265: ITU-T H.265 §7.3.2.2.

use super::bits::{Bits, unescape};
use super::crop::{Size, crop};

/// `general_profile_space` up to the reserved bits (§7.3.3); a level follows.
const PROFILE_BITS: usize = 88;
const LEVEL_BITS: usize = 8;

/// The cropped size that one NAL unit states; `None` if it does not parse.
pub(super) fn size(unit: &[u8]) -> Option<Size> {
    let payload = unescape(unit.get(2..)?);
    let mut bits = Bits::new(&payload);
    bits.skip(4)?;
    let sub_layers = bits.number(3)?;
    bits.skip(1 + PROFILE_BITS + LEVEL_BITS)?;
    levels(&mut bits, sub_layers)?;
    bits.unsigned()?;
    let chroma_format = bits.unsigned()?;
    if chroma_format == 3 {
        bits.skip(1)?;
    }
    let whole = (bits.unsigned()?, bits.unsigned()?);
    // SubWidthC and SubHeightC by table 6-1.
    let unit = match chroma_format {
        0 | 3 => (1, 1),
        1 => (2, 2),
        2 => (2, 1),
        _ => return None,
    };
    crop(&mut bits)?.apply(whole, unit)
}

/// Steps over profiles and levels of the sub-layers (§7.3.3).
fn levels(bits: &mut Bits<'_>, sub_layers: u32) -> Option<()> {
    let mut skipped = 0;
    for _ in 0..sub_layers {
        let (profile, level) = (bits.flag()?, bits.flag()?);
        skipped += if profile { PROFILE_BITS } else { 0 } + if level { LEVEL_BITS } else { 0 };
    }
    if sub_layers > 0 {
        // Two reserved bits for each of the rest of eight.
        skipped += 2 * usize::try_from(8_u32.saturating_sub(sub_layers)).ok()?;
    }
    bits.skip(skipped)
}

#[cfg(test)]
mod tests {
    use super::super::bits::tests::Writer;
    use super::*;

    fn unit(sub_layers: u64, chroma: u64) -> Writer {
        let head = Writer::default().number(0x4201, 16).number(0, 4).number(sub_layers, 3).number(1, 1);
        // No run of zeros that an emulation prevention byte would have to break.
        let head = (0..12).fold(head, |head, _| head.number(0x55, 8));
        let head = match sub_layers {
            0 => head,
            // A profile and a level for the first.
            _ => (0..12)
                .fold(head.number(3, 2).number(0, 14), |head, index| head.number(0x55, if index < 12 { 8 } else { 0 })),
        };
        let head = head.unsigned(0).unsigned(chroma);
        if chroma == 3 { head.number(0, 1) } else { head }
    }

    #[test]
    fn the_conformance_window_crops() {
        let bytes = unit(0, 1).unsigned(1920).unsigned(1088).number(1, 1);
        let bytes = bytes.unsigned(0).unsigned(0).unsigned(0).unsigned(4).bytes();
        assert_eq!(size(&bytes), Some((1920, 1080)));
        let bytes = unit(1, 3).unsigned(640).unsigned(488).number(1, 1);
        let bytes = bytes.unsigned(0).unsigned(0).unsigned(1).unsigned(7).bytes();
        assert_eq!(size(&bytes), Some((640, 480)));
    }

    #[test]
    fn a_cut_or_empty_frame_has_no_size() {
        let bytes = unit(0, 1).unsigned(0).unsigned(1088).number(0, 1).bytes();
        assert_eq!(size(&bytes), None);
        assert_eq!(size(&bytes[..10]), None);
        assert_eq!(size(&[]), None);
    }
}
