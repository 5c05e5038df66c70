//! GIF: the logical screen, and the blocks up to the trailer. GIF89a §17 to §27.

use super::shared::{malformed, set_size, unexpected_end};
use crate::model::{Fault, FaultKind, ImageFacts};
use crate::probe::notes::Notes;
use crate::probe::reader::{Reader, as_u64};

/// §20, §23 and §27: the first byte of a block.
const IMAGE: u8 = 0x2C;
const EXTENSION: u8 = 0x21;
const TRAILER: u8 = 0x3B;

/// Reads the size, whether it is animated, and whether the image data is present.
pub(in crate::probe) fn read(reader: &mut Reader<'_>, image: &mut ImageFacts, notes: &mut Notes) -> Result<(), Fault> {
    let mut walk = Walk::default();
    let end = walk.run(reader, notes);
    let is_cut = end.as_ref().is_err_and(|fault| fault.kind == FaultKind::UnexpectedEnd);
    if is_cut {
        notes.truncated = Some(true);
    }
    if let Some((width, height)) = walk.size.filter(|&(width, height)| width > 0 && height > 0) {
        // After one whole frame, a fault does not change the size.
        let found = if walk.frames > 0 { Ok(()) } else { end.clone() };
        set_size(image, (Some(width), Some(height)), None, &found);
    }
    image.animated = (walk.frames > 1 || end.is_ok() && walk.is_whole).then_some(walk.frames > 1);
    end
}

#[derive(Default)]
struct Walk {
    size: Option<(u32, u32)>,
    frames: u32,
    /// Whether all blocks were visited.
    is_whole: bool,
}

impl Walk {
    /// Walks to the trailer, or if that is expensive, to the second frame.
    fn run(&mut self, reader: &mut Reader<'_>, notes: &mut Notes) -> Result<(), Fault> {
        // §18: the logical screen follows the signature of six bytes.
        let [w0, w1, h0, h1, packed, _, _] = reader.array(6)?;
        let side = |low, high| u32::from(u16::from_le_bytes([low, high]));
        self.size = Some((side(w0, w1), side(h0, h1)));
        let mut offset = 13 + table_len(packed);
        loop {
            reader.count_element(offset)?;
            let Some(&kind) = reader.up_to(offset, 1)?.first() else { break };
            offset = match kind {
                IMAGE => {
                    let end = self.image(reader, offset)?;
                    self.frames = self.frames.saturating_add(1);
                    let rest = reader.len().unwrap_or(end).saturating_sub(end);
                    if self.frames > 1 && !reader.is_cheap(end, rest) {
                        return Ok(());
                    }
                    end
                }
                // The label, and its data.
                EXTENSION => sub_blocks(reader, offset.saturating_add(2))?.end,
                TRAILER if self.frames == 0 => return Err(malformed(offset, "no image before the trailer")),
                TRAILER => {
                    notes.truncated = Some(false);
                    self.is_whole = true;
                    return Ok(());
                }
                // Spare block terminators, which decoders skip.
                0 => offset.saturating_add(1),
                _ => return Err(malformed(offset, "expected a block or the trailer")),
            };
        }
        let missing = unexpected_end(offset, "the file ends without a trailer");
        if self.frames == 0 {
            return Err(missing);
        }
        // The data of all frames seen is present: this is a fault, but not a proof that data are missing.
        notes.fault(missing);
        self.is_whole = true;
        Ok(())
    }

    /// §20: the descriptor, a local color table, and the image data; returns where they end.
    fn image(&mut self, reader: &mut Reader<'_>, offset: u64) -> Result<u64, Fault> {
        let [_, _, _, _, _, w0, w1, h0, h1, packed] = reader.array(offset)?;
        let frame = (u32::from(u16::from_le_bytes([w0, w1])), u32::from(u16::from_le_bytes([h0, h1])));
        // A screen of 0 by 0 takes the size of the first frame in every decoder.
        if self.frames == 0 && self.size.is_some_and(|(width, height)| width == 0 || height == 0) {
            self.size = Some(frame);
        }
        if self.frames == 0 && (frame.0 == 0 || frame.1 == 0) {
            return Err(malformed(offset, "a frame with a width or height of 0"));
        }
        // §22: one byte of code size precedes the data.
        let data = sub_blocks(reader, offset.saturating_add(11).saturating_add(table_len(packed)))?;
        if self.frames == 0 && data.is_empty {
            return Err(malformed(offset, "a frame without image data"));
        }
        Ok(data.end)
    }
}

struct SubBlocks {
    end: u64,
    is_empty: bool,
}

/// How much is read at once where nearly every byte is image data.
const STEP: u64 = 32 << 10;

/// §15: data sub-blocks of up to 255 bytes from `offset` on, up to the block terminator.
fn sub_blocks(reader: &mut Reader<'_>, offset: u64) -> Result<SubBlocks, Fault> {
    let mut at = offset;
    loop {
        reader.count_element(at)?;
        let [len] = reader.array(at)?;
        if len == 0 {
            return Ok(SubBlocks { end: at.saturating_add(1), is_empty: at == offset });
        }
        at = at.saturating_add(1 + u64::from(len));
        at = skip(reader, at)?;
    }
}

/// Where the last of the sub-blocks from `at` on begins whose length is in memory, or soon is; at a terminator at most.
/// Files of megabytes have nothing but these, so they are followed within a slice.
fn skip(reader: &mut Reader<'_>, at: u64) -> Result<u64, Fault> {
    let left = reader.elements_left();
    let size = reader.len().map_or(1, |len| len.saturating_sub(at).min(STEP));
    if !reader.is_cheap(at, size) {
        return Ok(at);
    }
    let bytes = match reader.ahead(at, usize::try_from(size).unwrap_or(1)) {
        Err(fault) if fault.kind == FaultKind::Budget => return Ok(at),
        bytes => bytes?,
    };
    let (mut next, mut count) = (0_usize, 0_u64);
    while count < left
        && let Some(&len @ 1..) = bytes.get(next)
    {
        next += 1 + usize::from(len);
        count += 1;
    }
    reader.count_elements(count);
    Ok(at.saturating_add(as_u64(next)))
}

/// §18 and §20: bytes of the color table that the packed field announces.
fn table_len(packed: u8) -> u64 {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::Budget;

    #[test]
    fn a_color_table_has_three_bytes_for_each_of_its_colors() {
        assert_eq!([0, 7, 0x7F].map(table_len), [0; 3]);
        assert_eq!([0x80, 0x81, 0xF2, 0x87].map(table_len), [6, 12, 24, 768]);
    }

    fn facts(bytes: &[u8]) -> (ImageFacts, Notes, Option<FaultKind>) {
        let (mut image, mut notes) = (ImageFacts::default(), Notes::default());
        let result = read(&mut Reader::new(&bytes, Budget::default()), &mut image, &mut notes);
        (image, notes, result.err().map(|fault| fault.kind))
    }

    fn gif(width: u16, height: u16, blocks: &[&[u8]]) -> Vec<u8> {
        let screen = [&width.to_le_bytes()[..], &height.to_le_bytes(), &[0x80, 0, 0], &[0; 6]].concat();
        [&b"GIF89a"[..], &screen, &blocks.concat()].concat()
    }

    const FRAME: &[u8] =
        &[IMAGE, 0, 0, 0, 0, 5, 0, 3, 0, 0x81, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 2, 2, 0x84, 0x51, 0];
    const CONTROL: &[u8] = &[EXTENSION, 0xF9, 4, 0, 0, 0, 0, 0];

    #[test]
    fn still_and_animated() {
        let (image, notes, fault) = facts(&gif(500, 300, &[CONTROL, FRAME, &[TRAILER], b"after the trailer"]));
        assert_eq!((image.width, image.height, image.orientation), (Some(500), Some(300), Some(1)));
        assert_eq!((image.animated, notes.truncated, fault), (Some(false), Some(false), None));
        let (image, ..) = facts(&gif(500, 300, &[CONTROL, FRAME, &[0], CONTROL, FRAME, &[TRAILER]]));
        assert_eq!(image.animated, Some(true));
        let (image, notes, _) = facts(&gif(500, 300, &[FRAME, FRAME, CONTROL, FRAME, FRAME, &[TRAILER]]));
        assert_eq!((image.animated, notes.truncated), (Some(true), Some(false)));
        let (image, notes, _) = facts(&gif(500, 300, &[FRAME, FRAME, CONTROL, &FRAME[..20]]));
        assert_eq!((image.animated, image.display_width, notes.truncated), (Some(true), Some(500), Some(true)));
    }

    #[test]
    fn an_empty_screen_takes_the_size_of_the_first_frame() {
        let (image, ..) = facts(&gif(0, 0, &[FRAME, &[TRAILER]]));
        assert_eq!((image.width, image.display_height), (Some(5), Some(3)));
    }

    #[test]
    fn a_cut_frame_is_truncated() {
        let whole = gif(500, 300, &[CONTROL, FRAME, &[TRAILER]]);
        for cut in 2..FRAME.len() {
            let (image, notes, fault) = facts(&whole[..whole.len() - cut]);
            assert_eq!((image.width, image.display_width, notes.truncated), (Some(500), None, Some(true)), "{cut}");
            assert_eq!(fault, Some(FaultKind::UnexpectedEnd));
        }
        let (image, notes, _) = facts(&whole[..whole.len() - 1]);
        assert_eq!((image.display_width, notes.truncated), (Some(500), None));
        assert_eq!(notes.faults[0].kind, FaultKind::UnexpectedEnd);
    }

    #[test]
    fn a_file_without_a_frame_is_malformed() {
        for blocks in [&[CONTROL, &[TRAILER][..]][..], &[&[TRAILER][..]], &[CONTROL, &[7][..], FRAME]] {
            let (image, _, fault) = facts(&gif(500, 300, blocks));
            assert_eq!((image.display_width, fault), (None, Some(FaultKind::Malformed)));
        }
    }
}
