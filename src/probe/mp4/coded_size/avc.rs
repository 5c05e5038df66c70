//! The sequence parameter set of H.264: ITU-T H.264 §7.3.2.1.1.

use super::bits::{Bits, unescape};
use super::crop::{Size, crop};

/// Profiles whose parameter set states a chroma format (§7.3.2.1.1).
const WITH_CHROMA_FORMAT: [u32; 13] = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];
/// `num_ref_frames_in_pic_order_cnt_cycle` at most (§7.4.2.1.1).
const MAX_CYCLE: u32 = 255;

/// The cropped size that one NAL unit states; `None` if it does not parse.
pub(super) fn size(unit: &[u8]) -> Option<Size> {
    let payload = unescape(unit.get(1..)?);
    let mut bits = Bits::new(&payload);
    let profile = bits.number(8)?;
    // Constraint flags and level.
    bits.skip(16)?;
    bits.unsigned()?;
    let mut chroma_format = 1;
    let mut separate_planes = false;
    if WITH_CHROMA_FORMAT.contains(&profile) {
        chroma_format = bits.unsigned()?;
        if chroma_format == 3 {
            separate_planes = bits.flag()?;
        }
        // Bit depths, then whether the transform is bypassed.
        bits.unsigned()?;
        bits.unsigned()?;
        bits.skip(1)?;
        if bits.flag()? {
            scaling_lists(&mut bits, if chroma_format == 3 { 12 } else { 8 })?;
        }
    }
    bits.unsigned()?;
    order_count(&mut bits)?;
    // Number of reference frames, and whether gaps are allowed.
    bits.unsigned()?;
    bits.skip(1)?;
    let across = bits.unsigned()?.checked_add(1)?;
    let down = bits.unsigned()?.checked_add(1)?;
    let fields = if bits.flag()? {
        1
    } else {
        bits.skip(1)?;
        2
    };
    bits.skip(1)?;
    let cropped = crop(&mut bits)?;
    // Crop units by table 6-1 and equations 7-19 to 7-22.
    let (unit_across, unit_down) = match (separate_planes, chroma_format) {
        (false, 1) => (2, 2),
        (false, 2) => (2, 1),
        (_, 0 | 3) => (1, 1),
        _ => return None,
    };
    let whole = (across.checked_mul(16)?, down.checked_mul(16)?.checked_mul(fields)?);
    cropped.apply(whole, (unit_across, unit_down * fields))
}

/// Steps over the scaling lists (§7.3.2.1.1.1).
fn scaling_lists(bits: &mut Bits<'_>, count: usize) -> Option<()> {
    for list in 0..count {
        if !bits.flag()? {
            continue;
        }
        let (mut last, mut next) = (8, 8);
        for _ in 0..if list < 6 { 16 } else { 64 } {
            if next != 0 {
                next = (last + bits.signed()?).rem_euclid(256);
            }
            last = if next == 0 { last } else { next };
        }
    }
    Some(())
}

/// Steps over how the order of pictures is stated.
fn order_count(bits: &mut Bits<'_>) -> Option<()> {
    match bits.unsigned()? {
        0 => {
            bits.unsigned()?;
        }
        1 => {
            bits.skip(1)?;
            bits.signed()?;
            bits.signed()?;
            let cycle = bits.unsigned().filter(|&count| count <= MAX_CYCLE)?;
            for _ in 0..cycle {
                bits.signed()?;
            }
        }
        _ => {}
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::bits::tests::Writer;
    use super::*;

    /// From the profile up to the size.
    fn start(profile: u64) -> Writer {
        let head = Writer::default().number(0x67, 8).number(profile, 8).number(30, 16).unsigned(0);
        // 4:2:0, 8 bits, one scaling list of 16 entries that ends after the first.
        let head = if profile == 100 {
            head.unsigned(1).unsigned(0).unsigned(0).number(0b01, 2).number(1, 1).unsigned(16).number(0, 7)
        } else {
            head
        };
        head.unsigned(0).unsigned(0).unsigned(0).unsigned(4).number(0, 1)
    }

    #[test]
    fn the_size_is_cropped() {
        let unit = start(66).unsigned(119).unsigned(67).number(0b111, 3);
        let unit = unit.unsigned(0).unsigned(0).unsigned(0).unsigned(4).bytes();
        assert_eq!(size(&unit), Some((1920, 1080)));
        let unit = start(100).unsigned(39).unsigned(29).number(0b110, 3).bytes();
        assert_eq!(size(&unit), Some((640, 480)));
    }

    #[test]
    fn any_way_to_state_the_order_of_pictures_is_stepped_over() {
        let head = || Writer::default().number(0x67, 8).number(66, 8).number(30, 16).unsigned(0).unsigned(0);
        let rest = |order: Writer| {
            let unit = order.unsigned(4).number(0, 1).unsigned(39).unsigned(29).number(0b110, 3);
            size(&unit.bytes())
        };
        let cycle = |count: u64| {
            let order = head().unsigned(1).number(0, 1).unsigned(5).unsigned(6).unsigned(count);
            (0..count).fold(order, |order, offset| order.unsigned(offset))
        };
        assert_eq!(rest(head().unsigned(0).unsigned(3)), Some((640, 480)));
        assert_eq!([rest(cycle(0)), rest(cycle(2)), rest(cycle(255))], [Some((640, 480)); 3]);
        assert_eq!(rest(cycle(256)), None);
        assert_eq!(rest(head().unsigned(2)), Some((640, 480)));
    }

    #[test]
    fn fields_double_the_height_and_the_crop_unit() {
        let unit = start(66).unsigned(119).unsigned(33).number(0b0011, 4);
        let unit = unit.unsigned(0).unsigned(0).unsigned(0).unsigned(2).bytes();
        assert_eq!(size(&unit), Some((1920, 1080)));
    }

    #[test]
    fn a_crop_of_everything_or_a_cut_unit_has_no_size() {
        let unit = start(66).unsigned(1).unsigned(1).number(0b111, 3);
        let unit = unit.unsigned(8).unsigned(8).unsigned(0).unsigned(0).bytes();
        assert_eq!(size(&unit), None);
        let whole = start(66).unsigned(39).unsigned(29).number(0b110, 3).bytes();
        assert_eq!(size(&whole), Some((640, 480)));
        assert!((0..whole.len() - 1).all(|len| size(&whole[..len]).is_none()));
    }
}
