//! WebP: RFC 9649.

use super::exif::{self, Exif};
use super::shared::{malformed, set_size, unexpected_end};
use super::webp_frame::{lossless, lossy};
use crate::model::{Fault, FaultKind, ImageFacts};
use crate::probe::notes::Notes;
use crate::probe::reader::Reader;

/// Chunks that decide a fact.
const DECIDING: [&[u8; 4]; 5] = [b"VP8X", b"VP8 ", b"VP8L", b"ANMF", b"EXIF"];

/// RFC 9649 §2.7: flags of the VP8X chunk.
const HAS_ANIMATION: u8 = 0x02;
const HAS_EXIF: u8 = 0x08;

/// §2.7.1.1: bytes of an ANMF chunk before the chunks of its frame.
const FRAME_HEADER: u64 = 16;

/// Reads the size, the orientation, whether it is animated, and whether the image data is present.
pub(in crate::probe) fn read(reader: &mut Reader<'_>, image: &mut ImageFacts, notes: &mut Notes) -> Result<(), Fault> {
    let Some(&[_, _, _, _, a, b, c, d]) = reader.up_to(0, 8)?.first_chunk() else {
        return Err(unexpected_end(0, "the file ends within its RIFF header"));
    };
    // §2.4: the size counts from the form type on. 0 and all ones are left by a writer that could not go back.
    let size = Some(u32::from_le_bytes([a, b, c, d])).filter(|&size| size != 0 && size != u32::MAX);
    let declared = size.map(|size| 8 + u64::from(size));
    notes.declared_bytes = declared;

    // If the size is larger than the file, the chunks decide: it may be wrong while every chunk is present.
    let follows_all = declared.zip(reader.len()).is_some_and(|(declared, len)| declared > len);
    let mut walk = Walk { follows_all, ..Walk::default() };
    let end = walk.run(reader, declared.unwrap_or(u64::MAX), notes);
    let found = match &end {
        Ok(()) if !walk.has_data => Err(malformed(12, "no chunk that holds an image")),
        // The image data is present: what is missing after it does not change its size.
        Err(fault) if walk.has_data && fault.kind != FaultKind::Budget => {
            notes.fault(fault.clone());
            Ok(())
        }
        end => end.clone(),
    };
    if let Some((width, height)) = walk.size {
        set_size(image, (Some(width), Some(height)), walk.orientation, &found);
    }
    image.animated = walk.animated().filter(|_| walk.frames > 1 || found.is_ok());
    notes.truncated = match &end {
        Err(fault) if fault.kind == FaultKind::UnexpectedEnd => Some(true),
        _ if walk.follows_all && !walk.is_whole => None,
        _ => reader.len().and(declared).map(|_| false),
    };
    found
}

/// What the chunks have stated so far.
#[derive(Default)]
struct Walk {
    size: Option<(u32, u32)>,
    flags: u8,
    orientation: Option<u8>,
    frames: u32,
    /// Whether there is a frame with image data.
    has_data: bool,
    /// Whether all chunks are visited, even if all facts are known.
    follows_all: bool,
    /// Whether all chunks were visited.
    is_whole: bool,
}

/// One chunk.
#[derive(Clone, Copy)]
struct Chunk {
    kind: [u8; 4],
    length: u32,
    payload: u64,
}

impl Walk {
    /// More than one frame: by count if all chunks were visited, otherwise by the header.
    fn animated(&self) -> Option<bool> {
        let is_announced = self.flags & HAS_ANIMATION != 0 || self.frames > 0;
        Some(self.frames > 1 || is_announced && !self.is_whole)
    }

    /// Whether the orientation is known, or none is announced.
    fn is_settled(&self) -> bool {
        self.orientation.is_some() || self.flags & HAS_EXIF == 0
    }

    /// Walks over the chunks up to `end`, where RIFF ends by its own size, or to the end of the file.
    fn run(&mut self, reader: &mut Reader<'_>, end: u64, notes: &mut Notes) -> Result<(), Fault> {
        // §2.4: RIFF, size and form type.
        let mut offset: u64 = 12;
        while let Some(chunk) = next(reader, offset, end)? {
            let data_end = chunk.payload.saturating_add(u64::from(chunk.length));
            // §2.3: a chunk of odd length is padded.
            let next_at = data_end.saturating_add(u64::from(chunk.length & 1));
            let is_cut = reader.len().is_some_and(|len| data_end > len);
            if is_cut && next_at >= end && self.has_data && self.is_settled() && !DECIDING.contains(&&chunk.kind) {
                // No image data is missing, and nothing follows.
                self.is_whole = true;
                notes.declared_bytes = notes.declared_bytes.max(Some(data_end));
                return Ok(());
            }
            if data_end > end {
                // Decoders do not read past the RIFF size.
                return Err(malformed(offset, "a chunk that extends past the end of RIFF"));
            }
            if is_cut {
                // The header of a frame that is cut still states the size.
                let _ = self.chunk(reader, chunk);
                notes.declared_bytes = notes.declared_bytes.max(Some(data_end));
                return Err(unexpected_end(offset, "a chunk that extends past the end of the file"));
            }
            self.chunk(reader, chunk)?;
            offset = next_at;
            if self.frames > 1 && self.is_settled() && self.has_data && !self.follows_all {
                return Ok(());
            }
        }
        self.is_whole = true;
        if self.follows_all {
            // The RIFF size is too large, and every chunk is present.
            notes.declared_bytes = reader.len().map(|len| offset.min(len));
        }
        Ok(())
    }

    fn chunk(&mut self, reader: &mut Reader<'_>, Chunk { kind, length, payload }: Chunk) -> Result<(), Fault> {
        match &kind {
            b"VP8X" if self.size.is_none() => self.extended(reader, payload, length)?,
            b"VP8 " if !self.has_data => {
                let size = lossy(reader, payload, length)?;
                self.image(payload, size)?;
            }
            b"VP8L" if !self.has_data => {
                let size = lossless(reader, payload, length)?;
                self.image(payload, size)?;
            }
            b"ANMF" => {
                self.has_data |= has_frame(reader, payload, length)?;
                self.frames = self.frames.saturating_add(1);
            }
            b"EXIF" if self.orientation.is_none() => {
                if let Exif::Valid(orientation) = exif::read(reader, payload, u64::from(length))? {
                    self.orientation = orientation;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// §2.7: flags, three reserved bytes, and the canvas, each side less one in 24 bits.
    fn extended(&mut self, reader: &mut Reader<'_>, at: u64, length: u32) -> Result<(), Fault> {
        if length < 10 {
            return Err(malformed(at, "a VP8X chunk shorter than its fields"));
        }
        let [flags, _, _, _, w0, w1, w2, h0, h1, h2] = reader.array(at)?;
        self.flags = flags;
        self.size = Some((1 + u32::from_le_bytes([w0, w1, w2, 0]), 1 + u32::from_le_bytes([h0, h1, h2, 0])));
        Ok(())
    }

    /// The image of a file that is not animated: it fills the canvas, §2.7.
    fn image(&mut self, at: u64, size: (u32, u32)) -> Result<(), Fault> {
        if self.size.is_some_and(|canvas| canvas != size) {
            return Err(malformed(at, "an image whose size is not that of the canvas"));
        }
        self.size = Some(size);
        self.has_data = true;
        Ok(())
    }
}

/// The chunk at `offset`, if its header lies before `end` and within the file.
fn next(reader: &mut Reader<'_>, offset: u64, end: u64) -> Result<Option<Chunk>, Fault> {
    if offset.saturating_add(8) > end {
        return Ok(None);
    }
    reader.count_element(offset)?;
    let Some(&[k0, k1, k2, k3, a, b, c, d]) = reader.up_to(offset, 8)?.first_chunk() else {
        return Ok(None);
    };
    let length = u32::from_le_bytes([a, b, c, d]);
    Ok(Some(Chunk { kind: [k0, k1, k2, k3], length, payload: offset.saturating_add(8) }))
}

/// §2.7.1.1: whether the ANMF chunk holds a frame. Alpha data may precede it.
fn has_frame(reader: &mut Reader<'_>, payload: u64, length: u32) -> Result<bool, Fault> {
    let end = payload.saturating_add(u64::from(length));
    let mut offset = payload.saturating_add(FRAME_HEADER);
    while let Some(chunk) = next(reader, offset, end)? {
        let data_end = chunk.payload.saturating_add(u64::from(chunk.length));
        match &chunk.kind {
            b"VP8 " | b"VP8L" if data_end <= end && chunk.length > 0 => return Ok(true),
            _ => offset = data_end.saturating_add(u64::from(chunk.length & 1)),
        }
    }
    Ok(false)
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
    fn exif_swaps_the_displayed_sides_with_or_without_flag_and_prefix() {
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
        let frame = chunk(b"ANMF", &[&[0; 16][..], &vp8(4, 3)].concat());
        let head = vp8x(HAS_ANIMATION, 4, 3);
        assert_eq!(facts(&webp(&[&head, &frame, &frame])).0.animated, Some(true));
        assert_eq!(facts(&webp(&[&head, &frame])).0.animated, Some(false));
        assert_eq!(facts(&webp(&[&vp8x(0, 4, 3), &vp8(4, 3)])).0.animated, Some(false));
        let exif = chunk(b"EXIF", &exif::build(8));
        let (image, ..) = facts(&webp(&[&vp8x(HAS_ANIMATION | HAS_EXIF, 4, 3), &frame.repeat(500), &exif]));
        assert_eq!((image.animated, image.orientation), (Some(true), Some(8)));
    }

    #[test]
    fn a_cut_chunk_is_truncated() {
        let bytes = webp(&[&vp8x(HAS_EXIF, 4, 3), &vp8(4, 3), &chunk(b"EXIF", &exif::build(6))]);
        let (image, notes, fault) = facts(&bytes[..bytes.len() - 5]);
        assert_eq!((image.width, notes.truncated, fault), (Some(4), Some(true), None));
        assert_eq!(notes.declared_bytes, Some(bytes.len() as u64));
        assert_eq!(facts(&bytes[..20]).2, Some(FaultKind::UnexpectedEnd));
    }

    #[test]
    fn a_chunk_shorter_than_its_fields_is_malformed_and_not_cut() {
        for short in [chunk(b"VP8X", &[0; 9]), chunk(b"VP8 ", &[]), chunk(b"VP8L", &[0x2F, 0, 0, 0])] {
            let (image, notes, fault) = facts(&webp(&[&short]));
            assert_eq!((image.width, notes.truncated, fault), (None, Some(false), Some(FaultKind::Malformed)));
        }
    }

    #[test]
    fn a_riff_size_that_is_too_large_is_not_a_truncation() {
        for (head, more) in [(vp8x(HAS_EXIF, 4, 3), 2), (vp8x(0, 4, 3), 1000)] {
            let mut bytes = webp(&[&head, &vp8(4, 3), &chunk(b"EXIF", &exif::build(6))]);
            let size = u32::try_from(bytes.len()).unwrap() - 8 + more;
            bytes[4..8].copy_from_slice(&size.to_le_bytes());
            let (image, notes, fault) = facts(&bytes);
            assert_eq!((image.orientation, notes.truncated, fault), (Some(6), Some(false), None));
            assert_eq!(notes.declared_bytes, Some(bytes.len() as u64));
        }
    }

    #[test]
    fn any_number_of_unknown_chunks_is_skipped() {
        let many = chunk(b"ABCD", &[1, 2, 3]).repeat(5000);
        let exif = chunk(b"EXIF", &exif::build(6));
        let (image, notes, fault) = facts(&webp(&[&vp8x(0, 4, 3), &many, &vp8(4, 3), &many, &exif]));
        assert_eq!((image.width, image.orientation, notes.truncated, fault), (Some(4), Some(6), Some(false), None));
        let frame = chunk(b"ANMF", &[&[0; 16][..], &many, &vp8(4, 3)].concat());
        let (image, _, fault) = facts(&webp(&[&vp8x(HAS_ANIMATION, 4, 3), &many, &frame, &frame]));
        assert_eq!((image.animated, fault), (Some(true), None));
    }

    #[test]
    fn a_cut_last_chunk_without_image_data_is_not_a_truncation() {
        let bytes = webp(&[&vp8x(0, 4, 3), &vp8(4, 3), &chunk(b"XMP ", &[b'x'; 40])]);
        let len = u32::try_from(bytes.len()).unwrap();
        for size in [len - 8, len - 8 - 9] {
            let mut cut = bytes[..bytes.len() - 9].to_vec();
            cut[4..8].copy_from_slice(&size.to_le_bytes());
            let (image, notes, fault) = facts(&cut);
            assert_eq!((image.width, image.orientation, fault), (Some(4), Some(1), None));
            assert_eq!((notes.truncated, notes.faults.is_empty()), (Some(false), true), "{size}");
        }
        // What would follow it may turn the image, or be another frame.
        let exif = chunk(b"EXIF", &exif::build(6));
        let xmp = chunk(b"XMP ", &[b'x'; 40]);
        for (flags, more) in [(HAS_EXIF, exif), (0, vp8(4, 3))] {
            let bytes = webp(&[&vp8x(flags, 4, 3), &vp8(4, 3), &xmp, &more]);
            assert_eq!(facts(&bytes[..bytes.len() - more.len() - 9]).1.truncated, Some(true), "{flags}");
        }
        let announced = webp(&[&vp8x(HAS_EXIF, 4, 3), &vp8(4, 3), &xmp]);
        assert_eq!(facts(&announced[..announced.len() - 9]).1.truncated, Some(true));
    }

    #[test]
    fn bytes_after_riff_are_not_read() {
        let bytes = [&webp(&[&vp8(4, 3)])[..], &chunk(b"EXIF", &exif::build(6)), b"VP8 \xFF\xFF\xFF\xFF"].concat();
        let (image, notes, fault) = facts(&bytes);
        assert_eq!((image.orientation, notes.truncated, fault), (Some(1), Some(false), None));
    }

    #[test]
    fn without_a_frame_there_is_nothing_to_display() {
        let empty_frame = chunk(b"ANMF", &[0; 16]);
        for parts in [&[][..], &[&chunk(b"ICCP", &[1; 9])[..]], &[&empty_frame[..]], &[&vp8(5, 3)[..]]] {
            let (image, notes, fault) = facts(&webp(&[&vp8x(HAS_ANIMATION, 4, 3), &parts.concat()]));
            assert_eq!((image.width, image.display_width), (Some(4), None));
            assert_eq!((notes.truncated, fault), (Some(false), Some(FaultKind::Malformed)));
        }
    }

    #[test]
    fn a_chunk_past_the_end_is_cut_and_past_riff_is_malformed() {
        let mut bytes = webp(&[&vp8(4, 3)]);
        bytes[16..20].copy_from_slice(&900_u32.to_le_bytes());
        let (image, notes, fault) = facts(&[&bytes[..], &[0; 2000]].concat());
        assert_eq!((image.display_width, notes.truncated, fault), (None, Some(false), Some(FaultKind::Malformed)));
        bytes[4..8].copy_from_slice(&920_u32.to_le_bytes());
        let (_, notes, _) = facts(&bytes);
        assert_eq!((notes.truncated, notes.declared_bytes), (Some(true), Some(928)));
    }

    #[test]
    fn frames_that_no_decoder_reads_are_malformed() {
        for (at, value) in [(20, 0x11), (20, 0x00), (21, 0x10), (23, 0)] {
            let mut bytes = webp(&[&vp8(4, 3)]);
            bytes[at] = value;
            assert_eq!(facts(&bytes).2, Some(FaultKind::Malformed), "{at} {value}");
        }
    }

    #[test]
    fn no_image_is_malformed() {
        assert_eq!(facts(&webp(&[&chunk(b"ICCP", &[1; 9])])).2, Some(FaultKind::Malformed));
        assert_eq!(facts(&webp(&[&vp8(0, 3)])).2, Some(FaultKind::Malformed));
    }

    proptest! {
        #[test]
        fn any_canvas_is_read_back(width in 1_u32..=1 << 24, height in 1_u32..=1 << 24, orientation in 1_u8..=8) {
            let exif = chunk(b"EXIF", &exif::build(orientation));
            let frame = chunk(b"ANMF", &[&[0; 16][..], &vp8(4, 3)].concat());
            let (image, ..) = facts(&webp(&[&vp8x(HAS_EXIF, width, height), &frame, &exif]));
            prop_assert_eq!((image.width, image.height), (Some(width), Some(height)));
            prop_assert_eq!(image.orientation, Some(orientation));
        }

        #[test]
        fn mutated_bytes_never_panic(at in 4_usize..100, byte: u8, end in 0_usize..110) {
            let mut bytes = webp(&[&vp8x(HAS_EXIF, 4, 3), &vp8(4, 3), &chunk(b"EXIF", &exif::build(6))]);
            if let Some(mutated) = bytes.get_mut(at) {
                *mutated = byte;
            }
            bytes.truncate(end);
            let _ = facts(&bytes);
        }
    }
}
