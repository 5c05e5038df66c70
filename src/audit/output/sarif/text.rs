//! Messages and descriptions.

use serde::Serialize;

use crate::render::printable;

/// A message without arguments (section 3.11), or a multiformat message string (section 3.12).
#[derive(Serialize)]
pub(super) struct Text {
    pub(super) text: String,
}

/// Section 3.12: the same text as plain text and as GitHub-flavoured Markdown.
#[derive(Serialize)]
pub(super) struct Multiformat {
    pub(super) text: String,
    pub(super) markdown: String,
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

/// Text of several paragraphs (section 3.11.3 allows line breaks), each as a [`message`].
pub(super) fn paragraphs(text: &str) -> String {
    text.lines().map(message).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_viewer_would_obey_is_escaped() {
        assert_eq!(message("a [b](c) {0}\u{1b}"), r"a \[b\](c) {{0}}".to_owned() + "\u{FFFD}");
        assert_eq!(paragraphs("one\n\n[two]"), "one\n\n\\[two\\]");
    }
}
