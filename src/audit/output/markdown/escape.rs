//! Words from files, in Markdown (GitHub Flavored Markdown, which is CommonMark with tables).

use std::path::Path;

use crate::render::{printable, shown};

/// Characters of a path that are shown.
const MOST_OF_A_PATH: usize = 120;

/// Characters of a sentence that are shown.
const MOST_OF_A_SENTENCE: usize = 180;

/// A path in a code span: nothing within one is markup, a link or a mention. What could end the span or the table's cell
/// is percent-encoded, since a backslash before it works in the one and not in the other.
pub(super) fn path(path: &Path) -> String {
    span(&cut(&shown(path, |character| matches!(character, '`' | '|' | '\\')), MOST_OF_A_PATH))
}

/// A sentence of ours, which may have words of a file in it. Plain where that is harmless, else in a code span.
pub(super) fn sentence(text: &str) -> String {
    let text = cut(&printable(text), MOST_OF_A_SENTENCE);
    let is_tame = |c: char| c.is_alphanumeric() || " .,;()/:%+-…'，。；：、（）？".contains(c);
    // GitHub makes links of these.
    let links = ["//", "www."].iter().any(|start| text.contains(start));
    if text.chars().all(is_tame) && !links {
        return text;
    }
    let harmless = |character| match character {
        '`' => '\'',
        '|' | '\\' => char::REPLACEMENT_CHARACTER,
        character => character,
    };
    span(&text.chars().map(harmless).collect::<String>())
}

/// A code span of a text without backticks.
fn span(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

/// The start of a text that is too long.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_of_a_file_stay_words() {
        assert_eq!(path(Path::new("a|b`c\\|d.png")), "`a%7Cb%60c%5C%7Cd.png`");
        assert_eq!(path(Path::new("<b>@you</b> [x](y)\n# z")), "`<b>@you</b> [x](y)%0A# z`");
        assert_eq!(sentence("width is 20 px; expected 300 to 6000 px"), "width is 20 px; expected 300 to 6000 px");
        assert_eq!(sentence("the codec is @you|`"), "`the codec is @you\u{FFFD}'`");
        assert_eq!(sentence("see http://example.com"), "`see http://example.com`");
        assert_eq!(cut(&"é".repeat(300), 4), "éééé…");
    }

    proptest! {
        #[test]
        fn nothing_ends_a_span_or_a_cell(text: String) {
            for cell in [path(Path::new(&text)), sentence(&text)] {
                prop_assert!(!cell.contains(['|', '\\', '\n', '\r']));
                let inner = cell.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
                prop_assert!(!inner.unwrap_or(&cell).contains('`'));
                prop_assert!(inner.is_some() || !cell.contains(['<', '@', '[', '&', '#', '*', '_', '!']));
            }
        }
    }
}
