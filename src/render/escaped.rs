//! JSON in which no character is invisible: what [`is_unseen`] selects is escaped, so that neither a terminal nor a reader
//! is deceived by a name.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::printable::is_unseen;

/// Writes `value` on one line.
pub(crate) fn to_writer(out: impl Write, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Escaped))?)
}

/// Writes `value` as JSON on one line, without a line end; no character is invisible.
///
/// # Errors
/// Whatever keeps `out` from being written, or `value` from being JSON.
pub fn value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    to_writer(out, value)
}

/// As [`value`], indented.
///
/// # Errors
/// As for [`value`].
pub fn value_pretty(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    // Line ends are between values only; those inside of strings are escaped.
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.write_all(b"\n")?;
        }
        write_escaped(line, out)?;
    }
    Ok(())
}

/// As the compact form of `serde_json`, which itself escapes only what JSON demands.
struct Escaped;

impl Formatter for Escaped {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        write_escaped(fragment, out)
    }
}

/// Writes text of JSON, with escapes for what is invisible.
fn write_escaped<W: Write + ?Sized>(text: &str, out: &mut W) -> io::Result<()> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return out.write_all(text.as_bytes());
    }
    let mut rest = text;
    while let Some((at, character)) = rest.char_indices().find(|(_, character)| is_unseen(*character)) {
        let (before, after) = rest.split_at_checked(at).unwrap_or_default();
        out.write_all(before.as_bytes())?;
        for unit in character.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}")?;
        }
        rest = after.get(character.len_utf8()..).unwrap_or_default();
    }
    out.write_all(rest.as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        let mut json = Vec::new();
        to_writer(&mut json, &text).unwrap();
        String::from_utf8(json).unwrap()
    }

    #[test]
    fn what_is_invisible_is_escaped() {
        assert_eq!(written("a\u{7f}\u{9b}\u{2028}\u{202e}\u{e0041}猫"), r#""a\u007f\u009b\u2028\u202e\udb40\udc41猫""#);
    }

    proptest! {
        #[test]
        fn nothing_invisible_is_left_and_the_value_is_the_same(text: String) {
            let json = written(&text);
            prop_assert!(!json.chars().any(is_unseen), "{}", json);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text.as_str());
            let mut pretty = Vec::new();
            value_pretty(&[[&text]], &mut pretty).unwrap();
            let pretty = String::from_utf8(pretty).unwrap();
            prop_assert!(!pretty.chars().any(|character| is_unseen(character) && character != '\n'), "{}", pretty);
            prop_assert_eq!(serde_json::from_str::<[[String; 1]; 1]>(&pretty).unwrap(), [[text]]);
        }
    }
}
