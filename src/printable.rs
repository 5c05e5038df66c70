//! The characters that terminals, pages and JSON must not get as they are.

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;

/// `text`, with U+FFFD for what a reader does not see and a terminal may obey: controls, marks of direction, and other
/// invisible characters. Names and words from files may contain them.
///
/// ```
/// assert_eq!(seedance_preflight::render::printable("a\x1b[31mb"), "a\u{fffd}[31mb");
/// ```
pub fn printable(text: &str) -> String {
    text.chars().map(|character| if is_unseen(character) { char::REPLACEMENT_CHARACTER } else { character }).collect()
}

/// Characters that a reader does not see and a program may obey: controls (C0, DEL, C1), line and paragraph separators,
/// and Unicode's `Default_Ignorable_Code_Point`, which includes marks of direction (UAX 9), joiners, variation selectors
/// and tags. Also interlinear annotations and the noncharacters that XML 1.0 (section 2.2) cannot hold.
pub(crate) fn is_unseen(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control();
    }
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}')
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_or_hides_is_left() {
        assert_eq!(printable("a\x1b[31mb\r\n\u{9b}c\u{202e}d"), "a\u{fffd}[31mb\u{fffd}\u{fffd}\u{fffd}c\u{fffd}d");
        assert_eq!(printable("猫 é \u{1f468}"), "猫 é \u{1f468}");
    }

    #[test]
    fn the_table_has_every_kind_of_invisible_character() {
        let unseen = "\0\u{1b}\u{7f}\u{80}\u{9f}\u{ad}\u{34f}\u{61c}\u{115f}\u{17b4}\u{180b}\u{180e}\u{200b}\u{200d}\u{200f}\u{2028}\
            \u{2029}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{3164}\u{fe0f}\u{feff}\u{ffa0}\u{fff9}\u{ffff}\u{e0001}\u{e007f}\u{e01ef}";
        let seen: Vec<_> = unseen.chars().filter(|character| !is_unseen(*character)).collect();
        assert!(seen.is_empty(), "{seen:?}");
    }
}
