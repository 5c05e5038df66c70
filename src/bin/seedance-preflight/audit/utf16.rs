//! Text in UTF-16, as Windows PowerShell writes it to files.

use std::collections::VecDeque;
use std::io::{self, BufRead, Cursor, Read};

/// What begins a text in UTF-16 with the low byte first (RFC 2781, section 3.2).
const BYTE_ORDER_MARK: [u8; 2] = [0xFF, 0xFE];

/// The same text in UTF-8, if `text` begins with the mark of UTF-16, or else `text` as it is.
pub(super) fn as_utf8(mut text: impl BufRead + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let mut start = Vec::new();
    text.by_ref().take(2).read_to_end(&mut start)?;
    if start == BYTE_ORDER_MARK {
        return Ok(Box::new(io::BufReader::new(Utf16 { text, ahead: None, ready: VecDeque::new() })));
    }
    Ok(Box::new(Cursor::new(start).chain(text)))
}

/// Reads UTF-16 as UTF-8. U+FFFD replaces what is not text.
struct Utf16<R> {
    text: R,
    /// A unit that does not belong to the one before.
    ahead: Option<u16>,
    ready: VecDeque<u8>,
}

impl<R: BufRead> Utf16<R> {
    fn unit(&mut self) -> io::Result<Option<u16>> {
        let mut bytes = Vec::with_capacity(2);
        self.text.by_ref().take(2).read_to_end(&mut bytes)?;
        Ok(match bytes.as_slice() {
            [low, high] => Some(u16::from_le_bytes([*low, *high])),
            [] => None,
            // Half a unit.
            _ => Some(0xFFFD),
        })
    }
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() {
            let next = self.ahead.take().map_or_else(|| self.unit(), |unit| Ok(Some(unit)));
            let Some(unit) = next? else { return Ok(0) };
            let mut units = vec![unit];
            // Half of a pair.
            if (0xD800..0xDC00).contains(&unit) {
                match self.unit()? {
                    Some(second) if (0xDC00..0xE000).contains(&second) => units.push(second),
                    other => self.ahead = other,
                }
            }
            self.ready.extend(String::from_utf16_lossy(&units).bytes());
        }
        self.ready.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: Vec<u8>) -> Vec<u8> {
        let mut text = Vec::new();
        as_utf8(Cursor::new(bytes)).unwrap().read_to_end(&mut text).unwrap();
        text
    }

    fn utf16(text: &str) -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn utf_16_is_read_as_utf_8_and_all_else_as_it_is() {
        let text = "clips\\猫.png\r\n\u{1f431}.mp4\r\n";
        assert_eq!(read(utf16(text)), text.as_bytes());
        for bytes in [b"".as_slice(), b"a", b"a\xff\xfe", b"\xff", "\u{feff}a".as_bytes()] {
            assert_eq!(read(bytes.to_vec()), bytes);
        }
    }

    #[test]
    fn what_is_not_text_is_replaced() {
        let damaged = |units: &[u8]| read([&[0xFF, 0xFE], units].concat());
        assert_eq!(damaged(b"\x00\xd8a\0"), "\u{fffd}a".as_bytes());
        assert_eq!(damaged(b"a\0b"), "a\u{fffd}".as_bytes());
        assert_eq!(damaged(b"\x00\xd8"), "\u{fffd}".as_bytes());
    }
}
