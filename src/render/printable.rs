//! Words from files, before people see them.

/// `text`, where what cannot be seen stands as U+FFFD: file names and words from files may hold what a terminal or a page
/// would obey.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|character| if is_unseen(character) { char::REPLACEMENT_CHARACTER } else { character }).collect()
}

/// Characters that a reader does not see, and a program may obey: controls, marks of direction (Unicode UAX 9), invisible
/// ones, tags, line and paragraph separators, and those that XML 1.0 (section 2.2) cannot hold. The two joiners stay:
/// scripts and emoji need them.
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}'
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_or_hides_is_left() {
        assert_eq!(printable("a\x1b[31mb\r\n\u{9b}c\u{202e}d"), "a\u{fffd}[31mb\u{fffd}\u{fffd}\u{fffd}c\u{fffd}d");
        assert_eq!(printable("猫 \u{1f468}\u{200d}\u{1f469}"), "猫 \u{1f468}\u{200d}\u{1f469}");
    }
}
