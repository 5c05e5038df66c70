//! The cover that a movie carries in the tags of iTunes: `moov.udta.meta.ilst.covr.data`.

use super::super::budget::Budget;
use super::super::reader::Reader;
use super::super::source::ReadAt;
use super::boxes::{BoxAt, Walk};
use crate::model::Format;

/// Bytes of a cover, at most.
const MOST_BYTES: u64 = 2 << 20;
/// Less than for facts: a cover decides nothing.
const BUDGET: Budget = Budget { bytes_read: 4 << 20, elements: 1024, bytes_held: 2 << 20 };
/// Type and locale of a value, before its bytes: QuickTime File Format, "Value atom".
const VALUE_HEAD: u64 = 8;

/// The bytes of an image that a movie carries, not decoded.
pub(crate) struct Cover {
    /// JPEG or PNG, by the first bytes.
    pub(crate) format: Format,
    pub(crate) bytes: Vec<u8>,
}

/// The first cover of the movie that is a JPEG or PNG, if the boxes lead to one at a small cost.
pub(crate) fn cover(source: &dyn ReadAt) -> Option<Cover> {
    let reader = &mut Reader::new(source, BUDGET);
    let movie = find(reader, Walk::of_file(reader.len()), b"moov")?;
    let user_data = find(reader, Walk::within(&movie, 0), b"udta")?;
    let meta = find(reader, Walk::within(&user_data, 0), b"meta")?;
    let head = version_len(reader, &meta)?;
    let list = find(reader, Walk::within(&meta, head), b"ilst")?;
    let covers = find(reader, Walk::within(&list, 0), b"covr")?;
    let mut values = Walk::within(&covers, 0);
    while let Some(value) = find_next(reader, &mut values, b"data") {
        if let Some(cover) = image(reader, &value) {
            return Some(cover);
        }
    }
    None
}

fn find(reader: &mut Reader<'_>, mut walk: Walk, kind: &[u8; 4]) -> Option<BoxAt> {
    find_next(reader, &mut walk, kind)
}

fn find_next(reader: &mut Reader<'_>, walk: &mut Walk, kind: &[u8; 4]) -> Option<BoxAt> {
    loop {
        let found = walk.next(reader).ok()??;
        if found.kind == *kind {
            return Some(found);
        }
    }
}

/// Bytes of `meta` before its first box: version and flags in ISO/IEC 14496-12 §8.11.1, none in QuickTime.
fn version_len(reader: &mut Reader<'_>, meta: &BoxAt) -> Option<u64> {
    let [.., k0, k1, k2, k3] = meta.field::<8>(reader, 0).ok()??;
    Some(if [k0, k1, k2, k3] == *b"hdlr" { 0 } else { 4 })
}

fn image(reader: &mut Reader<'_>, value: &BoxAt) -> Option<Cover> {
    let length = value.body_len().checked_sub(VALUE_HEAD).filter(|length| *length <= MOST_BYTES)?;
    let bytes = reader.exact(value.body.saturating_add(VALUE_HEAD), usize::try_from(length).ok()?).ok()?;
    let format = match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Format::Jpeg,
        [0x89, b'P', b'N', b'G', ..] => Format::Png,
        _ => return None,
    };
    Some(Cover { format, bytes: bytes.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const JPEG: &[u8] = b"\xff\xd8\xff\xe0 and the rest";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and the rest";

    fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
        [&size, kind.as_slice(), body].concat()
    }

    /// A movie with these values in `covr`, and `version` before the first box of `meta`.
    fn movie(values: &[&[u8]], version: &[u8]) -> Vec<u8> {
        let values: Vec<u8> = values.iter().flat_map(|value| boxed(b"data", &[&[0; 8], *value].concat())).collect();
        let tags = boxed(b"ilst", &[boxed(b"\xa9nam", b"name"), boxed(b"covr", &values)].concat());
        let meta = boxed(b"meta", &[version, &boxed(b"hdlr", &[0; 25]), &tags].concat());
        let movie = boxed(b"moov", &[boxed(b"mvhd", &[0; 100]), boxed(b"udta", &meta)].concat());
        [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"mdat", &[0; 50]), movie].concat()
    }

    fn cover_of(bytes: &[u8]) -> Option<(Format, Vec<u8>)> {
        cover(&bytes).map(|cover| (cover.format, cover.bytes))
    }

    #[test]
    fn the_first_image_is_the_cover() {
        assert_eq!(cover_of(&movie(&[JPEG, PNG], &[0; 4])), Some((Format::Jpeg, JPEG.to_vec())));
        assert_eq!(cover_of(&movie(&[b"GIF89a", PNG], &[0; 4])), Some((Format::Png, PNG.to_vec())));
        assert_eq!(cover_of(&movie(&[PNG], &[])), Some((Format::Png, PNG.to_vec())));
    }

    #[test]
    fn other_content_is_no_cover() {
        for other in [&b""[..], b"\xff\xd8", b"<svg onload=x>", b"BM"] {
            assert_eq!(cover_of(&movie(&[other], &[0; 4])), None, "{other:?}");
        }
        let large = [PNG, &vec![0; 2 << 20]].concat();
        assert_eq!(cover_of(&movie(&[&large], &[0; 4])), None);
    }

    #[test]
    fn every_cut_and_every_damaged_length_ends() {
        let whole = movie(&[JPEG], &[0; 4]);
        for end in 0..whole.len() {
            assert_eq!(cover_of(&whole[..end]), None, "{end}");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xFF;
            let found = cover_of(&damaged);
            assert!(found.is_none_or(|(_, bytes)| bytes.len() <= whole.len()), "{at}");
        }
    }
}
