//! Scripts, by Unicode's blocks.

/// Blocks that hold Han ideographs (Unicode 17, `Blocks.txt`), and the two ideographs of another block.
const HAN: [(char, char); 9] = [
    ('\u{3005}', '\u{3005}'),   // 々, which repeats the ideograph before it
    ('\u{3007}', '\u{3007}'),   // 〇
    ('\u{3400}', '\u{4DBF}'),   // CJK Unified Ideographs Extension A
    ('\u{4E00}', '\u{9FFF}'),   // CJK Unified Ideographs
    ('\u{F900}', '\u{FAFF}'),   // CJK Compatibility Ideographs
    ('\u{20000}', '\u{2EBEF}'), // Extensions B to F
    ('\u{2EBF0}', '\u{2EE5F}'), // Extension I
    ('\u{2F800}', '\u{2FA1F}'), // CJK Compatibility Ideographs Supplement
    ('\u{30000}', '\u{3347F}'), // Extensions G, H and J
];

/// Whether `character` is a Chinese character: an ideograph, not a punctuation mark, letter or digit.
pub(super) fn is_han(character: char) -> bool {
    // Nearly all are of one block, and what comes before all blocks is not looked for.
    matches!(character, '\u{4E00}'..='\u{9FFF}')
        || (character > '\u{3004}' && HAN.iter().any(|&(first, last)| (first..=last).contains(&character)))
}

/// Whether `character` belongs to a word of letters and digits.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() && !is_han(character) && !is_kana(character)
}

/// Japanese syllables, which like ideographs are written without blanks between words.
pub(super) fn is_kana(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}')
}

/// Korean syllables.
pub(super) fn is_hangul(character: char) -> bool {
    matches!(character, '\u{AC00}'..='\u{D7A3}')
}
