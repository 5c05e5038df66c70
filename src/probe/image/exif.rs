//! The orientation in an EXIF payload: TIFF 6.0 §2 and CIPA DC-008 §4.6.4, tag 0112 of the first directory.

use image::metadata::Orientation;

use crate::model::Fault;
use crate::probe::reader::Reader;

/// What stands before the TIFF header in JPEG, and by mistake in WebP and PNG too: CIPA DC-008 §4.7.2.
pub(super) const PREFIX: &[u8] = b"Exif\0";

/// Bytes of the prefix with its padding byte, which is not always zero.
const PREFIX_LEN: u64 = 6;

/// What an EXIF payload says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exif {
    /// The bytes are no TIFF structure.
    Invalid,
    /// One that states an orientation from 1 to 8, or none.
    Valid(Option<u8>),
}

/// Reads the payload of `len` bytes at `offset`, as far as the end of its first directory.
pub(super) fn read(reader: &mut Reader<'_>, offset: u64, len: u64) -> Result<Exif, Fault> {
    let prefixed = len >= PREFIX_LEN && reader.up_to(offset, PREFIX.len())? == PREFIX;
    let skipped = if prefixed { PREFIX_LEN } else { 0 };
    let (offset, len) = (offset.saturating_add(skipped), len.saturating_sub(skipped));
    let Some(header) = reader.up_to(offset, 8)?.first_chunk::<8>().copied().filter(|_| len >= 8) else {
        return Ok(Exif::Invalid);
    };
    let [order @ .., d0, d1, d2, d3] = header;
    let is_little = match &order {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return Ok(Exif::Invalid),
    };
    let directory = [d0, d1, d2, d3];
    let directory = u64::from(if is_little { u32::from_le_bytes(directory) } else { u32::from_be_bytes(directory) });
    if directory.saturating_add(2) > len {
        return Ok(Exif::Valid(None));
    }
    let Some(&count) = reader.up_to(offset.saturating_add(directory), 2)?.first_chunk::<2>() else {
        return Ok(Exif::Valid(None));
    };
    let count = if is_little { u16::from_le_bytes(count) } else { u16::from_be_bytes(count) };
    // TIFF 6.0 §2: twelve bytes an entry. No more of the payload is fetched than this: a thumbnail follows.
    let end = directory.saturating_add(2 + 12 * u64::from(count)).min(len);
    let payload = reader.up_to(offset, usize::try_from(end).unwrap_or(usize::MAX))?;
    let orientation = Orientation::from_exif_chunk(payload).map(Orientation::to_exif);
    Ok(Exif::Valid(orientation))
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
    fn values_that_are_none_and_payloads_that_are_none() {
        assert_eq!(exif(&build(0)), Exif::Valid(None));
        assert_eq!(exif(&build(9)), Exif::Valid(None));
        assert_eq!(exif(b"http://ns.adobe.com/xap/1.0/\0"), Exif::Invalid);
        assert_eq!(exif(b"MM\0*\xFF\xFF\xFF\xFF"), Exif::Valid(None));
        assert_eq!(exif(b"Exif\0\0"), Exif::Invalid);
        assert_eq!(exif(b"PP*\0\x08\0\0\0\x01\0"), Exif::Invalid);
    }
}
