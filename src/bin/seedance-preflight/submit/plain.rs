//! Text of others, made safe to print.

/// The text with control characters replaced, so that no terminal obeys them.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { char::REPLACEMENT_CHARACTER } else { character }).collect()
}
