//! Values in another spelling than the service's: `16x9` and `landscape` for `16:9`, `1280x720` and `HD` for `720p`.

use std::borrow::Cow;

use crate::model::Rational;

/// Nothing meant is anywhere near this long.
const LONGEST: usize = 24;

/// Names of ratios in other clients, each with the ratio.
const RATIOS: [(&str, &str); 20] = [
    ("landscape", "16:9"),
    ("horizontal", "16:9"),
    ("widescreen", "16:9"),
    ("wide", "16:9"),
    ("横屏", "16:9"),
    ("横版", "16:9"),
    ("portrait", "9:16"),
    ("vertical", "9:16"),
    ("竖屏", "9:16"),
    ("竖版", "9:16"),
    ("square", "1:1"),
    ("ultrawide", "21:9"),
    ("cinematic", "21:9"),
    ("auto", "adaptive"),
    ("automatic", "adaptive"),
    ("original", "adaptive"),
    ("source", "adaptive"),
    ("keepratio", "adaptive"),
    ("matchinputimage", "adaptive"),
    ("adaptive", "adaptive"),
];

/// Names of qualities in other clients, each with the quality.
const QUALITIES: [(&str, &str); 6] =
    [("sd", "480p"), ("hd", "720p"), ("fhd", "1080p"), ("fullhd", "1080p"), ("标清", "480p"), ("高清", "720p")];

/// The ratio that `value` means, by the service's names; it may be one that no model makes.
pub(crate) fn ratio(value: &str) -> Option<Cow<'static, str>> {
    let name = letters(value)?;
    if let Some((_, ratio)) = RATIOS.iter().find(|(other, _)| *other == name) {
        return Some(Cow::Borrowed(ratio));
    }
    let (width, height) = sides(value)?;
    let ratio = Rational::new(width.into(), height.into())?;
    // 21:9 is the name, not 7:3.
    match (ratio.num(), ratio.den()) {
        (7, 3) => Some(Cow::Borrowed("21:9")),
        (width, height) => Some(Cow::Owned(format!("{width}:{height}"))),
    }
}

/// The quality that `value` means, by the service's names; it may be one that no model makes.
pub(crate) fn quality(value: &str) -> Option<Cow<'static, str>> {
    let name = letters(value)?;
    if let Some((_, quality)) = QUALITIES.iter().find(|(other, quality)| *other == name || *quality == name) {
        return Some(Cow::Borrowed(quality));
    }
    let lines = match name.split_once(['x', '×', '*']) {
        Some((width, height)) => width.parse::<u32>().ok()?.min(height.parse().ok()?),
        None => name.trim_end_matches(['p', 'i']).parse().ok()?,
    };
    Some(Cow::Owned(lines.to_string() + "p"))
}

/// Two whole numbers.
pub(super) fn sides(text: &str) -> Option<(u32, u32)> {
    let (width, height) = pair(text)?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

/// The halves of `16:9`, `16x9`, `1280*720`, `16/9`.
pub(super) fn pair(text: &str) -> Option<(&str, &str)> {
    let (width, height) = text.split_once([':', '：', '∶', 'x', 'X', '×', '*', '/', '_', '-'])?;
    Some((width.trim(), height.trim()))
}

/// The value in lower case, without blanks and separators of words; `None` if it is too long.
fn letters(value: &str) -> Option<String> {
    if value.len() > LONGEST {
        return None;
    }
    let mut letters = value.to_lowercase();
    letters.retain(|character| !character.is_whitespace() && !matches!(character, '_' | '-'));
    Some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_are_read() {
        for (value, wanted) in [
            ("16x9", "16:9"),
            ("16：9", "16:9"),
            (" 9 / 16 ", "9:16"),
            ("1280x720", "16:9"),
            ("7:3", "21:9"),
            ("Portrait", "9:16"),
            ("keep_ratio", "adaptive"),
        ] {
            assert_eq!(ratio(value).as_deref(), Some(wanted), "{value}");
        }
        for value in ["", "0:0", "wider", "16", "99999999999:1", "a:b"] {
            assert_eq!(ratio(value), None, "{value}");
        }
        for (value, wanted) in [
            ("720", "720p"),
            ("720P", "720p"),
            ("1280x720", "720p"),
            ("HD", "720p"),
            ("480 p", "480p"),
            ("Full HD", "1080p"),
        ] {
            assert_eq!(quality(value).as_deref(), Some(wanted), "{value}");
        }
        for value in ["", "high", "4k", "x", "p"] {
            assert_eq!(quality(value), None, "{value}");
        }
    }
}
