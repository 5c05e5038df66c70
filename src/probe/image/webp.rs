//! WebP: RFC 9649, with the key frame header of RFC 6386 §9.1.

use super::exif::{self, Exif};
use super::{is_budget_spent, malformed, set_size, unexpected_end};
use crate::model::ImageFacts;
use crate::model::{Fault, FaultKind};
use crate::probe::notes::Notes;
use crate::probe::reader::Reader;

/// Chunks looked at behind the picture where the header does not announce EXIF.
const WALK: u32 = 16;

/// The same where it does: EXIF stands behind all frames of an animation.
const LONG_WALK: u32 = 4096;

/// RFC 9649 §2.7: flags of the VP8X chunk.
const HAS_ANIMATION: u8 = 0x02;
const HAS_EXIF: u8 = 0x08;

/// Reads the size, the orientation, whether it is animated, and whether the end is there.
pub(in crate::probe) fn read(reader: &mut Reader<'_>, image: &mut ImageFacts, notes: &mut Notes) -> Result<(), Fault> {
    let Some(&[_, _, _, _, a, b, c, d]) = reader.up_to(0, 8)?.first_chunk() else {
        return Err(unexpected_end(0, "the file ends within its RIFF header"));
    };
    // §2.4: the size counts from the form type on. 0 and all ones are what a writer leaves that could not go back.
    let size = Some(u32::from_le_bytes([a, b, c, d])).filter(|&size| size != 0 && size != u32::MAX);
    let declared = size.map(|size| 8 + u64::from(size));
    notes.declared_bytes = declared;
    notes.truncated = declared.zip(reader.len()).map(|(declared, len)| declared > len);

    let mut walk = Walk::default();
    let end = walk.run(reader, declared.or(reader.len()).unwrap_or(u64::MAX));
    if let Some((width, height)) = walk.size {
        set_size(image, (Some(width), Some(height)), walk.orientation, &end);
        image.animated = walk.animated().filter(|_| walk.frames > 1 || !is_budget_spent(&end));
        // What is missing behind the picture is not needed here: the cut is told by `truncated`.
        return end.or_else(|fault| if fault.kind == FaultKind::UnexpectedEnd { Ok(()) } else { Err(fault) });
    }
    end?;
    Err(malformed(12, "no chunk that holds a picture"))
}

/// What the chunks have said so far.
#[derive(Default)]
struct Walk {
    size: Option<(u32, u32)>,
    flags: u8,
    orientation: Option<u8>,
    frames: u32,
    /// Whether every chunk was looked at.
    is_whole: bool,
}

impl Walk {
    /// More than one frame: by count where all chunks were seen, otherwise by the header's word.
    fn animated(&self) -> Option<bool> {
        let announced = self.flags & HAS_ANIMATION != 0 || self.frames > 0;
        Some(self.frames > 1 || announced && !self.is_whole)
    }

    fn run(&mut self, reader: &mut Reader<'_>, end: u64) -> Result<(), Fault> {
        // §2.4: RIFF, size and form type.
        let mut offset: u64 = 12;
        let mut left = WALK;
        while offset.saturating_add(8) <= end && left > 0 {
            reader.count_element(offset)?;
            let head = reader.up_to(offset, 8)?;
            let Some(&[k0, k1, k2, k3, a, b, c, d]) = head.first_chunk() else {
                break;
            };
            let (kind, length) = ([k0, k1, k2, k3], u32::from_le_bytes([a, b, c, d]));
            let payload = offset.saturating_add(8);
            match &kind {
                b"VP8X" if self.size.is_none() => {
                    self.extended(reader, payload)?;
                    if self.flags & HAS_EXIF != 0 {
                        left = LONG_WALK;
                    }
                }
                b"VP8 " if self.size.is_none() => self.size = Some(lossy(reader, payload)?),
                b"VP8L" if self.size.is_none() => self.size = Some(lossless(reader, payload)?),
                b"ANMF" => self.frames = self.frames.saturating_add(1),
                b"EXIF" => {
                    if let Exif::Valid(orientation) = exif::read(reader, payload, u64::from(length))? {
                        self.orientation = self.orientation.or(orientation);
                    }
                }
                _ => {}
            }
            // §2.3: a chunk of odd length is padded.
            offset = payload.saturating_add(u64::from(length)).saturating_add(u64::from(length & 1));
            left -= 1;
            let is_settled = self.orientation.is_some() || self.flags & HAS_EXIF == 0;
            if self.frames > 1 && is_settled && self.size.is_some() {
                return Ok(());
            }
        }
        self.is_whole = left > 0;
        Ok(())
    }

    /// §2.7: flags, three reserved bytes, and the canvas, each side less one in 24 bits.
    fn extended(&mut self, reader: &mut Reader<'_>, at: u64) -> Result<(), Fault> {
        let [flags, _, _, _, w0, w1, w2, h0, h1, h2] = reader.array(at)?;
        self.flags = flags;
        self.size = Some((1 + u32::from_le_bytes([w0, w1, w2, 0]), 1 + u32::from_le_bytes([h0, h1, h2, 0])));
        Ok(())
    }
}

/// RFC 6386 §9.1: frame tag, start code, and each side in 14 bits below two bits of scaling.
fn lossy(reader: &mut Reader<'_>, at: u64) -> Result<(u32, u32), Fault> {
    let [tag, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1] = reader.array(at)? else {
        return Err(malformed(at, "no start code of a VP8 frame"));
    };
    if tag & 1 != 0 {
        return Err(malformed(at, "a VP8 frame that is no key frame"));
    }
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    nonzero(at, (side(w0, w1), side(h0, h1)))
}

/// RFC 9649 §3.4: signature, and each side less one in 14 bits, lowest bit first.
fn lossless(reader: &mut Reader<'_>, at: u64) -> Result<(u32, u32), Fault> {
    let [0x2F, a, b, c, d] = reader.array(at)? else {
        return Err(malformed(at, "no signature of a VP8L picture"));
    };
    let bits = u32::from_le_bytes([a, b, c, d]);
    Ok((1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)))
}

fn nonzero(at: u64, size: (u32, u32)) -> Result<(u32, u32), Fault> {
    if size.0 == 0 || size.1 == 0 { Err(malformed(at, "a frame with a width or height of 0")) } else { Ok(size) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::probe::Budget;

    fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        [&kind[..], &length, body, if body.len() % 2 == 1 { &[0][..] } else { &[] }].concat()
    }

    fn webp(parts: &[&[u8]]) -> Vec<u8> {
        let body = parts.concat();
        [&b"RIFF"[..], &u32::try_from(4 + body.len()).unwrap().to_le_bytes(), b"WEBP", &body].concat()
    }

    fn vp8x(flags: u8, width: u32, height: u32) -> Vec<u8> {
        let (width, height) = ((width - 1).to_le_bytes(), (height - 1).to_le_bytes());
        chunk(b"VP8X", &[&[flags, 0, 0, 0][..], &width[..3], &height[..3]].concat())
    }

    fn vp8(width: u16, height: u16) -> Vec<u8> {
        let sides = [width.to_le_bytes(), height.to_le_bytes()].concat();
        chunk(b"VP8 ", &[&[0x10, 0, 0, 0x9D, 0x01, 0x2A][..], &sides, &[0; 5]].concat())
    }

    fn facts(bytes: &[u8]) -> (ImageFacts, Notes, Option<FaultKind>) {
        let (mut image, mut notes) = (ImageFacts::default(), Notes::default());
        let result = read(&mut Reader::new(&bytes, Budget::default()), &mut image, &mut notes);
        (image, notes, result.err().map(|fault| fault.kind))
    }

    #[test]
    fn lossy_sides_are_below_their_scaling() {
        let (image, notes, fault) = facts(&webp(&[&vp8(640 | 0x4000, 480 | 0x8000)]));
        assert_eq!((image.width, image.height, image.orientation), (Some(640), Some(480), Some(1)));
        assert_eq!((image.animated, notes.truncated, fault), (Some(false), Some(false), None));
    }

    #[test]
    fn lossless_sides_are_packed() {
        let bits = (639_u32 | 479 << 14 | 1 << 28).to_le_bytes();
        let (image, ..) = facts(&webp(&[&chunk(b"VP8L", &[&[0x2F][..], &bits].concat())]));
        assert_eq!((image.width, image.height), (Some(640), Some(480)));
    }

    #[test]
    fn exif_turns_the_display_with_or_without_flag_and_prefix() {
        let bare = chunk(b"EXIF", &exif::build(6));
        let prefixed = chunk(b"EXIF", &[b"Exif\0\0", &exif::build(6)[..]].concat());
        for bytes in [
            webp(&[&vp8x(HAS_EXIF, 4, 3), &vp8(4, 3), &bare]),
            webp(&[&vp8x(HAS_EXIF, 4, 3), &prefixed, &vp8(4, 3)]),
            webp(&[&vp8x(0, 4, 3), &vp8(4, 3), &prefixed]),
            webp(&[&vp8(4, 3), &bare]),
        ] {
            let (image, ..) = facts(&bytes);
            assert_eq!((image.width, image.display_width, image.orientation), (Some(4), Some(3), Some(6)));
        }
    }

    #[test]
    fn an_animation_has_more_than_one_frame() {
        let frame = chunk(b"ANMF", &[0; 24]);
        let head = vp8x(HAS_ANIMATION, 4, 3);
        assert_eq!(facts(&webp(&[&head, &frame, &frame])).0.animated, Some(true));
        assert_eq!(facts(&webp(&[&head, &frame])).0.animated, Some(false));
        assert_eq!(facts(&webp(&[&vp8x(0, 4, 3), &vp8(4, 3)])).0.animated, Some(false));
        let exif = chunk(b"EXIF", &exif::build(8));
        let (image, ..) = facts(&webp(&[&vp8x(HAS_ANIMATION | HAS_EXIF, 4, 3), &frame.repeat(500), &exif]));
        assert_eq!((image.animated, image.orientation), (Some(true), Some(8)));
    }

    #[test]
    fn a_cut_is_told_by_the_size() {
        let bytes = webp(&[&vp8x(HAS_EXIF, 4, 3), &vp8(4, 3), &chunk(b"EXIF", &exif::build(6))]);
        let (image, notes, fault) = facts(&bytes[..bytes.len() - 5]);
        assert_eq!((image.width, notes.truncated, fault), (Some(4), Some(true), None));
        assert_eq!(notes.declared_bytes, Some(bytes.len() as u64));
        assert_eq!(facts(&bytes[..20]).2, Some(FaultKind::UnexpectedEnd));
    }

    #[test]
    fn no_picture_is_malformed() {
        assert_eq!(facts(&webp(&[&chunk(b"ICCP", &[1; 9])])).2, Some(FaultKind::Malformed));
        assert_eq!(facts(&webp(&[&vp8(0, 3)])).2, Some(FaultKind::Malformed));
    }

    proptest! {
        #[test]
        fn any_canvas_is_read_back(width in 1_u32..=1 << 24, height in 1_u32..=1 << 24, orientation in 1_u8..=8) {
            let exif = chunk(b"EXIF", &exif::build(orientation));
            let (image, ..) = facts(&webp(&[&vp8x(HAS_EXIF, width, height), &vp8(4, 3), &exif]));
            prop_assert_eq!((image.width, image.height), (Some(width), Some(height)));
            prop_assert_eq!(image.orientation, Some(orientation));
        }

        #[test]
        fn spoilt_bytes_never_panic(at in 4_usize..100, byte: u8, end in 0_usize..110) {
            let mut bytes = webp(&[&vp8x(HAS_EXIF, 4, 3), &vp8(4, 3), &chunk(b"EXIF", &exif::build(6))]);
            if let Some(spoilt) = bytes.get_mut(at) {
                *spoilt = byte;
            }
            bytes.truncate(end);
            let _ = facts(&bytes);
        }
    }
}
