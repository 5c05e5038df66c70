//! TIFF 6.0 and BigTIFF: the first directory, and whether more pages follow.

use super::ifd::{Directory, Entry, Tiff};
use super::shared::{malformed, set_size, unexpected_end, unsupported};
use crate::model::{Fault, FaultKind, ImageFacts};
use crate::probe::notes::Notes;
use crate::probe::reader::Reader;

/// TIFF 6.0 §8: tags of the first directory.
const NEW_SUBFILE_TYPE: u16 = 254;
const IMAGE_WIDTH: u16 = 256;
const IMAGE_LENGTH: u16 = 257;
const STRIP_OFFSETS: u16 = 273;
const STRIP_BYTE_COUNTS: u16 = 279;
/// §15: tiles.
const TILE_OFFSETS: u16 = 324;
const TILE_BYTE_COUNTS: u16 = 325;
/// §22: a JPEG stream in place of strips.
const JPEG_OFFSET: u16 = 513;
const JPEG_LENGTH: u16 = 514;

/// §8, NewSubfileType: a reduced version of another image, or a transparency mask.
const NOT_A_PAGE: u64 = 0b101;
/// NewSubfileType: a reduced version of another image.
const REDUCED: u64 = 0b001;

/// Directories that are visited at most.
const DIRECTORIES: u32 = 1024;

/// Reads the size, the orientation, whether there is more than one page, and whether the image data is present.
pub(in crate::probe) fn read(reader: &mut Reader<'_>, image: &mut ImageFacts, notes: &mut Notes) -> Result<(), Fault> {
    let len = reader.len().unwrap_or(u64::MAX);
    let head: [u8; 10] = reader.array(0).inspect_err(|_| notes.truncated = Some(true))?;
    let Some(tiff) = Tiff::open(reader, 0, len)? else {
        return Err(unsupported(0, "a camera raw variant of TIFF"));
    };
    if head.ends_with(b"CR") {
        return Err(unsupported(8, "Canon raw: its first directory describes a preview"));
    }
    let Some(first) = tiff.directory(reader, tiff.first)? else {
        notes.truncated = Some(true);
        return Err(unexpected_end(tiff.first, "the first directory is past the end of the file"));
    };
    if first.entry(NEW_SUBFILE_TYPE).and_then(|entry| tiff.number_of(entry)).is_some_and(|kind| kind & REDUCED != 0) {
        return Err(unsupported(tiff.first, "the first directory describes a preview"));
    }
    let side = |tag| first.entry(tag).and_then(|entry| tiff.number_of(entry)).and_then(|side| u32::try_from(side).ok());
    let (width, height) = (side(IMAGE_WIDTH), side(IMAGE_LENGTH));
    if [width, height].iter().any(|side| side.is_none_or(|side| side == 0)) {
        return Err(malformed(tiff.first, "no width or height in the first directory"));
    }
    let found = data(reader, &tiff, &first, notes);
    set_size(image, (width, height), tiff.orientation(&first), &found);
    found?;
    image.animated = has_more_pages(reader, &tiff, first.next, notes)?;
    Ok(())
}

/// Whether the strips or tiles are present.
fn data(reader: &mut Reader<'_>, tiff: &Tiff, directory: &Directory, notes: &mut Notes) -> Result<(), Fault> {
    let pairs = [(STRIP_OFFSETS, STRIP_BYTE_COUNTS), (TILE_OFFSETS, TILE_BYTE_COUNTS), (JPEG_OFFSET, JPEG_LENGTH)];
    let found = pairs.iter().find_map(|&(offsets, counts)| Some((directory.entry(offsets)?, directory.entry(counts))));
    let Some((offsets, counts)) = found.filter(|(offsets, _)| offsets.count > 0) else {
        return Err(malformed(tiff.first, "no image data in the first directory"));
    };
    let offsets = numbers(reader, tiff, offsets, notes)?;
    let counts = match counts {
        Some(counts) => Some(numbers(reader, tiff, counts, notes)?),
        // Old writers leave out the byte counts of uncompressed strips.
        None => None,
    };
    let lengths = counts.iter().flatten().copied().chain(std::iter::repeat(1));
    let end = offsets.iter().zip(lengths).map(|(offset, len)| offset.saturating_add(len)).max().unwrap_or(0);
    if counts.as_ref().is_some_and(|counts| counts.len() < offsets.len() || counts.iter().all(|&len| len == 0)) {
        return Err(malformed(tiff.first, "strips without image data"));
    }
    notes.declared_bytes = Some(end);
    let is_cut = reader.len().map(|len| end > len);
    notes.truncated = is_cut.filter(|&is_cut| is_cut || counts.is_some());
    Ok(())
}

fn numbers(reader: &mut Reader<'_>, tiff: &Tiff, entry: &Entry, notes: &mut Notes) -> Result<Vec<u64>, Fault> {
    tiff.numbers(reader, entry)?.ok_or_else(|| {
        notes.truncated = Some(true);
        unexpected_end(tiff.first, "the table of strips is past the end of the file")
    })
}

/// Whether a further directory describes a page, not a preview or a mask; `None` if that was not determined.
fn has_more_pages(reader: &mut Reader<'_>, tiff: &Tiff, first: u64, notes: &mut Notes) -> Result<Option<bool>, Fault> {
    let mut next = first;
    for _ in 0..DIRECTORIES {
        if next == 0 {
            return Ok(Some(false));
        }
        let Some(directory) = tiff.directory(reader, next)? else {
            notes.truncated = Some(true);
            return Err(unexpected_end(next, "a further directory is past the end of the file"));
        };
        let kind = directory.entry(NEW_SUBFILE_TYPE).and_then(|entry| tiff.number_of(entry)).unwrap_or(0);
        if kind & NOT_A_PAGE == 0 && directory.entry(IMAGE_WIDTH).is_some() {
            return Ok(Some(true));
        }
        next = directory.next;
    }
    Err(Fault::new(FaultKind::Malformed, next, format!("more than {DIRECTORIES} directories, or a circle of them")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::Budget;

    fn facts(bytes: &[u8]) -> (ImageFacts, Notes, Option<FaultKind>) {
        let (mut image, mut notes) = (ImageFacts::default(), Notes::default());
        let result = read(&mut Reader::new(&bytes, Budget::default()), &mut image, &mut notes);
        (image, notes, result.err().map(|fault| fault.kind))
    }

    /// A little-endian TIFF: 8 bytes of header, 8 of data, then directories, each field a LONG.
    fn tiff(directories: &[&[(u16, u32)]]) -> Vec<u8> {
        let mut bytes = b"II*\0\x10\0\0\0DATADATA".to_vec();
        for (index, fields) in directories.iter().enumerate() {
            bytes.extend(u16::try_from(fields.len()).unwrap().to_le_bytes());
            for (tag, value) in *fields {
                bytes.extend([&tag.to_le_bytes()[..], &[4, 0, 1, 0, 0, 0], &value.to_le_bytes()].concat());
            }
            let next = if index + 1 == directories.len() { 0 } else { bytes.len() + 4 };
            bytes.extend(u32::try_from(next).unwrap().to_le_bytes());
        }
        bytes
    }

    const PAGE: &[(u16, u32)] =
        &[(IMAGE_WIDTH, 500), (IMAGE_LENGTH, 300), (STRIP_OFFSETS, 8), (0x0112, 6), (STRIP_BYTE_COUNTS, 8)];
    const PREVIEW: &[(u16, u32)] = &[(NEW_SUBFILE_TYPE, 1), (IMAGE_WIDTH, 50), (IMAGE_LENGTH, 30)];

    #[test]
    fn size_orientation_and_pages() {
        let (image, notes, fault) = facts(&tiff(&[PAGE, PREVIEW]));
        assert_eq!((image.width, image.height, image.orientation), (Some(500), Some(300), Some(6)));
        assert_eq!((image.display_width, image.animated), (Some(300), Some(false)));
        assert_eq!((notes.truncated, fault), (Some(false), None));
        assert_eq!(facts(&tiff(&[PAGE, PREVIEW, PAGE])).0.animated, Some(true));
    }

    #[test]
    fn big_tiff_has_wide_fields() {
        let mut bytes = b"MM\0+\0\x08\0\0\0\0\0\0\0\0\0\x18DATADATA\0\0\0\0\0\0\0\x04".to_vec();
        let sides = [(IMAGE_WIDTH, 500_u64), (IMAGE_LENGTH, 300), (STRIP_OFFSETS, 16), (STRIP_BYTE_COUNTS, 8)];
        for (tag, value) in sides {
            bytes.extend([&tag.to_be_bytes()[..], &[0, 16, 0, 0, 0, 0, 0, 0, 0, 1], &value.to_be_bytes()].concat());
        }
        bytes.extend([0; 8]);
        let (image, notes, fault) = facts(&bytes);
        assert_eq!((image.width, image.display_height, image.orientation), (Some(500), Some(300), Some(1)));
        assert_eq!((notes.truncated, fault), (Some(false), None));
    }

    #[test]
    fn missing_data_is_refused_or_truncated() {
        let (image, notes, fault) = facts(&tiff(&[&PAGE[..2]]));
        assert_eq!((image.width, image.display_width, fault), (Some(500), None, Some(FaultKind::Malformed)));
        assert_eq!(notes.truncated, None);
        let far: Vec<_> =
            PAGE.iter().map(|&(tag, value)| (tag, if tag == STRIP_OFFSETS { 900 } else { value })).collect();
        assert_eq!(facts(&tiff(&[&far])).1.truncated, Some(true));
        let whole = tiff(&[PAGE]);
        assert_eq!(facts(&whole[..12]).1.truncated, Some(true));
        assert_eq!(facts(&whole[..6]).1.truncated, Some(true));
    }

    #[test]
    fn previews_first_and_circles_are_not_measured() {
        assert_eq!(facts(&tiff(&[PREVIEW, PAGE])).2, Some(FaultKind::Unsupported));
        assert_eq!(facts(b"IIU\0\x08\0\0\0\0\0\0\0").2, Some(FaultKind::Unsupported));
        let mut circle = tiff(&[PAGE, PREVIEW]);
        let end = circle.len() - 4;
        circle[end..].copy_from_slice(&82_u32.to_le_bytes());
        let (image, _, fault) = facts(&circle);
        assert_eq!((image.animated, fault), (None, Some(FaultKind::Malformed)));
    }
}
