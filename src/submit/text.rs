//! The service's own words, before people see them.

use crate::render;

/// At most `most` characters, without any that a terminal interprets or hides.
pub(super) fn printable(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => render::printable(text.get(..end).unwrap_or(text)) + "…",
        None => render::printable(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(printable("a\x1b[31mb\r\n\u{9b}c\u{202e}d", 20), "a\u{fffd}[31mb\u{fffd}\u{fffd}\u{fffd}c\u{fffd}d");
        assert_eq!(printable("猫猫猫", 2), "猫猫…");
        assert_eq!(printable("猫猫", 2), "猫猫");
    }
}
