//! The text of a refusal, in one form whatever is around it.

use super::han;
use crate::model::Kind;
use crate::request::keys;

/// More than any refusal is long; the rest is not read.
const LONGEST: usize = 16 << 10;

/// The text in lower case and in simplified characters, without quotation marks and JSON's escapes, and with one blank
/// for each gap.
pub(super) fn plain(message: &str) -> String {
    let head = message.char_indices().take_while(|(at, _)| *at < LONGEST).map(|(_, character)| character);
    let message = unescaped(head);
    let mut text = String::with_capacity(message.len());
    let mut characters = message.chars().peekable();
    while let Some(character) = characters.next() {
        let is_escaped_line_end =
            character == '\\' && characters.next_if(|next| matches!(next, 'n' | 'r' | 't')).is_some();
        if character.is_whitespace() || is_escaped_line_end {
            if !text.ends_with(' ') {
                text.push(' ');
            }
        } else if !matches!(character, '`' | '\'' | '"' | '\\' | '‘' | '’' | '“' | '”') {
            text.push(han::simplified(character).to_ascii_lowercase());
        }
    }
    text
}

/// The text with each `\uXXXX` as the character that it is (RFC 8259 §7): many services answer in ASCII.
fn unescaped(characters: impl Iterator<Item = char>) -> String {
    let characters: Vec<char> = characters.collect();
    let unit = |at: usize| {
        let ['\\', 'u', digits @ ..] = characters.get(at..at + 6)? else { return None };
        let value = digits.iter().try_fold(0, |value, digit| Some(value * 16 + digit.to_digit(16)?))?;
        u16::try_from(value).ok()
    };
    let mut text = String::with_capacity(characters.len());
    let mut at = 0;
    while let Some(character) = characters.get(at) {
        let Some(first) = unit(at) else {
            text.push(*character);
            at += 1;
            continue;
        };
        // A second half that is not there leaves half of a pair, which is not a character.
        let units = [Some(first), unit(at + 6)].into_iter().flatten();
        let decoded = char::decode_utf16(units).next().and_then(Result::ok);
        text.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
        at += 6 * decoded.map_or(1, char::len_utf16);
    }
    text
}

/// Whether any of `words` is in the text. `…` matches a few words in between: "model…not found"; `$` after it is the end
/// of the text.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| match word.split_once('…') {
        Some((first, second)) => has_pair(text, first, second),
        None => text.contains(word),
    })
}

/// Whether `second` follows `first` in the same sentence.
fn has_pair(text: &str, first: &str, second: &str) -> bool {
    // About as far apart as a name of a model or an asset is long.
    const FARTHEST: usize = 64;
    let ends = second.strip_suffix('$');
    text.match_indices(first).any(|(at, _)| {
        let rest = text.get(at + first.len()..).unwrap_or_default();
        let found = match ends {
            Some(second) => rest.trim_end().strip_suffix(second).map(str::len),
            None => {
                let farthest =
                    (0..=rest.len().min(FARTHEST + second.len())).rev().find(|&end| rest.is_char_boundary(end));
                farthest.and_then(|end| rest.get(..end)?.find(second))
            }
        };
        found.is_some_and(|gap| gap <= FARTHEST && !rest.get(..gap).is_some_and(|gap| gap.contains(". ")))
    })
}

/// Where `word` is in `text`; one of letters not within a longer word, as "ratio" is in "generation".
pub(super) fn contains_word(text: &str, word: &str) -> Option<usize> {
    let is_letter = |character: Option<char>| character.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !word.is_ascii() || (!is_letter(before) && !is_letter(after.filter(|c| *c != 's')))
    })
}

/// Words for kinds of media.
const KINDS: [(Kind, &[&str]); 3] = [
    (Kind::Image, &["image", "picture", "photo", "图片", "图像", "图"]),
    (Kind::Video, &["video", "视频"]),
    (Kind::Audio, &["audio", "音频", "声音"]),
];

/// Extensions by which a URL in the text shows the kind.
const EXTENSIONS: [(Kind, &[&str]); 3] = [
    (Kind::Image, &[".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".heic"]),
    (Kind::Video, &[".mp4", ".mov", ".webm", ".m4v"]),
    (Kind::Audio, &[".mp3", ".wav", ".m4a", ".aac"]),
];

/// The kind of media that the text names first, or that the extension of a URL in it shows.
pub(super) fn kind(text: &str) -> Option<Kind> {
    let first = KINDS.iter().filter_map(|(kind, words)| {
        let at = words.iter().filter_map(|word| find_kind(text, word)).min()?;
        Some((at, *kind))
    });
    let named = first.min_by_key(|(at, _)| *at).map(|(_, kind)| kind);
    named.or_else(|| EXTENSIONS.iter().find(|(_, extensions)| has(text, extensions)).map(|(kind, _)| *kind))
}

/// The kind of media that the text names, whose names are spelled out; `None` for none or more than one.
pub(super) fn only_kind(text: &str) -> Option<Kind> {
    // A single 图 may be part of another word.
    let names = |words: &'static [&'static str]| words.iter().filter(|word| **word != "图");
    let mut kinds = KINDS
        .iter()
        .filter(|(_, words)| names(words).any(|word| find_kind(text, word).is_some()))
        .map(|(kind, _)| *kind);
    kinds.next().filter(|_| kinds.next().is_none())
}

/// Where `word` names a kind: not within the name of a mode, such as image-to-video and 图生视频.
fn find_kind(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        !before.ends_with("-to-") && !before.ends_with('生') && !after.starts_with("-to-") && !after.starts_with('生')
    })
}

/// `N` of the first `content[N]`.
pub(super) fn content_index(text: &str) -> Option<usize> {
    text.split("content[").skip(1).find_map(|rest| rest.split_once(']')?.0.trim().parse().ok())
}

/// The field that the answer names beside its message: as `param`, as the `loc` of a validator, or as the end of a code.
pub(super) fn field(text: &str) -> Option<&str> {
    param(text).or_else(|| location(text)).or_else(|| leading(text)).or_else(|| {
        let start = ["parameters.", "struct field ", "invalidparameter.", "missingparameter.", "invalid value for "];
        let rest = start.iter().find_map(|start| Some(text.split_once(start)?.1))?;
        let name = rest.split(|c: char| !is_in_a_name(c) && c != '.').next()?.trim_end_matches('.');
        // Go writes the type before the field: `VideoRequest.duration`.
        name.rsplit('.').next().filter(|name| !name.is_empty())
    })
}

/// `duration: must be …`, `input.aspect_ratio: …`: the field that the text begins with, if it is one of ours.
fn leading(text: &str) -> Option<&str> {
    let (path, _) = text.split_once(": ")?;
    let name = path.trim_start().rsplit('.').next()?;
    keys().find(|key| *key == name).or_else(|| ["resolution", "ratio"].into_iter().find(|other| *other == name))
}

fn param(text: &str) -> Option<&str> {
    let rest = text.split_once("param:")?.1.trim_start();
    let name = rest.split([',', '}', ' ']).next()?.trim();
    (!name.is_empty() && name != "null").then_some(name)
}

/// `loc: [body, image_urls, 0]`, as FastAPI writes it: the last name.
fn location(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("loc:")?;
    let (parts, _) = rest.trim_start().strip_prefix('[')?.split_once(']')?;
    let mut names = parts.split(',').map(str::trim).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    names.rfind(|name| *name != "body")
}

/// The element of a list of ours that the text names: `image_urls[2]`, or `[body, image_urls, 2]`.
pub(super) fn element(text: &str) -> Option<(Kind, usize)> {
    [("image_urls", Kind::Image), ("video_urls", Kind::Video), ("audio_urls", Kind::Audio)].iter().find_map(
        |(key, kind)| {
            text.match_indices(key).find_map(|(at, _)| {
                let rest = text.get(at + key.len()..)?;
                let rest = ["[", ".", "/", ", ", ","].iter().find_map(|sign| rest.strip_prefix(sign))?;
                let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
                Some((*kind, digits.parse().ok()?))
            })
        },
    )
}

/// The identifier that ends `text`: the name before "is not supported".
pub(super) fn last_name(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let start = text.rfind(|c: char| !is_in_a_name(c)).map_or(0, |at| at + text.get(at..).map_or(1, first_length));
    text.get(start..).filter(|name| !name.is_empty())
}

/// The identifier that begins `text`.
pub(super) fn first_name(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([' ', ':', '：', '[', '(']);
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
    fn escapes_are_characters() {
        for (text, wanted) in [
            (r"\u4f59\u989d", "余额"),
            (r"\\u4F59", "余"),
            (r"fps \u003e= 24\n\u0022x\u0022", "fps >= 24 x"),
            (r"\ud83c\udfac", "🎬"),
            (r"\ud83c \u12", "\u{fffd} u12"),
            ("餘額", "余额"),
        ] {
            assert_eq!(plain(text), wanted, "{text}");
        }
        assert!(has("model x is not supported ", &["model…is not supported$"]));
        assert!(!has("model x is not supported here", &["model…is not supported$"]));
    }

    #[test]
    fn parts_of_answers_are_found() {
        for (text, wanted) in [
            (r#"{"error":{"message":"x","param":"content[1].image_url"}}"#, Some("content[1].image_url")),
            (r#"{"param": null}"#, None),
            (r#"{"detail":[{"loc":["body","image_urls",0],"msg":"x"}]}"#, Some("image_urls")),
            ("Input should be '480p': parameters.resolution", Some("resolution")),
            ("cannot unmarshal string into Go struct field VideoRequest.duration of type int", Some("duration")),
            ("InvalidParameter.ratio: x", Some("ratio")),
        ] {
            assert_eq!(field(&plain(text)), wanted, "{text}");
        }
        assert_eq!(element(&plain("video_urls[1]: too large")), Some((Kind::Video, 1)));
        assert!(has("the model seedance-9 is not available", &["model…not available"]));
        assert!(!has("the model failed. It is not available", &["model…not available"]));
        assert_eq!(content_index("content[x] content[12]"), Some(12));
        assert_eq!(last_name("invalidparameter: draft "), Some("draft"));
        assert_eq!(last_name("参数seed"), Some("seed"));
        assert_eq!(first_name(": service_tier, x"), Some("service_tier"));
        assert_eq!(only_kind("seedance-2.0-image-to-video"), None);
        assert_eq!(kind("图生视频：图片"), Some(Kind::Image));
    }
}
