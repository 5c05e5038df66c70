//! JSON in which no character is invisible: what [`is_unseen`] selects is escaped, so that neither a terminal nor a reader
//! is deceived by a name.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Error, Serializer};

use crate::printable::is_unseen;

/// Writes `value` on one line to the end of `out`.
pub(super) fn write(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
    value.serialize(&mut Serializer::with_formatter(out, Escaped))
}

/// As [`value`](super::json_value), indented.
///
/// # Errors
/// As for [`value`](super::json_value).
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

    proptest! {
        #[test]
        fn nothing_invisible_is_left_and_the_value_is_the_same(text: String) {
            let mut pretty = Vec::new();
            value_pretty(&[[&text]], &mut pretty).unwrap();
            let pretty = String::from_utf8(pretty).unwrap();
            prop_assert!(!pretty.chars().any(|character| is_unseen(character) && character != '\n'), "{}", pretty);
            prop_assert_eq!(serde_json::from_str::<[[String; 1]; 1]>(&pretty).unwrap(), [[text]]);
        }
    }
}
