//! The service's own words, before people see them.

/// At most `most` characters, none of which a terminal obeys or hides.
pub(super) fn printable(text: &str, most: usize) -> String {
    let mut shown: String =
        text.chars().take(most).map(|character| if hides(character) { '\u{fffd}' } else { character }).collect();
    if text.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}

/// Control characters, and those that turn or swallow what stands beside them (Unicode's `Bidi_Control`, and the widths
/// of zero).
fn hides(character: char) -> bool {
    let invisible = matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    character.is_control() || invisible
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
