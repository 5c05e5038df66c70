//! Text, and the formats that are text.

use serde::de::IgnoredAny;

use super::markup;
use crate::model::Format;

/// The text format of `head`; `None` if it is not text.
pub(super) fn format_of(head: &[u8]) -> Option<Format> {
    let utf16 = match head {
        [0xFF, 0xFE, text @ ..] => Some(decode(text, u16::from_le_bytes)),
        [0xFE, 0xFF, text @ ..] => Some(decode(text, u16::from_be_bytes)),
        // Markup without a byte order mark: XML 1.0 §F.1.
        [b'<', 0, b'!' | b'?' | b'A'..=b'Z' | b'a'..=b'z', 0, ..] => Some(decode(head, u16::from_le_bytes)),
        [0, b'<', 0, b'!' | b'?' | b'A'..=b'Z' | b'a'..=b'z', ..] => Some(decode(head, u16::from_be_bytes)),
        _ => None,
    };
    match &utf16 {
        Some(text) => written_in(text.as_ref()?.as_bytes()),
        None => written_in(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head)),
    }
}

/// Text of 16-bit units; `None` if they are not text. A unit or pair that is cut at the end is ignored.
fn decode(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let mut text = String::new();
    let mut units = char::decode_utf16(pairs.iter().map(|&pair| unit(pair))).peekable();
    while let Some(next) = units.next() {
        match next {
            Ok(letter) => text.push(letter),
            Err(_) if units.peek().is_none() => {}
            Err(_) => return None,
        }
    }
    Some(text)
}

fn written_in(text: &[u8]) -> Option<Format> {
    let start = text.trim_ascii_start();
    // HTML and SVG are detected by their first tag, whatever bytes follow it.
    if let Some(format) = markup::by_first_tag(start) {
        return Some(format);
    }
    if !is_text(text) {
        return None;
    }
    if is_json(start) {
        return Some(Format::Json);
    }
    Some(if markup::is_element(start) { Format::Xml } else { Format::Text })
}

/// UTF-8, or an older encoding of mostly Latin letters; only the control characters that texts hold.
fn is_text(bytes: &[u8]) -> bool {
    if bytes.iter().any(|byte| matches!(byte, 0x00..=0x08 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)) {
        return false;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        // A letter that is cut at the end of what was read.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => true,
        Err(_) => bytes.iter().filter(|byte| byte.is_ascii()).count() / 3 >= bytes.len() / 4,
    }
}

/// An object or array, or several in a row as in JSON Lines; the last may be cut.
fn is_json(start: &[u8]) -> bool {
    if !matches!(start, [b'{' | b'[', ..]) {
        return false;
    }
    let values = serde_json::Deserializer::from_slice(start).into_iter::<IgnoredAny>();
    values.filter_map(Result::err).next().is_none_or(|error| error.is_eof())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_le(text: &str) -> Vec<u8> {
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    }

    #[test]
    fn text_is_detected_in_any_encoding() {
        assert_eq!(format_of("plain words\n".as_bytes()), Some(Format::Text));
        assert_eq!(format_of("слова".as_bytes()), Some(Format::Text));
        assert_eq!(format_of(b"caf\xE9 au lait, s'il vous pla\xEEt"), Some(Format::Text));
        assert_eq!(format_of(&utf16_le("words")), Some(Format::Text));
        assert_eq!(format_of(&"слова".as_bytes()[..9]), Some(Format::Text));
    }

    #[test]
    fn control_characters_are_not_text() {
        assert_eq!(format_of(b"words\0words"), None);
        assert_eq!(format_of(b"\xFF\xFB\x90\x64"), None);
    }

    #[test]
    fn json_differs_from_words_in_brackets() {
        assert_eq!(format_of(b"{      \"WEBP\": {}}\n"), Some(Format::Json));
        assert_eq!(format_of(b"\xEF\xBB\xBF [1, 2, {\"a\": nul"), Some(Format::Json));
        assert_eq!(format_of(b"{\"a\":1}\n{\"a\":2}\n"), Some(Format::Json));
        assert_eq!(format_of(&utf16_le("{\"a\": 1}")), Some(Format::Json));
        assert_eq!(format_of(b"[section]\nkey = 1\n"), Some(Format::Text));
        assert_eq!(format_of(b"[1] see the footnote"), Some(Format::Text));
    }

    #[test]
    fn markup_is_detected_in_utf_16() {
        assert_eq!(format_of(&utf16_le("<!DOCTYPE html><p>")), Some(Format::Html));
        assert_eq!(format_of(b"<\0s\0v\0g\0>\0"), Some(Format::Svg));
        assert_eq!(format_of(b"\0<\0?\0x\0m\0l\0 \0?\0>\0<\0a\0/\0>"), Some(Format::Xml));
    }
}
