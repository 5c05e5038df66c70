//! The sequence header of AV1: AV1 Bitstream & Decoding Process Specification §5.5.

use super::bits::Bits;
use super::crop::Size;

/// `OBU_SEQUENCE_HEADER` (§6.2.2).
const SEQUENCE_HEADER: u32 = 1;

/// The size that the first sequence header among `units` states; `None` if none parses.
pub(super) fn size(mut units: &[u8]) -> Option<Size> {
    loop {
        let mut head = Bits::new(units);
        // §5.3.2: a forbidden bit, the type, whether an extension and a size follow, a reserved bit.
        head.skip(1)?;
        let kind = head.number(4)?;
        let (has_extension, has_size) = (head.flag()?, head.flag()?);
        let body = units.get(if has_extension { 2 } else { 1 }..)?;
        let (len, body) = if has_size { leb128(body)? } else { (body.len(), body) };
        let (content, rest) = body.split_at_checked(len)?;
        if kind == SEQUENCE_HEADER {
            return sequence(&mut Bits::new(content));
        }
        units = rest;
    }
}

/// An unsigned number, seven bits a byte, the lowest first (§4.10.5), and what follows it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (index, &byte) in bytes.iter().enumerate().take(4) {
        value |= usize::from(byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(index + 1..)?));
        }
    }
    None
}

/// `sequence_header_obu` as far as the size (§5.5.1).
fn sequence(bits: &mut Bits<'_>) -> Option<Size> {
    // Profile and whether it is a still picture.
    bits.skip(4)?;
    if bits.flag()? {
        bits.skip(5)?;
    } else {
        operating_points(bits)?;
    }
    let (width_bits, height_bits) = (bits.number(4)? + 1, bits.number(4)? + 1);
    Some((bits.number(width_bits)?.checked_add(1)?, bits.number(height_bits)?.checked_add(1)?))
}

/// Steps over timing and operating points.
fn operating_points(bits: &mut Bits<'_>) -> Option<()> {
    let mut delay_bits = None;
    if bits.flag()? {
        // §5.5.3: ticks and time scale, then whether pictures are equally far apart.
        bits.skip(64)?;
        if bits.flag()? {
            bits.unsigned()?;
        }
        if bits.flag()? {
            // §5.5.4: lengths of the delays' fields, 32 bits of ticks in between.
            delay_bits = Some(usize::try_from(bits.number(5)?).ok()? + 1);
            bits.skip(42)?;
        }
    }
    let has_display_delay = bits.flag()?;
    for _ in 0..=bits.number(5)? {
        bits.skip(12)?;
        // Levels above 7 have a tier.
        if bits.number(5)? > 7 {
            bits.skip(1)?;
        }
        if let Some(delay_bits) = delay_bits
            && bits.flag()?
        {
            bits.skip(2 * delay_bits + 1)?;
        }
        if has_display_delay && bits.flag()? {
            bits.skip(4)?;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::bits::tests::Writer;
    use super::*;

    fn sized(head: Writer) -> Vec<u8> {
        head.number(10, 4).number(9, 4).number(1279, 11).number(719, 10).bytes()
    }

    fn obu(kind: u8, content: &[u8]) -> Vec<u8> {
        [&[kind << 3 | 2, u8::try_from(content.len()).unwrap()], content].concat()
    }

    #[test]
    fn the_size_is_that_of_the_sequence_header() {
        let reduced = sized(Writer::default().number(0b0_0011, 5).number(8, 5));
        assert_eq!(size(&obu(1, &reduced)), Some((1280, 720)));
        // Without a length the unit reaches to the end; a temporal delimiter before it is skipped.
        assert_eq!(size(&[&[2 << 3 | 2, 0, 1 << 3][..], &reduced].concat()), Some((1280, 720)));
        let plain =
            sized(Writer::default().number(0, 5).number(0, 2).number(0, 5).number(0, 12).number(8, 5).number(1, 1));
        assert_eq!(size(&obu(1, &plain)), Some((1280, 720)));
    }

    #[test]
    fn timing_and_delays_are_stepped_over() {
        let head = Writer::default().number(0, 5).number(1, 1).number(1, 32).number(24, 32).number(1, 1).unsigned(3);
        // A decoder model with fields of 10 bits, display delays, two operating points.
        let head = head.number(1, 1).number(9, 5).number(7, 32).number(0, 10).number(1, 1).number(1, 5);
        let head = head.number(1, 12).number(5, 5).number(1, 1).number(0, 21).number(1, 1).number(3, 4);
        let head = head.number(2, 12).number(5, 5).number(0, 2);
        assert_eq!(size(&obu(1, &sized(head))), Some((1280, 720)));
    }

    #[test]
    fn without_a_sequence_header_there_is_no_size() {
        assert_eq!(size(&obu(5, &[1, 2, 3])), None);
        assert_eq!(size(&[1 << 3 | 2, 200, 0]), None);
        assert_eq!(size(&[1 << 3 | 2, 0xFF, 0xFF, 0xFF, 0xFF, 0]), None);
    }
}
