//! How long a prompt is.

use super::script::{is_han, is_hangul, is_kana};

/// Length of a prompt in the two measures of the documentation, which are counted side by side: a text in both
/// languages has some of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PromptLength {
    /// Han ideographs, without punctuation.
    pub(crate) chinese_characters: u64,
    /// Words of letters and digits of any script but Han, as a word processor counts them: `well-known`, `it's`,
    /// `16:9` and `2.0` are one word each, since one mark between two letters or digits does not part them.
    /// What touches a Chinese character is a word of its own: `用24fps拍` has one.
    pub(crate) english_words: u64,
    /// Characters of scripts that are written without words, punctuation included: Han ideographs, kana, Hangul, and
    /// CJK and full-width marks. A service that counts more than ideographs counts at most these.
    pub(crate) dense_characters: u64,
}

/// Counts `text`.
pub(crate) fn count(text: &str) -> PromptLength {
    let mut length = PromptLength { chinese_characters: 0, english_words: 0, dense_characters: 0 };
    let mut inside = Inside::Nothing;
    for character in text.chars() {
        if is_dense(character) {
            length.dense_characters += 1;
        }
        inside = if is_han(character) {
            length.chinese_characters += 1;
            Inside::Nothing
        } else if character.is_alphanumeric() {
            if inside == Inside::Nothing {
                length.english_words += 1;
            }
            Inside::Word
        } else if inside == Inside::Word && is_invisible(character) {
            Inside::Word
        } else if inside == Inside::Word && (character.is_ascii_punctuation() || character == '’') {
            Inside::WordAndMark
        } else {
            Inside::Nothing
        };
    }
    length
}

/// Whether `character` belongs to [`PromptLength::dense_characters`].
fn is_dense(character: char) -> bool {
    // U+3001 to U+303F: CJK Symbols and Punctuation. U+FF01 to U+FFEE: Halfwidth and Fullwidth Forms.
    character > '\u{2FFF}'
        && (is_han(character)
            || is_kana(character)
            || is_hangul(character)
            || matches!(character, '\u{3001}'..='\u{303F}' | '\u{30FB}' | '\u{FF01}'..='\u{FFEE}'))
}

/// What the next letter would go on with.
#[derive(PartialEq, Eq)]
enum Inside {
    Nothing,
    Word,
    WordAndMark,
}

/// Accents that follow their letter, the soft hyphen, and joiners: they leave no visible gap.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn mixed_text_counts_in_both_measures() {
        for (text, chinese_characters, english_words) in [
            ("", 0, 0),
            (" \t\n", 0, 0),
            ("A cat walks on the beach.", 0, 6),
            ("It's a well-known 16:9 shot, take 2.0", 0, 7),
            ("It’s", 0, 1),
            ("wait--what", 0, 2),
            ("wait — what", 0, 2),
            ("wait…what", 0, 2),
            ("'quoted'  \"words\" (here)", 0, 3),
            ("- * / &", 0, 0),
            ("cafe\u{301}s", 0, 1),
            ("Кот идёт", 0, 2),
            ("一只猫在海滩上走。", 8, 0),
            ("一只猫，两只狗！", 6, 0),
            ("用24fps拍一只cat", 4, 2),
            ("图片1里的人走向 camera", 7, 2),
            ("人々 〇", 3, 0),
            ("\u{20000}\u{3134A}", 2, 0),
            ("ＡＢＣ，ｄｅｆ", 0, 2),
            ("ねこ", 0, 1),
            ("🎬🎥", 0, 0),
            ("@Image1 @Image2", 0, 2),
        ] {
            let length = count(text);
            assert_eq!(
                (length.chinese_characters, length.english_words),
                (chinese_characters, english_words),
                "{text}"
            );
        }
    }

    #[test]
    fn dense_characters_include_punctuation_and_other_scripts() {
        for (text, wanted) in
            [("A cat.", 0), ("一只猫，两只狗！", 8), ("ねこ、いぬ。", 6), ("고양이 cat", 3), ("用24fps拍", 2)]
        {
            assert_eq!(count(text).dense_characters, wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn counts_are_at_most_the_number_of_characters(text in any::<String>()) {
            let length = count(&text);
            prop_assert!(length.chinese_characters + length.english_words <= text.chars().count() as u64);
        }

        #[test]
        fn counts_of_parts_with_a_blank_between_add_up(left in any::<String>(), right in any::<String>()) {
            let (whole, left, right) = (count(&format!("{left} {right}")), count(&left), count(&right));
            prop_assert_eq!(whole.chinese_characters, left.chinese_characters + right.chinese_characters);
            prop_assert_eq!(whole.english_words, left.english_words + right.english_words);
        }
    }
}
