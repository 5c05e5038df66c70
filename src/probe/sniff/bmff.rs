//! ISO BMFF and QuickTime by their first boxes: ISO/IEC 14496-12 §4.2 and §4.3, QTFF "Atoms".

use crate::model::{Fault, Format};
use crate::probe::reader::Reader;

/// How many boxes may come before the one that decides.
const WALK: u32 = 8;

/// The longest `ftyp` whose compatible brands are looked through.
const FTYP: usize = 1024;

/// What the file is by its first boxes; `None` if they are not boxes.
pub(super) fn format_of(reader: &mut Reader<'_>) -> Result<Option<Format>, Fault> {
    let mut offset = 0;
    for _ in 0..WALK {
        let head = reader.up_to(offset, 16)?;
        let Some((&[a, b, c, d, name @ ..], rest)) = head.split_first_chunk::<8>() else {
            break;
        };
        let size = match u32::from_be_bytes([a, b, c, d]) {
            // §4.2: 1 means a size of 64 bits after the name, 0 "to the end of the file".
            1 => rest.first_chunk().map_or(0, |size| u64::from_be_bytes(*size)),
            size => u64::from(size),
        };
        match &name {
            b"ftyp" => return by_brand(reader, offset, size).map(Some),
            _ if (1..8).contains(&size) => break,
            // §8.16: a segment of a stream whose `ftyp` is in another file.
            b"styp" | b"moof" | b"sidx" | b"emsg" | b"prft" => return Ok(Some(Format::Mp4)),
            // QTFF allows a movie without `ftyp`; ISO BMFF does not.
            b"moov" | b"mdat" | b"pnot" => return Ok(Some(Format::Mov)),
            b"free" | b"skip" | b"wide" | b"junk" | b"pict" | b"prfl" | b"uuid" => {}
            // An empty box of an unknown name before `ftyp`.
            name if size == 8 && name.iter().all(u8::is_ascii_graphic) => {}
            _ => break,
        }
        let Some(next) = offset.checked_add(size).filter(|_| size != 0) else {
            break;
        };
        offset = next;
    }
    // Only padding. Only QTFF begins a file with it, and editors turn a movie's header into `free`
    // only by its name, as in a film of photoprism/photoprism.
    let name = reader.up_to(4, 4)?;
    Ok((offset > 0 && matches!(name, b"free" | b"skip" | b"wide")).then_some(Format::Mov))
}

/// By the major brand; by the compatible ones if the major means no more than "a still picture", or another format whose
/// files are MP4 as well.
fn by_brand(reader: &mut Reader<'_>, offset: u64, size: u64) -> Result<Format, Fault> {
    let wanted = usize::try_from(size).unwrap_or(FTYP).clamp(12, FTYP);
    let ftyp = reader.up_to(offset, wanted)?;
    // §4.3: header, major brand, minor version, compatible brands.
    let (brands, _) = ftyp.get(8..).unwrap_or_default().as_chunks::<4>();
    let Some((major, others)) = brands.split_first() else {
        return Ok(Format::Mp4);
    };
    let has = |wanted: &[&[u8; 4]]| others.iter().skip(1).any(|brand| wanted.contains(&brand));
    Ok(match (brand_of(*major), major) {
        // ISO/IEC 23008-12 §10.2: these name a structure; the codec is in the other brands.
        (Format::Heic, b"mif1" | b"mif2" | b"msf1" | b"miaf") if has(&[b"avif", b"avis"]) => Format::Avif,
        // §E.2 and ISO/IEC 14496-14 §4: readers of MP4 take these files as their own.
        (Format::M4v | Format::ThreeGp, _) if has(&[b"isom", b"mp41", b"mp42"]) => Format::Mp4,
        (format, _) => format,
    })
}

/// The format that a major brand names.
pub(in crate::probe) fn brand_of(major: [u8; 4]) -> Format {
    match &major {
        b"qt  " => Format::Mov,
        b"M4A " | b"M4B " | b"M4P " => Format::M4a,
        b"M4V " | b"M4VH" | b"M4VP" => Format::M4v,
        [b'3', b'g', ..] => Format::ThreeGp,
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"hevm" | b"hevs" => Format::Heic,
        b"mif1" | b"mif2" | b"msf1" | b"miaf" => Format::Heic,
        // HEIF with H.264 pictures: no format of its own here.
        b"avci" | b"avcs" => Format::Heic,
        b"avif" | b"avis" => Format::Avif,
        b"jxl " => Format::Jxl,
        b"jp2 " | b"jpx " | b"jpm " | b"jph " | b"mjp2" => Format::Jp2,
        // Canon's raw photographs: ISO BMFF with tracks, but not a movie.
        b"crx " => Format::Unknown,
        _ => Format::Mp4,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::format_of;
    use super::*;

    fn ftyp(brands: &[&[u8; 4]]) -> Vec<u8> {
        let mut bytes = u32::try_from(12 + 4 * brands.len()).unwrap().to_be_bytes().to_vec();
        bytes.extend(b"ftyp");
        for (index, brand) in brands.iter().enumerate() {
            bytes.extend(*brand);
            if index == 0 {
                bytes.extend([0, 0, 2, 0]);
            }
        }
        bytes
    }

    #[test]
    fn the_major_brand_names_the_format() {
        for (brand, format) in [
            (b"isom", Format::Mp4),
            (b"ianb", Format::Mp4),
            (b"dash", Format::Mp4),
            (b"qt  ", Format::Mov),
            (b"M4A ", Format::M4a),
            (b"M4VP", Format::M4v),
            (b"3gp4", Format::ThreeGp),
            (b"3g2a", Format::ThreeGp),
            (b"heix", Format::Heic),
            (b"avis", Format::Avif),
            (b"jpx ", Format::Jp2),
            (b"crx ", Format::Unknown),
        ] {
            assert_eq!(format_of(&ftyp(&[brand, b"iso2"])), format);
        }
    }

    #[test]
    fn brands_that_readers_of_mp4_take_are_mp4() {
        for major in [b"M4V ", b"M4VH", b"M4VP", b"3gp5", b"3g2a"] {
            for compatible in [b"isom", b"mp41", b"mp42"] {
                assert_eq!(format_of(&ftyp(&[major, major, compatible])), Format::Mp4);
            }
        }
        assert_eq!(format_of(&ftyp(&[b"M4A ", b"mp42", b"isom"])), Format::M4a);
        assert_eq!(format_of(&ftyp(&[b"qt  ", b"isom"])), Format::Mov);
        // The minor version is not a brand.
        let mut bytes = ftyp(&[b"3gp4", b"3gp4"]);
        bytes[12..16].copy_from_slice(b"isom");
        assert_eq!(format_of(&bytes), Format::ThreeGp);
    }

    #[test]
    fn other_brands_decide_the_codec_of_a_still_picture() {
        assert_eq!(format_of(&ftyp(&[b"mif1", b"mif1", b"avif", b"miaf"])), Format::Avif);
        assert_eq!(format_of(&ftyp(&[b"mif1", b"mif1", b"heic"])), Format::Heic);
        assert_eq!(format_of(&ftyp(&[b"mif1"])), Format::Heic);
    }

    #[test]
    fn boxes_may_precede_ftyp() {
        for first in [&b"\0\0\0\x08wide"[..], b"\0\0\0\x0Cfree\0\0\0\0", b"\0\0\0\x08abcd"] {
            let mut bytes = first.to_vec();
            bytes.extend(ftyp(&[b"mp42", b"isom"]));
            assert_eq!(format_of(&bytes), Format::Mp4);
        }
    }

    #[test]
    fn quicktime_needs_no_ftyp() {
        for bytes in [
            &b"\0\0\x0F\x17moov\0\0\0\x6Cmvhd\0"[..],
            b"\0\x0B\x2A\0mdat\x78\xF9\x08\x54\0\0",
            b"\0\0\0\x01mdat\0\0\0\0\x01\0\0\0\0\0",
            b"\0\0\0\x08wide\0\x01\0\0mdat\0\0\0\0",
            b"\0\0\0\x10free\0\0\0\x6Cmvhd",
        ] {
            assert_eq!(format_of(bytes), Format::Mov, "{bytes:02X?}");
        }
    }

    #[test]
    fn a_segment_of_a_stream_is_mp4() {
        assert_eq!(format_of(b"\0\0\x03\x50moof\0\0\0\x10mfhd\0\0\0\0"), Format::Mp4);
        assert_eq!(format_of(b"\0\0\0\x1Cstypmsdh\0\0\0\0"), Format::Mp4);
    }

    #[test]
    fn a_cut_box_is_still_recognised() {
        assert_eq!(format_of(b"\0\0\0\x1Cftyp"), Format::Mp4);
        assert_eq!(format_of(b"\0\0\0\x1Cftypqt  "), Format::Mov);
    }
}
