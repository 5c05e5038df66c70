//! Escapes text from files for its place in a page.

use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::render::is_unseen;

/// Text as content of an element or within a quoted attribute. Characters that would not be seen, or that would turn the
/// order of what is around them, are shown by their number: a name is never other than it looks.
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                hidden if is_unseen(hidden) => write!(f, "\\u{{{:x}}}", u32::from(hidden))?,
                plain => f.write_char(plain)?,
            }
        }
        Ok(())
    }
}

/// A sentence of ours as content of an element: as [`Text`], with what is between backticks as code.
pub(super) struct Prose<'a>(pub(super) &'a str);

impl fmt::Display for Prose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((before, after)) = rest.split_once('`') {
            let Some((code, after)) = after.split_once('`') else { break };
            write!(f, "{}<code>{}</code>", Text(before), Text(code))?;
            rest = after;
        }
        Text(rest).fmt(f)
    }
}

/// JSON as content of a `script` element. In JSON these characters occur only in strings, where they may be escaped:
/// then nothing in it can end the element or begin a comment (HTML, "Restrictions for contents of script elements"), and
/// nothing in it is obeyed by a terminal that the page is printed to.
pub(super) fn script_json(json: &str) -> Cow<'_, str> {
    // Of what is not seen, JSON has line ends between its strings, and takes more than four digits for two characters.
    let is_escaped = |character| matches!(character, '\u{7f}'..='\u{ffff}') && is_unseen(character);
    let is_plain = |character| !matches!(character, '<' | '>' | '&') && !is_escaped(character);
    if json.chars().all(is_plain) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if is_plain(character) {
            escaped.push(character);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_stay_text() {
        assert_eq!(
            Text("<img src=x onerror='a(\"&\")'>").to_string(),
            "&lt;img src=x onerror=&#39;a(&quot;&amp;&quot;)&#39;&gt;"
        );
        assert_eq!(Text("photo\u{202e}gnp.exe\n").to_string(), "photo\\u{202e}gnp.exe\\u{a}");
        assert_eq!(Text("Grüße 图片.png").to_string(), "Grüße 图片.png");
    }

    #[test]
    fn what_is_between_backticks_is_code() {
        assert_eq!(Prose("use `a<b>` or `c`").to_string(), "use <code>a&lt;b&gt;</code> or <code>c</code>");
        assert_eq!(Prose("one ` <i>").to_string(), "one ` &lt;i&gt;");
    }

    #[test]
    fn data_cannot_end_its_element() {
        let json = r#"{"source":"</script><!--<script>&amp;"}"#;
        let escaped = script_json(json);
        assert_eq!(escaped, r#"{"source":"\u003c/script\u003e\u003c!--\u003cscript\u003e\u0026amp;"}"#);
        assert!(matches!(script_json(r#"{"source":"a.png"}"#), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn escaped_json_is_the_same_value(name in ".{0,40}") {
            let json = serde_json::to_string(&name).unwrap();
            let escaped = script_json(&json);
            let is_plain = !escaped.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
            prop_assert!(is_plain, "{}", escaped);
            prop_assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), name);
        }

        #[test]
        fn escaped_text_has_no_markup(name in ".{0,40}") {
            let escaped = Text(&name).to_string();
            let has_markup = escaped.contains(['<', '>', '"', '\'']);
            prop_assert!(!has_markup && !escaped.chars().any(is_unseen), "{}", escaped);
        }
    }
}
