//! Where a value is in a request's text.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::pointer;
use super::read::Elements;

/// A place in a request's text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Location {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The bytes of the text that are meant.
    pub bytes: Range<usize>,
}

impl Location {
    /// The place of `bytes` in `text`.
    pub(super) fn of(text: &str, bytes: Range<usize>) -> Self {
        let before = text.get(..bytes.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        Self { line, column, bytes }
    }
}

/// What a pointer leads to.
pub(super) struct Place {
    /// The key of the member; absent for the whole and for elements.
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
}

/// Follows `pointer` into `text` as far as it leads; the last of repeated keys is taken, as the reader takes it.
pub(super) fn find(text: &str, pointer: &str) -> Option<Place> {
    let mut raw: &RawValue = serde_json::from_str(text).ok()?;
    let mut key = None;
    for step in pointer::steps(pointer) {
        let Some((next_key, next)) = child(raw, &step) else {
            break;
        };
        (key, raw) = (next_key, next);
    }
    Some(Place { key: key.and_then(|key| within(text, key)), value: within(text, raw)? })
}

fn child<'a>(raw: &'a RawValue, step: &str) -> Option<(Option<&'a RawValue>, &'a RawValue)> {
    let mut found = None;
    let mut deserializer = serde_json::Deserializer::from_str(raw.get());
    if raw.get().starts_with('{') {
        found = deserializer.deserialize_map(Member(step)).ok()?;
    } else if raw.get().starts_with('[') {
        let wanted: usize = step.parse().ok()?;
        let mut index = 0_usize;
        let element = Elements(|value| {
            if index == wanted {
                found = Some((None, value));
            }
            index += 1;
        });
        deserializer.deserialize_seq(element).ok()?;
    }
    found
}

/// The last member of this key, with the key as it is written.
struct Member<'s>(&'s str);

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<(Option<&'de RawValue>, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some((key, value)) = map.next_entry::<&RawValue, _>()? {
            if serde_json::from_str::<String>(key.get()).is_ok_and(|key| key == self.0) {
                found = Some((Some(key), value));
            }
        }
        Ok(found)
    }
}

/// The bytes of `text` that encode bytes `part` of the string at `value`; escapes are longer than the characters that
/// they encode. The whole value if it is not such a string.
pub(super) fn in_string(text: &str, value: Range<usize>, part: Range<usize>) -> Range<usize> {
    let inner = text.get(value.clone()).and_then(|raw| raw.strip_prefix('"')?.strip_suffix('"'));
    let Some(inner) = inner else {
        return value;
    };
    let first = value.start + 1;
    let (mut start, mut end) = (None, None);
    let (mut raw, mut decoded) = (0, 0);
    while raw < inner.len() {
        if decoded >= part.start {
            start.get_or_insert(first + raw);
        }
        if decoded >= part.end {
            end.get_or_insert(first + raw);
            break;
        }
        let rest = inner.get(raw..).unwrap_or_default();
        let (written, meant) = unit(rest);
        raw += written;
        decoded += meant;
    }
    let end = end.unwrap_or(first + inner.len());
    start.unwrap_or(end)..end
}

/// The bytes that the next character of a string takes in JSON, and in UTF-8.
fn unit(rest: &str) -> (usize, usize) {
    let Some(escape) = rest.strip_prefix('\\') else {
        let length = rest.chars().next().map_or(1, char::len_utf8);
        return (length, length);
    };
    let Some(hex) = escape.strip_prefix('u') else {
        return (2, 1);
    };
    let code = hex.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok()).unwrap_or_default();
    match code {
        // The first half of a surrogate pair, RFC 8259 §7: two escapes for one character of four bytes.
        0xD800..=0xDBFF => (12, 4),
        _ => (6, char::from_u32(code).map_or(1, char::len_utf8)),
    }
}

/// Which bytes of `text` a value that was borrowed from it is.
pub(super) fn within(text: &str, raw: &RawValue) -> Option<Range<usize>> {
    let start = raw.get().as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    Some(start..start.checked_add(raw.get().len())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_to_keys_and_values() {
        let text = "{\n  \"a\": [1, {\"~/\": \"x\"}],\n  \"é\": 2, \"a\\u0062\": 3\n}";
        let at = |pointer: &str| find(text, pointer).map(|place| &text[place.value]);
        assert_eq!(at("/a/0"), Some("1"));
        assert_eq!(at("/a/1/~0~1"), Some("\"x\""));
        assert_eq!(at("/ab"), Some("3"));
        assert_eq!(at("/a/7"), at("/a"), "as far as it leads");
        assert_eq!(at("/none"), Some(text));
        let place = find(text, "/ab").unwrap();
        assert_eq!(&text[place.key.clone().unwrap()], "\"a\\u0062\"");
        let location = Location::of(text, place.value);
        assert_eq!((location.line, location.column), (3, 22));
        assert!(find("{", "").is_none());
    }

    #[test]
    fn parts_of_strings_are_found_among_escapes() {
        let text = r#"{"prompt": "a\n\u00e9\ud83c\udfac@Image2 b"}"#;
        let value = find(text, "/prompt").unwrap().value;
        let decoded: String = serde_json::from_str(&text[value.clone()]).unwrap();
        let start = decoded.find('@').unwrap();
        assert_eq!(&text[in_string(text, value.clone(), start..start + 7)], "@Image2");
        let end = decoded.len();
        assert_eq!(&text[in_string(text, value.clone(), end - 1..end)], "b");
        assert_eq!(in_string(text, value.clone(), 900..901).start, value.end - 1);
    }
}
