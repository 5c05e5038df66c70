//! JPEG: ISO/IEC 10918-1 Annex B, the walk over marker segments up to the first scan.

use super::exif::{self, Exif};
use super::{is_budget_spent, jpeg_end, malformed, set_size, unexpected_end};
use crate::model::ImageFacts;
use crate::model::{Fault, FaultKind};
use crate::probe::notes::Notes;
use crate::probe::reader::Reader;

/// Segments before the first scan: a profile of colours, a preview or a manifest of origin takes hundreds at most.
const SEGMENTS: u32 = 1 << 16;

/// How many bytes that belong to no segment, or fill the space before one, are passed over in all. Decoders warn of them and go on.
const JUNK: u64 = 64 << 10;

/// Reads the size, the orientation, and whether the end is there.
pub(in crate::probe) fn read(reader: &mut Reader<'_>, image: &mut ImageFacts, notes: &mut Notes) -> Result<(), Fault> {
    image.animated = Some(false);
    let mut walk = Walk::default();
    let end = walk.run(reader, notes);
    if let Some(size) = walk.size {
        set_size(image, size, walk.orientation(), &end);
    } else if walk.exif.is_some() {
        image.orientation = walk.orientation().or((!is_budget_spent(&end)).then_some(1));
    }
    match end {
        Ok(Some(scan)) => {
            notes.truncated = jpeg_end::truncated(reader, scan)?;
            Ok(())
        }
        Ok(None) => Ok(()),
        Err(fault) => {
            if fault.kind == FaultKind::UnexpectedEnd {
                notes.truncated = Some(true);
            }
            Err(fault)
        }
    }
}

/// What the segments before the first scan have said so far.
#[derive(Default)]
struct Walk {
    size: Option<(Option<u32>, Option<u32>)>,
    exif: Option<Exif>,
}

impl Walk {
    fn orientation(&self) -> Option<u8> {
        match self.exif {
            Some(Exif::Valid(orientation)) => orientation,
            _ => None,
        }
    }

    /// Walks to the first scan, and says where its data begins; `None` where the picture ends before.
    fn run(&mut self, reader: &mut Reader<'_>, notes: &mut Notes) -> Result<Option<u64>, Fault> {
        // §B.2.1: the picture begins with SOI, which told the format.
        let mut offset = 2;
        let mut passed = 0;
        for _ in 0..SEGMENTS {
            reader.count_element(offset)?;
            let (marker, at) = next_marker(reader, offset, &mut passed)?;
            match marker {
                // §B.1.1.3: TEM, RSTm and SOI stand alone, and tell nothing here.
                0x01 | 0xD0..=0xD8 => {
                    offset = at;
                    continue;
                }
                0xD9 => return Err(malformed(at, "the picture ends before its first scan")),
                _ => {}
            }
            let length = u16::from_be_bytes(reader.array(at)?);
            if length < 2 {
                // §B.1.1.4: the length counts itself. Decoders look for the next marker from here.
                offset = at;
                continue;
            }
            let end = at.saturating_add(u64::from(length));
            match marker {
                // §B.2.2: every frame header; C4, C8 and CC are DHT, JPG and DAC.
                0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) && self.size.is_none() => {
                    self.size = Some(frame(reader, at, notes)?);
                }
                0xE1 => self.application(reader, at, length)?,
                0xDA if self.size.is_none() => return Err(malformed(at, "a scan before any frame header")),
                0xDA => return Ok(Some(end)),
                _ => {}
            }
            if reader.len().is_some_and(|len| end > len) {
                notes.declared_bytes = Some(end);
                return Err(ends_in_segment(at));
            }
            offset = end;
        }
        Err(Fault::new(FaultKind::Budget, offset, format!("more than {SEGMENTS} segments before the first scan")))
    }

    /// APP1: CIPA DC-008 §4.7.2. The first that holds EXIF counts.
    fn application(&mut self, reader: &mut Reader<'_>, at: u64, length: u16) -> Result<(), Fault> {
        let payload = at.saturating_add(2);
        let len = u64::from(length).saturating_sub(2);
        if matches!(self.exif, Some(Exif::Valid(_))) || reader.up_to(payload, exif::PREFIX.len())? != exif::PREFIX {
            return Ok(());
        }
        self.exif = Some(exif::read(reader, payload, len)?);
        Ok(())
    }
}

/// The size that a frame header states: §B.2.2, after its length and precision.
fn frame(reader: &mut Reader<'_>, at: u64, notes: &mut Notes) -> Result<(Option<u32>, Option<u32>), Fault> {
    let [_, _, _, y1, y0, x1, x0] = reader.array(at)?;
    let width = u32::from(u16::from_be_bytes([x1, x0]));
    let height = u32::from(u16::from_be_bytes([y1, y0]));
    if width == 0 {
        return Err(malformed(at, "a frame header with a width of 0"));
    }
    if height == 0 {
        // §B.2.5: the number of lines follows the first scan.
        notes.fault(Fault::new(FaultKind::Unsupported, at, "a height that is stated only after the first scan"));
    }
    Ok((Some(width), Some(height).filter(|&height| height > 0)))
}

/// The next marker from `offset` on, and where its segment's length stands: §B.1.1.2, any number of FF before it.
/// Counts in `passed` the bytes that are neither part of it nor of another segment.
fn next_marker(reader: &mut Reader<'_>, offset: u64, passed: &mut u64) -> Result<(u8, u64), Fault> {
    let mut at = offset;
    let mut after_fill = false;
    while *passed <= JUNK {
        let Some(&byte) = reader.up_to(at, 1)?.first() else {
            return Err(unexpected_end(at, "the file ends before its first scan"));
        };
        at = at.saturating_add(1);
        match byte {
            0xFF if !after_fill => after_fill = true,
            1..0xFF if after_fill => return Ok((byte, at)),
            _ => {
                after_fill = byte == 0xFF;
                *passed = passed.saturating_add(1);
            }
        }
    }
    Err(malformed(at, "no marker where one is due"))
}

fn ends_in_segment(at: u64) -> Fault {
    unexpected_end(at, "the file ends within a segment before its first scan")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::probe::Budget;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker][..], &length, body].concat()
    }

    fn app1(orientation: u8) -> Vec<u8> {
        segment(0xE1, &[b"Exif\0\0", &exif::build(orientation)[..]].concat())
    }

    fn sof(width: u16, height: u16) -> Vec<u8> {
        let [w1, w0] = width.to_be_bytes();
        let [h1, h0] = height.to_be_bytes();
        segment(0xC0, &[8, h1, h0, w1, w0, 1, 1, 0x11, 0])
    }

    fn jpeg(parts: &[&[u8]]) -> Vec<u8> {
        let scan = segment(0xDA, &[1, 1, 0, 0, 0x3F, 0]);
        [&[0xFF, 0xD8][..], &parts.concat(), &scan, &[0x12, 0x34, 0xFF, 0x00, 0x56, 0xFF, 0xD9]].concat()
    }

    fn facts(bytes: &[u8]) -> (ImageFacts, Notes, Option<FaultKind>) {
        let (mut image, mut notes) = (ImageFacts::default(), Notes::default());
        let result = read(&mut Reader::new(&bytes, Budget::default()), &mut image, &mut notes);
        (image, notes, result.err().map(|fault| fault.kind))
    }

    #[test]
    fn size_and_orientation() {
        let (image, notes, fault) = facts(&jpeg(&[&app1(6), &sof(4000, 3000)]));
        assert_eq!((image.width, image.height, image.orientation), (Some(4000), Some(3000), Some(6)));
        assert_eq!((image.display_width, image.display_height), (Some(3000), Some(4000)));
        assert_eq!((image.animated, notes.truncated, fault), (Some(false), Some(false), None));
    }

    #[test]
    fn no_orientation_is_upright() {
        let (image, ..) = facts(&jpeg(&[&sof(4, 3)]));
        assert_eq!((image.display_width, image.display_height, image.orientation), (Some(4), Some(3), Some(1)));
    }

    #[test]
    fn the_first_exif_that_is_one_counts() {
        let broken = segment(0xE1, b"Exif\0\0no tiff");
        let xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0");
        let (image, ..) = facts(&jpeg(&[&xmp, &broken, &app1(8), &app1(3), &sof(4, 3)]));
        assert_eq!(image.orientation, Some(8));
    }

    #[test]
    fn exif_may_follow_the_frame_header() {
        let (image, ..) = facts(&jpeg(&[&sof(4, 3), &app1(5)]));
        assert_eq!((image.display_width, image.orientation), (Some(3), Some(5)));
    }

    #[test]
    fn fill_bytes_and_junk_are_passed_over() {
        let (image, _, fault) = facts(&jpeg(&[&[0xFF, 0xFF, 0xFF], &app1(1), &[0, 1, 2, 0xFF, 0], &sof(4, 3)]));
        assert_eq!((image.width, fault), (Some(4), None));
    }

    #[test]
    fn a_height_that_comes_later_is_not_determined() {
        let (image, notes, fault) = facts(&jpeg(&[&sof(4, 0)]));
        assert_eq!((image.width, image.height, image.display_height), (Some(4), None, None));
        assert_eq!((notes.faults[0].kind, fault), (FaultKind::Unsupported, None));
    }

    #[test]
    fn cut_before_the_scan_is_truncated() {
        let whole = jpeg(&[&app1(6), &sof(4, 3)]);
        for end in 3..whole.len() - 14 {
            let (_, notes, fault) = facts(&whole[..end]);
            assert_eq!((notes.truncated, fault), (Some(true), Some(FaultKind::UnexpectedEnd)), "{end}");
        }
        let (_, notes, _) = facts(&whole[..12]);
        assert_eq!(notes.declared_bytes, Some(38));
    }

    proptest! {
        #[test]
        fn any_size_is_read_back(width in 1_u16.., height in 1_u16.., orientation in 1_u8..=8) {
            let (image, ..) = facts(&jpeg(&[&app1(orientation), &sof(width, height)]));
            prop_assert_eq!(image.width, Some(u32::from(width)));
            prop_assert_eq!(image.height, Some(u32::from(height)));
            prop_assert_eq!(image.orientation, Some(orientation));
        }

        #[test]
        fn spoilt_bytes_never_panic(at in 2_usize..80, byte: u8, end in 0_usize..100) {
            let mut bytes = jpeg(&[&app1(6), &sof(4, 3)]);
            if let Some(spoilt) = bytes.get_mut(at) {
                *spoilt = byte;
            }
            bytes.truncate(end);
            let _ = facts(&bytes);
        }
    }
}
