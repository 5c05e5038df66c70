//! The text of a refusal, in one form whatever is around it.

/// More than any refusal is long; the rest is not read.
const LONGEST: usize = 16 << 10;

/// The text in lower case, without quotation marks and the marks of JSON's escapes, and with one blank for each gap.
pub(super) fn plain(message: &str) -> String {
    let head = message.char_indices().take_while(|(at, _)| *at < LONGEST).map(|(_, character)| character);
    let mut text = String::new();
    let mut characters = head.peekable();
    while let Some(character) = characters.next() {
        let is_escaped_line_end =
            character == '\\' && characters.next_if(|next| matches!(next, 'n' | 'r' | 't')).is_some();
        if character.is_whitespace() || is_escaped_line_end {
            if !text.ends_with(' ') {
                text.push(' ');
            }
        } else if !matches!(character, '`' | '\'' | '"' | '\\' | '‘' | '’' | '“' | '”') {
            text.push(character.to_ascii_lowercase());
        }
    }
    text
}

/// Whether any of `words` is in the text.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// `N` of the first `content[N]`.
pub(super) fn content_index(text: &str) -> Option<usize> {
    text.split("content[").skip(1).find_map(|rest| rest.split_once(']')?.0.trim().parse().ok())
}

/// The field that the answer's `param` names.
pub(super) fn param(text: &str) -> Option<&str> {
    let rest = text.split_once("param:")?.1.trim_start();
    let name = rest.split([',', '}', ' ']).next()?.trim();
    (!name.is_empty() && name != "null").then_some(name)
}

/// The identifier that ends `text`: the name before "is not supported".
pub(super) fn last_name(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let start = text.rfind(|c: char| !is_in_a_name(c)).map_or(0, |at| at + text.get(at..).map_or(1, first_length));
    text.get(start..).filter(|name| !name.is_empty())
}

/// The identifier that begins `text`.
pub(super) fn first_name(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([' ', ':']);
    text.split(|c: char| !is_in_a_name(c)).next().filter(|name| !name.is_empty())
}

fn is_in_a_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_answers_are_found() {
        assert_eq!(
            param(&plain(r#"{"error":{"message":"x","param":"content[1].image_url"}}"#)),
            Some("content[1].image_url")
        );
        assert_eq!(param(&plain(r#"{"param": null}"#)), None);
        assert_eq!(content_index("content[x] content[12]"), Some(12));
        assert_eq!(last_name("invalidparameter: draft "), Some("draft"));
        assert_eq!(last_name("参数seed"), Some("seed"));
        assert_eq!(first_name(": service_tier, x"), Some("service_tier"));
    }
}
