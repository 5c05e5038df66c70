//! The video object layer of MPEG-4 part 2: ISO/IEC 14496-2 §6.2.3.

use super::bits::Bits;
use super::crop::Size;

/// `aspect_ratio_info` that is followed by a ratio (table 6-12).
const EXTENDED_ASPECT: u32 = 15;
/// `video_object_layer_shape` of a rectangle (table 6-14): layers of other shapes state no size.
const RECTANGULAR: u32 = 0;

/// The size that the first video object layer in the decoder's configuration states; `None` if none parses.
pub(super) fn size(configuration: &[u8]) -> Option<Size> {
    // `video_object_layer_start_code`: 00 00 01 20 to 2F.
    let at = configuration.windows(4).position(|code| matches!(code, [0, 0, 1, 0x20..=0x2F]))?;
    let mut bits = Bits::new(configuration.get(at + 4..)?);
    // Random access and object type.
    bits.skip(9)?;
    // Version and priority.
    if bits.flag()? {
        bits.skip(7)?;
    }
    if bits.number(4)? == EXTENDED_ASPECT {
        bits.skip(16)?;
    }
    // Chroma format and delay, then the buffer model of 79 bits.
    if bits.flag()? {
        bits.skip(3)?;
        if bits.flag()? {
            bits.skip(79)?;
        }
    }
    if bits.number(2)? != RECTANGULAR {
        return None;
    }
    bits.skip(1)?;
    let resolution = bits.number(16)?;
    bits.skip(1)?;
    if bits.flag()? {
        // As many bits as a value below the resolution needs, and at least one (§6.3.3).
        let len = resolution.checked_sub(1)?.checked_ilog2().map_or(1, |highest| highest + 1);
        bits.skip(usize::try_from(len).ok()?)?;
    }
    bits.skip(1)?;
    let width = bits.number(13)?;
    bits.skip(1)?;
    let height = bits.number(13)?;
    (width > 0 && height > 0).then_some((width, height))
}

#[cfg(test)]
mod tests {
    use super::super::bits::tests::Writer;
    use super::*;

    fn layer(head: Writer) -> Vec<u8> {
        shaped(0, head)
    }

    fn shaped(shape: u64, head: Writer) -> Vec<u8> {
        let layer = head.number(shape, 2).number(1, 1).number(30_000, 16).number(1, 1).number(1, 1).number(1001, 15);
        let layer = layer.number(1, 1).number(640, 13).number(1, 1).number(480, 13).number(1, 1).bytes();
        [&[0, 0, 1, 0xB0, 1, 0, 0, 1, 0x20][..], &layer].concat()
    }

    #[test]
    fn the_layer_states_the_size() {
        let plain = Writer::default().number(0, 9).number(0, 1).number(1, 4).number(0, 1);
        assert_eq!(size(&layer(plain)), Some((640, 480)));
        let full =
            Writer::default().number(0, 9).number(1, 1).number(2, 4).number(1, 3).number(15, 4).number(0x0C0B, 16);
        let full = full.number(1, 1).number(3, 3).number(1, 1).number(0, 40).number(0, 39);
        assert_eq!(size(&layer(full)), Some((640, 480)));
    }

    #[test]
    fn a_layer_of_another_shape_states_no_size() {
        for shape in 1..4 {
            let plain = Writer::default().number(0, 9).number(0, 1).number(1, 4).number(0, 1);
            assert_eq!(size(&shaped(shape, plain)), None);
        }
    }

    #[test]
    fn without_a_layer_there_is_no_size() {
        assert_eq!(size(&[0, 0, 1, 0xB0, 1]), None);
        let plain = layer(Writer::default().number(0, 9).number(0, 1).number(1, 4).number(0, 1));
        assert_eq!(size(&plain[..plain.len() - 3]), None);
    }
}
