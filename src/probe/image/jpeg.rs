//! JPEG: ITU-T T.81 Annex B, the walk over marker segments up to the first scan.

use super::exif::{self, Exif};
use super::jpeg_end;
use super::shared::{malformed, set_size, unexpected_end, unsupported};
use crate::model::{Fault, FaultKind, ImageFacts};
use crate::probe::notes::Notes;
use crate::probe::reader::{Reader, as_u64};

/// Segments before the first scan: a color profile, a preview or a manifest of origin takes hundreds at most.
const SEGMENTS: u32 = 1 << 16;

/// Bytes outside any segment that are skipped in all, besides fill bytes. Decoders warn of them and go on.
const JUNK: u64 = 64 << 10;

/// Fill bytes that are read at a time.
const FILL_STEP: usize = 16 << 10;

/// Reads the size, the orientation, and whether the end is present.
pub(in crate::probe) fn read(reader: &mut Reader<'_>, image: &mut ImageFacts, notes: &mut Notes) -> Result<(), Fault> {
    image.animated = Some(false);
    let mut walk = Walk::default();
    let scan = walk.run(reader, notes);
    if let Some(size) = walk.size {
        set_size(image, size, walk.orientation(), &scan.as_ref().map(drop).map_err(Fault::clone));
    }
    match scan {
        Ok(scan) => {
            notes.truncated = jpeg_end::truncated(reader, scan)?;
            Ok(())
        }
        Err(fault) => {
            if fault.kind == FaultKind::UnexpectedEnd {
                notes.truncated = Some(true);
            }
            Err(fault)
        }
    }
}

/// What the segments before the first scan have stated so far.
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

    /// Walks to the first scan, and returns where its data begins.
    fn run(&mut self, reader: &mut Reader<'_>, notes: &mut Notes) -> Result<u64, Fault> {
        // §B.2.1: the image begins with SOI, by which the format was detected.
        let mut offset = 2;
        let mut junk = 0;
        for _ in 0..SEGMENTS {
            reader.count_element(offset)?;
            let (marker, at) = next_marker(reader, offset, &mut junk)?;
            match marker {
                // §B.1.1.3: TEM, RSTm and SOI have no segment, and state nothing here.
                0x01 | 0xD0..=0xD8 => {
                    offset = at;
                    continue;
                }
                0xD9 => return Err(malformed(at, "the image ends before its first scan")),
                _ => {}
            }
            let length = u16::from_be_bytes(reader.array(at)?);
            if length < 2 {
                // §B.1.1.4: the length counts itself. Decoders look for the next marker from here.
                notes.fault(malformed(at, "a segment whose length is less than 2"));
                offset = at;
                continue;
            }
            let end = at.saturating_add(u64::from(length));
            match marker {
                // §B.2.2: every frame header; C4, C8 and CC are DHT, JPG and DAC.
                0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                    if self.size.is_some() {
                        notes.fault(malformed(at, "a second frame header before the first scan"));
                    } else {
                        self.size = Some(frame(reader, at, length, notes)?);
                    }
                }
                0xE1 => self.application(reader, at, length)?,
                0xDA => return self.scan(reader, at, length),
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

    /// §B.2.3: the scan header; returns where the data of the scan begins.
    fn scan(&self, reader: &mut Reader<'_>, at: u64, length: u16) -> Result<u64, Fault> {
        if self.size.is_none() {
            return Err(malformed(at, "a scan before any frame header"));
        }
        let [_, _, components] = reader.array(at)?;
        if length != 6 + 2 * u16::from(components) {
            return Err(malformed(at, "a scan header of the wrong length"));
        }
        let data = at.saturating_add(u64::from(length));
        match reader.up_to(data, 2)? {
            [0xFF, 0xD9] => Err(malformed(data, "a scan without data")),
            [] | [_] => Err(unexpected_end(data, "the file ends where its first scan begins")),
            _ => Ok(data),
        }
    }
}

/// The size in a frame header: §B.2.2, after its length and precision.
fn frame(
    reader: &mut Reader<'_>,
    at: u64,
    length: u16,
    notes: &mut Notes,
) -> Result<(Option<u32>, Option<u32>), Fault> {
    let [_, _, _, y1, y0, x1, x0, components] = reader.array(at)?;
    if components == 0 || length != 8 + 3 * u16::from(components) {
        return Err(malformed(at, "a frame header of the wrong length"));
    }
    let width = u32::from(u16::from_be_bytes([x1, x0]));
    let height = u32::from(u16::from_be_bytes([y1, y0]));
    if width == 0 {
        return Err(malformed(at, "a frame header with a width of 0"));
    }
    if height == 0 {
        // §B.2.5: the number of lines follows the first scan.
        notes.fault(unsupported(at, "a height that is stated only after the first scan"));
    }
    Ok((Some(width), Some(height).filter(|&height| height > 0)))
}

/// The next marker from `offset` on, and where its segment begins: §B.1.1.2, any number of fill bytes FF precede it.
/// Adds to `junk` the bytes that belong neither to the marker nor to a segment.
fn next_marker(reader: &mut Reader<'_>, offset: u64, junk: &mut u64) -> Result<(u8, u64), Fault> {
    let mut at = offset;
    let mut is_after_fill = false;
    // Grows with the run of fill bytes, so that many short runs cost no more than their bytes.
    let mut step = 64;
    while *junk <= JUNK {
        let Some(&byte) = reader.up_to(at, 1)?.first() else {
            return Err(unexpected_end(at, "the file ends before its first scan"));
        };
        match byte {
            0xFF if is_after_fill => {
                let fill = reader.up_to(at, step)?;
                step = FILL_STEP.min(step * 4);
                at = at.saturating_add(as_u64(fill.iter().take_while(|&&byte| byte == 0xFF).count()));
                continue;
            }
            0xFF => is_after_fill = true,
            1.. if is_after_fill => return Ok((byte, at.saturating_add(1))),
            _ => {
                (is_after_fill, step) = (false, 64);
                *junk = junk.saturating_add(1);
            }
        }
        at = at.saturating_add(1);
    }
    Err(malformed(at, "expected a marker"))
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

    #[test]
    fn a_frame_header_is_as_long_as_its_components_require() {
        let frame = |components: u8, described: usize| {
            let header = [&[8, 1, 224, 2, 128, components][..], &[1, 0x11, 0].repeat(described)].concat();
            let (image, _, fault) = facts(&jpeg(&[&segment(0xC0, &header)]));
            (image.width, image.height, fault)
        };
        let size = (Some(640), Some(480), None);
        assert_eq!([frame(1, 1), frame(3, 3), frame(4, 4)], [size; 3]);
        let wrong = (None, None, Some(FaultKind::Malformed));
        assert_eq!([frame(3, 2), frame(1, 3), frame(0, 0)], [wrong; 3]);
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
    fn without_orientation_the_image_is_upright() {
        let (image, ..) = facts(&jpeg(&[&sof(4, 3)]));
        assert_eq!((image.display_width, image.display_height, image.orientation), (Some(4), Some(3), Some(1)));
    }

    #[test]
    fn the_first_valid_exif_counts() {
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
    fn any_number_of_fill_bytes_may_precede_a_marker() {
        for count in [1, 70_000, 3 << 20] {
            let (image, _, fault) = facts(&jpeg(&[&app1(6), &vec![0xFF; count], &sof(4, 3)]));
            assert_eq!((image.width, image.orientation, fault), (Some(4), Some(6), None), "{count}");
        }
        let (_, notes, fault) = facts(&[&[0xFF, 0xD8][..], &vec![0xFF; 70_000]].concat());
        assert_eq!((notes.truncated, fault), (Some(true), Some(FaultKind::UnexpectedEnd)));
    }

    #[test]
    fn an_image_without_scan_data_is_malformed() {
        let scan = segment(0xDA, &[1, 1, 0, 0, 0x3F, 0]);
        for parts in [&[&sof(4, 3)[..], &[0xFF, 0xD9]][..], &[&sof(4, 3), &scan, &[0xFF, 0xD9]]] {
            let (image, _, fault) = facts(&[&[0xFF, 0xD8][..], &parts.concat()].concat());
            assert_eq!((image.width, image.display_width, fault), (Some(4), None, Some(FaultKind::Malformed)));
        }
    }

    #[test]
    fn headers_of_the_wrong_length_are_malformed() {
        for (at, value) in [(3, 12), (9, 3), (16, 9)] {
            let mut bytes = jpeg(&[&sof(4, 3)]);
            bytes[2 + at] = value;
            assert_eq!(facts(&bytes).2, Some(FaultKind::Malformed), "{at}");
        }
        let (image, notes, fault) = facts(&jpeg(&[&sof(4, 3), &sof(5, 3)]));
        assert_eq!((image.width, notes.faults.len(), fault), (Some(4), 1, None));
        let (image, notes, fault) = facts(&jpeg(&[&[0xFF, 0xEC, 0, 1], &sof(4, 3)]));
        assert_eq!((image.width, notes.faults.len(), fault), (Some(4), 1, None));
    }

    #[test]
    fn junk_is_skipped() {
        let (image, _, fault) = facts(&jpeg(&[&[0xFF, 0xFF, 0xFF], &app1(1), &[0, 1, 2, 0xFF, 0], &sof(4, 3)]));
        assert_eq!((image.width, fault), (Some(4), None));
    }

    #[test]
    fn a_height_after_the_scan_is_not_determined() {
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
        fn mutated_bytes_never_panic(at in 2_usize..80, byte: u8, end in 0_usize..100) {
            let mut bytes = jpeg(&[&app1(6), &sof(4, 3)]);
            if let Some(mutated) = bytes.get_mut(at) {
                *mutated = byte;
            }
            bytes.truncate(end);
            let _ = facts(&bytes);
        }
    }
}
