//! The orientation in an EXIF payload: TIFF 6.0 §2 and CIPA DC-008 §4.6.4, tag 0112 of the first directory.

use super::ifd::Tiff;
use crate::model::Fault;
use crate::probe::reader::Reader;

/// What precedes the TIFF header in JPEG, and by mistake in WebP and PNG too: CIPA DC-008 §4.7.2.
pub(super) const PREFIX: &[u8] = b"Exif\0";

/// Bytes of the prefix with its padding byte, which is not always zero.
const PREFIX_LEN: u64 = 6;

/// The result of reading an EXIF payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exif {
    /// The bytes are not a TIFF structure.
    Invalid,
    /// A TIFF structure, with its orientation from 1 to 8, or without one.
    Valid(Option<u8>),
}

/// Reads the payload of `len` bytes at `offset`, up to the end of its first directory.
pub(super) fn read(reader: &mut Reader<'_>, offset: u64, len: u64) -> Result<Exif, Fault> {
    let is_prefixed = len >= PREFIX_LEN && reader.up_to(offset, PREFIX.len())? == PREFIX;
    let skipped = if is_prefixed { PREFIX_LEN } else { 0 };
    let Some(tiff) = Tiff::open(reader, offset.saturating_add(skipped), len.saturating_sub(skipped))? else {
        return Ok(Exif::Invalid);
    };
    let directory = tiff.directory(reader, tiff.first)?;
    Ok(Exif::Valid(directory.and_then(|directory| tiff.orientation(&directory))))
}

/// The payload as the tests of every format write it.
#[cfg(test)]
pub(super) fn build(orientation: u8) -> Vec<u8> {
    let mut bytes = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    bytes.extend([orientation, 0, 0, 0, 0, 0, 0]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::Budget;
    use crate::probe::reader::as_u64;

    fn exif(bytes: &[u8]) -> Exif {
        read(&mut Reader::new(&bytes, Budget::default()), 0, as_u64(bytes.len())).unwrap()
    }

    #[test]
    fn either_byte_order_with_and_without_prefix() {
        assert_eq!(exif(&build(6)), Exif::Valid(Some(6)));
        assert_eq!(exif(&[b"Exif\0\0", &build(3)[..]].concat()), Exif::Valid(Some(3)));
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0";
        assert_eq!(exif(little), Exif::Valid(Some(8)));
    }

    #[test]
    fn orientation_may_have_any_integer_type() {
        for (kind, value) in [(1_u8, [6, 9, 9, 9]), (3, [0, 6, 9, 9]), (4, [0, 0, 0, 6]), (9, [0, 0, 0, 6])] {
            let big = [&b"MM\0*\0\0\0\x08\0\x01\x01\x12\0"[..], &[kind], &[0, 0, 0, 1], &value, &[0; 4]].concat();
            assert_eq!(exif(&big), Exif::Valid(Some(6)), "{kind}");
            let mut value = value;
            if kind != 1 {
                value[..if kind == 3 { 2 } else { 4 }].reverse();
            }
            let little = [&b"II*\0\x08\0\0\0\x01\0\x12\x01"[..], &[kind, 0], &[1, 0, 0, 0], &value, &[0; 4]].concat();
            assert_eq!(exif(&little), Exif::Valid(Some(6)), "{kind}");
        }
        // RATIONAL, ASCII and a list of two are not an orientation.
        for (kind, count) in [(5, 1), (2, 1), (3, 2)] {
            let other = [&b"MM\0*\0\0\0\x08\0\x01\x01\x12\0"[..], &[kind, 0, 0, 0, count], &[0, 6, 0, 6], &[0; 4]];
            assert_eq!(exif(&other.concat()), Exif::Valid(None), "{kind}");
        }
    }

    #[test]
    fn only_the_first_directory_counts() {
        let mut two = b"MM\0*\0\0\0\x08\0\0\0\0\0\x0E".to_vec();
        two.extend(&build(6)[8..]);
        assert_eq!(exif(&two), Exif::Valid(None));
        let mut first = b"MM\0*\0\0\0\x1A".to_vec();
        first.extend(&build(6)[8..]);
        first.extend(&build(8)[8..]);
        assert_eq!(exif(&first), Exif::Valid(Some(8)));
    }

    #[test]
    fn other_values_and_other_payloads() {
        assert_eq!(exif(&build(0)), Exif::Valid(None));
        assert_eq!(exif(&build(9)), Exif::Valid(None));
        assert_eq!(exif(b"http://ns.adobe.com/xap/1.0/\0"), Exif::Invalid);
        assert_eq!(exif(b"MM\0*\xFF\xFF\xFF\xFF"), Exif::Valid(None));
        assert_eq!(exif(b"Exif\0\0"), Exif::Invalid);
        assert_eq!(exif(b"PP*\0\x08\0\0\0\x01\0"), Exif::Invalid);
    }
}
