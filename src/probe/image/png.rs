//! PNG: W3C PNG, third edition, and Apple's variant of it.

use super::exif::{self, Exif};
use super::png_chunk::Chunk;
use super::png_end;
use super::shared::{malformed, set_size, unexpected_end};
use crate::model::{Fault, FaultKind, ImageFacts};
use crate::probe::notes::Notes;
use crate::probe::reader::Reader;

/// Reads the size, the orientation, whether it is animated, and whether the end is present.
pub(in crate::probe) fn read(reader: &mut Reader<'_>, image: &mut ImageFacts, notes: &mut Notes) -> Result<(), Fault> {
    let mut walk = Walk::default();
    let end = match walk.run(reader, image) {
        Ok(data) if walk.orientation.is_some() => png_end::read(reader, data, false, notes).map(drop),
        Ok(data) => png_end::read(reader, data, true, notes).and_then(|late| match late {
            Some(exif) => walk.exif(reader, exif),
            None => Ok(()),
        }),
        Err(fault) => Err(fault),
    };
    if let Some(size) = walk.size {
        set_size(image, size, walk.orientation, &end);
    }
    if end.as_ref().is_err_and(|fault| fault.kind == FaultKind::UnexpectedEnd) {
        notes.truncated = Some(true);
    }
    end
}

/// Chunks before the image data: real files hold a few dozen.
const CHUNKS: u32 = 1 << 14;

/// What the chunks have stated so far.
#[derive(Default)]
struct Walk {
    size: Option<(Option<u32>, Option<u32>)>,
    orientation: Option<u8>,
}

impl Walk {
    /// Walks to the first IDAT that holds data, and returns it.
    fn run(&mut self, reader: &mut Reader<'_>, image: &mut ImageFacts) -> Result<Chunk, Fault> {
        // §5.2: eight bytes of signature.
        let mut offset = 8;
        for _ in 0..CHUNKS {
            let Some(chunk) = Chunk::at(reader, offset)? else {
                return Err(unexpected_end(offset, "the file ends before its image data"));
            };
            match &chunk.kind {
                b"IHDR" if self.size.is_none() => self.size = Some(header(reader, chunk)?),
                // Apple's tools write CgBI before IHDR, and image data that other decoders do not read.
                b"CgBI" => {}
                _ if self.size.is_none() => return Err(malformed(offset, "expected an IHDR chunk at the start")),
                // §11.3.6.1: the animation control chunk precedes the image data, or does not count; the first one counts.
                b"acTL" if image.animated.is_none() => image.animated = Some(frames(reader, chunk)? > 1),
                b"IDAT" if chunk.length > 0 => {
                    image.animated.get_or_insert(false);
                    return Ok(chunk);
                }
                b"IEND" => return Err(malformed(offset, "the file holds no image data")),
                _ if !chunk.is_valid() => return Err(malformed(offset, "expected a chunk")),
                b"eXIf" if self.orientation.is_none() => self.exif(reader, chunk)?,
                _ => {}
            }
            offset = chunk.end();
        }
        Err(Fault::new(FaultKind::Budget, offset, format!("more than {CHUNKS} chunks before the image data")))
    }

    /// §11.3.4.5: eXIf, before or after the image data.
    fn exif(&mut self, reader: &mut Reader<'_>, chunk: Chunk) -> Result<(), Fault> {
        if let Exif::Valid(orientation) = exif::read(reader, chunk.data(), u64::from(chunk.length))? {
            self.orientation = orientation;
        }
        Ok(())
    }
}

/// §11.2.1: width and height, neither zero nor above 2^31 - 1.
fn header(reader: &mut Reader<'_>, chunk: Chunk) -> Result<(Option<u32>, Option<u32>), Fault> {
    let at = chunk.data();
    if chunk.length != 13 {
        return Err(malformed(chunk.offset, "an IHDR chunk of the wrong length"));
    }
    let [w3, w2, w1, w0, h3, h2, h1, h0] = reader.array(at)?;
    let (width, height) = (u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0]));
    let range = 1..=u32::MAX >> 1;
    if !range.contains(&width) || !range.contains(&height) {
        return Err(malformed(at, "a width or height that PNG does not allow"));
    }
    // §11.2.1: bit depth, colour type, compression method, filter method, interlace method.
    let is_allowed = matches!(
        reader.array(at.saturating_add(8))?,
        [1 | 2 | 4 | 8 | 16, 0, 0, 0, 0 | 1] | [1 | 2 | 4 | 8, 3, 0, 0, 0 | 1] | [8 | 16, 2 | 4 | 6, 0, 0, 0 | 1]
    );
    if !is_allowed {
        return Err(malformed(at, "a bit depth, colour type or method that PNG does not allow"));
    }
    Ok((Some(width), Some(height)))
}

/// §11.3.6.1: acTL begins with the number of frames.
fn frames(reader: &mut Reader<'_>, chunk: Chunk) -> Result<u32, Fault> {
    Ok(u32::from_be_bytes(reader.array(chunk.data())?))
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::probe::Budget;

    pub(in super::super) fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [&length[..], kind, body, &[0; 4]].concat()
    }

    pub(in super::super) fn end() -> Vec<u8> {
        b"\0\0\0\0IEND\xAE\x42\x60\x82".to_vec()
    }

    pub(in super::super) fn png(width: u32, height: u32, parts: &[&[u8]]) -> Vec<u8> {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        [&b"\x89PNG\r\n\x1A\n"[..], &chunk(b"IHDR", &header), &parts.concat()].concat()
    }

    pub(in super::super) fn facts(bytes: &[u8]) -> (ImageFacts, Notes, Option<FaultKind>) {
        let (mut image, mut notes) = (ImageFacts::default(), Notes::default());
        let result = read(&mut Reader::new(&bytes, Budget::default()), &mut image, &mut notes);
        (image, notes, result.err().map(|fault| fault.kind))
    }

    #[test]
    fn size_and_defaults() {
        let (image, notes, fault) = facts(&png(640, 480, &[&chunk(b"IDAT", &[0; 9]), &end()]));
        assert_eq!((image.width, image.height, image.orientation), (Some(640), Some(480), Some(1)));
        assert_eq!((image.animated, notes.truncated, fault), (Some(false), Some(false), None));
    }

    #[test]
    fn exif_swaps_the_displayed_sides() {
        let exif = chunk(b"eXIf", &exif::build(6));
        let (image, ..) = facts(&png(640, 480, &[&exif, &chunk(b"IDAT", &[0; 9]), &end()]));
        assert_eq!((image.display_width, image.display_height, image.orientation), (Some(480), Some(640), Some(6)));
    }

    #[test]
    fn an_animation_has_more_than_one_frame() {
        for (frames, animated) in [(0_u32, false), (1, false), (2, true)] {
            let control = chunk(b"acTL", &[frames.to_be_bytes(), [0; 4]].concat());
            let (image, ..) = facts(&png(1, 1, &[&control, &chunk(b"IDAT", &[0; 9]), &end()]));
            assert_eq!(image.animated, Some(animated), "{frames}");
        }
        let [still, moving] = [1, 9].map(|frames| chunk(b"acTL", &[0, 0, 0, frames, 0, 0, 0, 0]));
        let (image, ..) = facts(&png(1, 1, &[&still, &moving, &chunk(b"IDAT", &[0; 9]), &end()]));
        assert_eq!(image.animated, Some(false));
        let late = moving;
        assert_eq!(facts(&png(1, 1, &[&chunk(b"IDAT", &[0; 9]), &late, &end()])).0.animated, Some(false));
    }

    #[test]
    fn apple_writes_a_chunk_before_the_header() {
        let plain = png(57, 58, &[&chunk(b"IDAT", &[0; 9]), &end()]);
        let apple = [&plain[..8], &chunk(b"CgBI", &[0x50, 0, 0x20, 2]), &plain[8..]].concat();
        assert_eq!(facts(&apple).0.width, Some(57));
    }

    #[test]
    fn sizes_that_are_not_allowed_are_malformed() {
        for (width, height) in [(0, 1), (1, 0), (1 << 31, 1)] {
            assert_eq!(facts(&png(width, height, &[])).2, Some(FaultKind::Malformed));
        }
    }

    #[test]
    fn a_spent_budget_leaves_the_orientation_undetermined() {
        let bytes =
            png(4, 3, &[&chunk(b"tEXt", &[7; 9]), &chunk(b"eXIf", &exif::build(6)), &chunk(b"IDAT", &[0; 9]), &end()]);
        let (mut image, mut notes) = (ImageFacts::default(), Notes::default());
        let frugal = Budget { elements: 2, ..Budget::default() };
        let fault = read(&mut Reader::new(&bytes, frugal), &mut image, &mut notes).unwrap_err();
        assert_eq!((fault.kind, image.width), (FaultKind::Budget, Some(4)));
        assert_eq!((image.orientation, image.display_width), (None, None));
    }

    #[test]
    fn another_first_chunk_is_malformed() {
        let other = [&b"\x89PNG\r\n\x1A\n"[..], &chunk(b"IHDO", &[0; 13])].concat();
        let (image, notes, fault) = facts(&other);
        assert_eq!((image.width, notes.truncated, fault), (None, None, Some(FaultKind::Malformed)));
    }

    #[test]
    fn without_image_data_there_is_nothing_to_display() {
        let long_text = [&[0, 0, 0, 11][..], b"tEXt", &[7; 9], &[0; 4]].concat();
        for parts in [&chunk(b"\xABDET", &[0; 9]), &chunk(b"tEXt", &[0; 9]), &chunk(b"IDAT", &[]), &long_text] {
            let (image, _, fault) = facts(&png(4, 3, &[parts, &end()]));
            assert_eq!((image.width, image.display_width), (Some(4), None));
            assert_eq!(fault, Some(FaultKind::Malformed));
        }
        let (image, _, fault) = facts(&png(4, 3, &[&long_text, &chunk(b"IDAT", &[7; 9]), &end()]));
        assert_eq!((image.display_width, fault), (None, Some(FaultKind::Malformed)));
    }

    #[test]
    fn a_header_that_png_does_not_allow_is_malformed() {
        let with = |fields: [u8; 5]| {
            let header = chunk(b"IHDR", &[&[0, 0, 0, 4, 0, 0, 0, 3][..], &fields].concat());
            facts(&[&b"\x89PNG\r\n\x1A\n"[..], &header, &chunk(b"IDAT", &[7; 9]), &end()].concat()).2
        };
        for legal in
            [[1, 0, 0, 0, 0], [16, 0, 0, 0, 1], [2, 3, 0, 0, 0], [16, 2, 0, 0, 0], [8, 4, 0, 0, 0], [16, 6, 0, 0, 1]]
        {
            assert_eq!(with(legal), None, "{legal:?}");
        }
        for illegal in [
            [3, 2, 0, 0, 0],
            [4, 2, 0, 0, 0],
            [8, 5, 0, 0, 0],
            [16, 3, 0, 0, 0],
            [8, 2, 1, 0, 0],
            [8, 2, 0, 1, 0],
            [8, 2, 0, 0, 2],
        ] {
            assert_eq!(with(illegal), Some(FaultKind::Malformed), "{illegal:?}");
        }
    }

    #[test]
    fn a_header_of_another_length_is_malformed() {
        let header = chunk(b"IHDR", &[0, 0, 0, 4, 0, 0, 0, 3, 8, 2, 0, 0, 0, 0]);
        let bytes = [&b"\x89PNG\r\n\x1A\n"[..], &header, &chunk(b"IDAT", &[7; 9]), &end()].concat();
        assert_eq!(facts(&bytes).2, Some(FaultKind::Malformed));
    }

    proptest! {
        #[test]
        fn any_size_is_read_back(width in 1..=u32::MAX >> 1, height in 1..=u32::MAX >> 1, orientation in 1_u8..=8) {
            let exif = chunk(b"eXIf", &exif::build(orientation));
            let (image, ..) = facts(&png(width, height, &[&exif, &chunk(b"IDAT", &[7]), &end()]));
            prop_assert_eq!((image.width, image.height), (Some(width), Some(height)));
            prop_assert_eq!(image.orientation, Some(orientation));
        }

        #[test]
        fn mutated_bytes_never_panic(at in 8_usize..120, byte: u8, cut in 8_usize..140) {
            let mut bytes = png(4, 3, &[&chunk(b"eXIf", &exif::build(6)), &chunk(b"IDAT", &[0; 9]), &end()]);
            if let Some(mutated) = bytes.get_mut(at) {
                *mutated = byte;
            }
            bytes.truncate(cut);
            let _ = facts(&bytes);
        }
    }
}
