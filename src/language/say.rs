//! A sentence with values in it, in any language.

use std::fmt::{Arguments, Display, Write};

use super::catalogue::catalogue;
use super::choice::Language;

/// A text in a language: English is formatted as it is in the code, other languages from their catalogue.
///
/// `say!(language, "Use one of: {names}.", names = joined)`; a name that is already a variable needs no value.
#[doc(hidden)]
#[macro_export]
macro_rules! __say {
    ($language:expr, $template:literal $(,)?) => {
        ::std::borrow::Cow::Borrowed($crate::Language::text($language, $template))
    };
    ($language:expr, $template:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        ::std::borrow::Cow::<'static, str>::Owned(match $language {
            $crate::Language::English => {
                $crate::__written(::std::format_args!($template, $($name = $crate::__argument!($name $(, $value)?)),+))
            }
            other => $crate::__fill(other, $template, &[$((stringify!($name), $crate::__argument!($name $(, $value)?))),+]),
        })
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __argument {
    ($name:ident, $value:expr) => {
        &$value
    };
    ($name:ident) => {
        &$name
    };
}

pub(crate) use __say as say;

/// An English sentence. Most fit what is reserved, so that they do not grow piece by piece.
pub fn written(sentence: Arguments<'_>) -> String {
    let mut text = String::with_capacity(128);
    // Writing to a string cannot fail.
    let _ = text.write_fmt(sentence);
    text
}

/// The catalogue's text for `template`, with each `{name}` replaced; English if the catalogue does not have it.
pub fn fill(language: Language, template: &'static str, arguments: &[(&str, &dyn Display)]) -> String {
    let text = catalogue(language).and_then(|catalogue| catalogue.text(template)).unwrap_or(template);
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        push(&mut filled, before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        match arguments.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => push(&mut filled, &value.to_string()),
            // Writing to a string cannot fail.
            None => drop(write!(filled, "{{{name}}}")),
        }
        rest = after;
    }
    push(&mut filled, rest);
    filled
}

/// Adds to a text, without a blank between two characters that are as wide as Han: a blank is only between Han and Latin.
fn push(filled: &mut String, more: &str) {
    let is_wide =
        |character: Option<char>| character.is_some_and(|character| ('\u{3000}'..='\u{ffef}').contains(&character));
    let (before, after) = (filled.trim_end_matches(' '), more.trim_start_matches(' '));
    let ends_wide = is_wide(before.chars().next_back());
    if ends_wide && is_wide(after.chars().next()) {
        filled.truncate(before.len());
        filled.push_str(after);
    } else if ends_wide && filled.ends_with('）') {
        filled.push_str(after);
    } else {
        filled.push_str(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_place_of_their_names() {
        let (actual, expected) = (3, "4 to 15");
        let said = say!(Language::English, "{actual}; expected {expected}", actual, expected);
        assert_eq!(said, "3; expected 4 to 15");
        assert_eq!(fill(Language::Chinese, "{b}{a} {c} {", &[("a", &1), ("b", &"{a}")]), "{a}1 {c} ");
    }

    #[test]
    fn a_blank_is_only_between_han_and_latin() {
        let filled = |a: &str, b: &str| fill(Language::Chinese, "应为 {a}{b} 的值", &[("a", &a), ("b", &b)]);
        assert_eq!(filled("4 至 15", " 秒"), "应为 4 至 15 秒的值");
        assert_eq!(filled("不少于 8", " fps"), "应为不少于 8 fps 的值");
        assert_eq!(filled("24（约 23.9）", " fps"), "应为 24（约 23.9）fps 的值");
    }
}
