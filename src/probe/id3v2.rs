//! ID3v2 tags before the audio: only their length.

use super::reader::Reader;
use crate::model::Fault;

/// Bytes of a tag's header, and of its footer where it has one: ID3v2.4 §3.1 and §3.4.
const HEADER: usize = 10;

/// The flag that a footer follows: ID3v2.4 §3.1.
const HAS_FOOTER: u8 = 0x10;

/// Length in bytes of the tag that begins at `offset`, header and footer included; `None` where none begins there.
pub(super) fn length_at(reader: &mut Reader<'_>, offset: u64) -> Result<Option<u64>, Fault> {
    let &[b'I', b'D', b'3', major, revision, flags, a, b, c, d] = reader.up_to(offset, HEADER)? else {
        return Ok(None);
    };
    // ID3v2.4 §3.1: neither byte of the version is ever FF, and each byte of the size has its top bit clear.
    if major == 0xFF || revision == 0xFF || (a | b | c | d) & 0x80 != 0 {
        return Ok(None);
    }
    let size = [a, b, c, d].iter().fold(0_u64, |size, &byte| size << 7 | u64::from(byte));
    let footer = if major >= 4 && flags & HAS_FOOTER != 0 { 10 } else { 0 };
    Ok(Some(10 + size + footer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::Budget;

    fn length(bytes: &[u8]) -> Option<u64> {
        length_at(&mut Reader::new(&bytes, Budget::default()), 0).unwrap()
    }

    #[test]
    fn sizes_are_of_seven_bits_a_byte() {
        assert_eq!(length(b"ID3\x03\0\0\0\0\x02\x01"), Some(10 + 257));
        assert_eq!(length(b"ID3\x04\0\0\x7F\x7F\x7F\x7F"), Some(10 + 0x0FFF_FFFF));
        assert_eq!(length(b"ID3\x03\0\0\0\0\x80\0"), None);
    }

    #[test]
    fn a_footer_counts_from_version_four_on() {
        assert_eq!(length(b"ID3\x04\0\x10\0\0\0\x05"), Some(25));
        assert_eq!(length(b"ID3\x03\0\x10\0\0\0\x05"), Some(15));
    }

    #[test]
    fn other_bytes_are_not_a_tag() {
        assert_eq!(length(b"ID3"), None);
        assert_eq!(length(b"ID4\x03\0\0\0\0\0\0"), None);
        assert_eq!(length(b"ID3\xFF\0\0\0\0\0\0"), None);
    }
}
