//! Messages and fingerprints.

use serde::Serialize;

use crate::render::printable;

/// Section 3.11, of a message, or section 3.12, of a description: a text that stands for itself.
#[derive(Serialize)]
pub(super) struct Text {
    pub(super) text: String,
}

/// A text for a SARIF message: what cannot be seen is replaced, what would be taken for a link (section 3.11.6) gets a
/// backslash, and what would be taken for a placeholder (section 3.11.5) is doubled.
pub(super) fn message(text: &str) -> String {
    let mut message = String::with_capacity(text.len());
    for character in printable(text).chars() {
        match character {
            '[' | ']' | '\\' => message.push('\\'),
            '{' | '}' => message.push(character),
            _ => {}
        }
        message.push(character);
    }
    message
}

/// Two sentences of it: what is wrong, and what to do. Viewers with little room show the first alone (section 3.11.3).
pub(super) fn sentences(what: &str, help: &str) -> String {
    let what = what.trim_end_matches('.');
    message(&format!("{what}. {help}"))
}

/// A hash that is the same in every version and on every machine: FNV-1a of 64 bits. It tells results apart and keeps
/// nobody out, so that it need be no cryptographic one.
pub(super) fn fingerprint(parts: &[&str]) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_viewer_would_obey_is_escaped() {
        assert_eq!(message("a [b](c) {0}\u{1b}"), r"a \[b\](c) {{0}}".to_owned() + "\u{FFFD}");
        assert_eq!(sentences("it is 3", "Make it 4."), "it is 3. Make it 4.");
    }

    #[test]
    fn fingerprints_never_change() {
        // FNV-1a's published value of the empty input, and one of ours with the zero byte behind each part.
        assert_eq!(fingerprint(&[]), "cbf29ce484222325");
        assert_eq!(fingerprint(&["a"]), "089be207b544f1e4");
        assert_ne!(fingerprint(&["ab", "c"]), fingerprint(&["a", "bc"]));
    }
}
