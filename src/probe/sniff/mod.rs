//! Detects the format of a file by content, never by name.

mod bmff;
mod magic;
mod markup;
mod mpeg;
mod text;

pub(super) use bmff::brand_of;

use super::reader::Reader;
use crate::model::{Fault, Format};

/// How much of the beginning is read: one block, which the format's own reader needs too.
const HEAD: usize = 4096;

/// The format of the file, detected by content.
///
/// The order matters: signatures are certain; text comes before the formats that a few letters could imitate; and the
/// search for MPEG frames, whose only signature is a pattern of twelve bits, comes last.
pub(super) fn sniff(reader: &mut Reader<'_>) -> Result<Format, Fault> {
    let head = reader.up_to(0, HEAD)?;
    if head.is_empty() {
        return Ok(Format::Empty);
    }
    if let Some(format) = magic::format_of(head).or_else(|| text::format_of(head)) {
        return Ok(format);
    }
    let stream = mpeg::transport_stream(head);
    if let Some(format) = bmff::format_of(reader)? {
        return Ok(format);
    }
    if let Some(format) = stream {
        return Ok(format);
    }
    Ok(mpeg::audio(reader)?.unwrap_or(Format::Unknown))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::probe::Budget;

    pub(super) fn format_of(bytes: &[u8]) -> Format {
        sniff(&mut Reader::new(&bytes, Budget::default())).unwrap()
    }

    #[test]
    fn nothing_is_empty_and_noise_is_unknown() {
        assert_eq!(format_of(b""), Format::Empty);
        assert_eq!(format_of(&[0x00, 0x01, 0x02, 0x80, 0x90]), Format::Unknown);
        assert_eq!(format_of(&[0; 9000]), Format::Unknown);
        assert_eq!(format_of(&[0xFF; 9000]), Format::Unknown);
    }

    #[test]
    fn text_that_begins_like_a_signature_is_text() {
        for words in
            ["BM is short for bitmap", "ID3 tags are read", "MAC addresses", "GIF is a format", "Get free wide"]
        {
            assert_eq!(format_of(words.as_bytes()), Format::Text, "{words}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_format(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = format_of(&bytes);
        }

        #[test]
        fn noise_is_not_audio(bytes in proptest::collection::vec(any::<u8>(), 5000..6000)) {
            prop_assert_ne!(format_of(&bytes), Format::Mp3);
        }
    }
}
