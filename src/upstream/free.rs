//! Sentences in free words, English or Chinese: a quantity, a relation, and maybe a bound and the value that was found.

use super::sentence::{End, Sentence, number};
use super::text::has;
use crate::model::Rational;
use crate::profile::Range;

/// Nouns of quantities, the longer first, each with the words of the regular sentences.
const NOUNS: [(&str, &str); 38] = [
    ("total duration", "total duration"),
    ("总时长", "total duration"),
    ("aspect ratio", "aspect ratio"),
    ("aspect_ratio", "aspect ratio"),
    ("宽高比", "aspect ratio"),
    ("长宽比", "aspect ratio"),
    ("画幅", "aspect ratio"),
    ("画面比例", "aspect ratio"),
    ("比例", "aspect ratio"),
    ("ratio", "aspect ratio"),
    ("pixel count", "pixel count"),
    ("像素", "pixel count"),
    ("frame rate", "frame rate"),
    ("framerate", "frame rate"),
    ("fps", "frame rate"),
    ("帧率", "frame rate"),
    ("file size", "file size"),
    ("文件大小", "file size"),
    ("大小", "file size"),
    ("文件过大", "file size"),
    ("文件", "file size"),
    ("resolution", "resolution"),
    ("分辨率", "resolution"),
    ("清晰度", "resolution"),
    ("width", "width"),
    ("宽度", "width"),
    ("height", "height"),
    ("高度", "height"),
    ("format", "format"),
    ("格式", "format"),
    ("codec", "codec"),
    ("编码", "codec"),
    ("duration", "duration"),
    ("时长", "duration"),
    ("number of", "count"),
    ("数量", "count"),
    ("size", "file size"),
    ("length", "duration"),
];

/// Words that ask for at least or at most so much.
const ASKED: [(&str, End); 24] = [
    ("greater than or equal to", End::Least),
    ("no less than", End::Least),
    ("not be less than", End::Least),
    ("not less than", End::Least),
    ("at least", End::Least),
    ("minimum", End::Least),
    ("不能小于", End::Least),
    ("不能少于", End::Least),
    ("不能低于", End::Least),
    ("不能短于", End::Least),
    ("不得小于", End::Least),
    ("不得少于", End::Least),
    ("不得低于", End::Least),
    ("至少", End::Least),
    ("less than or equal to", End::Greatest),
    ("no more than", End::Greatest),
    ("not exceed", End::Greatest),
    ("at most", End::Greatest),
    ("maximum", End::Greatest),
    ("不能超过", End::Greatest),
    ("不得超过", End::Greatest),
    ("不能大于", End::Greatest),
    ("最多", End::Greatest),
    ("最大", End::Greatest),
];

/// Words that say how the value was wrong.
const FOUND: [(&str, End); 44] = [
    ("too small", End::Least),
    ("too short", End::Least),
    ("too low", End::Least),
    ("too few", End::Least),
    ("too narrow", End::Least),
    ("too tall", End::Least),
    ("shorter than", End::Least),
    ("smaller than", End::Least),
    ("below", End::Least),
    ("过短", End::Least),
    ("过小", End::Least),
    ("过低", End::Least),
    ("太短", End::Least),
    ("太小", End::Least),
    ("太低", End::Least),
    ("短于", End::Least),
    ("小于", End::Least),
    ("低于", End::Least),
    ("少于", End::Least),
    ("不足", End::Least),
    ("too large", End::Greatest),
    ("too big", End::Greatest),
    ("too long", End::Greatest),
    ("too high", End::Greatest),
    ("too many", End::Greatest),
    ("too wide", End::Greatest),
    ("longer than", End::Greatest),
    ("larger than", End::Greatest),
    ("bigger than", End::Greatest),
    ("exceeds", End::Greatest),
    ("exceeded", End::Greatest),
    ("exceed", End::Greatest),
    ("over the limit", End::Greatest),
    ("过长", End::Greatest),
    ("过大", End::Greatest),
    ("过高", End::Greatest),
    ("太长", End::Greatest),
    ("太大", End::Greatest),
    ("太高", End::Greatest),
    ("长于", End::Greatest),
    ("大于", End::Greatest),
    ("高于", End::Greatest),
    ("超过", End::Greatest),
    ("超出", End::Greatest),
];

/// Words that refuse a value without an end.
const REFUSED: [&str; 13] = [
    "not supported",
    "unsupported",
    "not valid",
    "invalid",
    "not allowed",
    "must be one of",
    "only support",
    "不支持",
    "仅支持",
    "只支持",
    "无效",
    "不合法",
    "不正确",
];

/// Words before the value that was found.
const ACTUAL: [&str; 10] =
    ["but received", "received", "but got", ", got", "got ", "actual", "实际", "当前", "but was", "found "];

/// Extensions by which a URL in the text tells the kind.
const EXTENSIONS: [(&str, &[&str]); 3] = [
    ("image", &[".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".heic"]),
    ("video", &[".mp4", ".mov", ".webm", ".m4v"]),
    ("audio", &[".mp3", ".wav", ".m4a", ".aac"]),
];

/// Reads a sentence of a quantity and what is wrong with it.
pub(super) fn read(text: &str) -> Option<Sentence<'_>> {
    let noun = NOUNS.iter().find(|(noun, _)| contains_word(text, noun)).map(|(_, words)| *words);
    let asked = ASKED.iter().find_map(|(words, end)| Some((*words, *end, text.find(words)?)));
    let found = FOUND.iter().find_map(|(words, end)| Some((*words, *end, text.find(words)?)));
    // "短于 2 秒" says what it is about: nothing else is short.
    let noun = noun.or_else(|| has(text, &["短于", "长于", "过短", "过长", "太短", "太长"]).then_some("duration"))?;
    let range = range(text);
    let is_refused = has(text, &REFUSED);
    if range.is_none() && asked.is_none() && found.is_none() && !is_refused {
        return None;
    }
    let kind = kind(text).unwrap_or_default();
    let number_after = |words: &str, at: usize| text.get(at + words.len()..).and_then(first_number);
    let end = asked.map(|(words, end, at)| (end, number_after(words, at)));
    let end = end.or_else(|| found.map(|(words, end, at)| (end, number_after(words, at))));
    let actual = actual(text, noun);
    let (bound, missed) = match (range, end) {
        (Some(range), _) => (Some(range), missed(range, actual)),
        (None, Some((End::Least, number))) => (number.map(|min| Range { min: Some(min), max: None }), Some(End::Least)),
        (None, Some((End::Greatest, number))) => {
            (number.map(|max| Range { min: None, max: Some(max) }), Some(End::Greatest))
        }
        (None, None) => (None, None),
    };
    // A list of names asks for one of them, whatever the noun: `[1:1]`, `adaptive`, `720p`.
    let names_values = bound.is_none() && has(text, &["adaptive", "1:1", "16:9", "9:16", "4:3", "3:4", "21:9"]);
    let is_field = noun == "resolution" || (noun == "aspect ratio" && names_values);
    let quantity =
        if is_field { noun.replace("aspect ratio", "ratio") } else { format!("{kind} {noun}").trim().to_owned() };
    Some(Sentence { is_parameter: is_field, bound, missed, ..Sentence::about(&quantity) })
}

/// Whether `text` contains `word`; one of letters not within a longer word, as "ratio" is in "generation".
fn contains_word(text: &str, word: &str) -> bool {
    let is_letter = |character: Option<char>| character.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !word.is_ascii() || (!is_letter(before) && !is_letter(after.filter(|c| *c != 's')))
    })
}

/// The kind of media that the text names, or that the extension of a URL in it shows.
fn kind(text: &str) -> Option<&'static str> {
    let words: [(&str, &[&str]); 3] = [
        ("image", &["image", "picture", "photo", "图片", "图像", "图"]),
        ("video", &["video", "视频"]),
        ("audio", &["audio", "音频", "声音"]),
    ];
    let first = words.iter().filter_map(|(kind, words)| {
        let at = words.iter().filter_map(|word| text.find(word)).min()?;
        Some((at, *kind))
    });
    let named = first.min().map(|(_, kind)| kind);
    named.or_else(|| EXTENSIONS.iter().find(|(_, extensions)| has(text, extensions)).map(|(kind, _)| *kind))
}

/// "between 0.4 and 2.5", "in [24, 60]", "0.4 到 2.5", "0.4~2.5".
fn range(text: &str) -> Option<Range> {
    let pairs = [
        ("between ", " and "),
        ("[", ","),
        ("from ", " to "),
        ("within ", " and "),
        ("必须在", "到"),
        ("在", "到"),
        ("在", "至"),
        ("在", "~"),
        ("在", "-"),
        ("介于", "和"),
        ("范围", "-"),
        ("范围", "~"),
        ("range", "-"),
        ("range", "~"),
    ];
    pairs.iter().find_map(|(open, joint)| {
        text.match_indices(open).find_map(|(at, _)| {
            let rest = text.get(at + open.len()..)?.trim_start_matches([' ', ':', '：', '[', '(', '为', '是']);
            let (min, rest) = rest.split_once(joint)?;
            // Only a number, and maybe its unit, comes before the joint.
            (min.chars().count() <= 12).then_some(())?;
            Some(Range { min: Some(number(min)?), max: Some(number(rest.trim_start())?) })
        })
    })
}

/// The end that `actual` missed.
pub(super) fn missed(range: Range, actual: Option<Rational>) -> Option<End> {
    let actual = actual?;
    if range.min.is_some_and(|min| actual < min) {
        Some(End::Least)
    } else if range.max.is_some_and(|max| actual > max) {
        Some(End::Greatest)
    } else {
        None
    }
}

/// The value that was found: a number, or the side or ratio of "200x500px".
pub(super) fn actual(text: &str, quantity: &str) -> Option<Rational> {
    let rest = ACTUAL.iter().find_map(|words| text.split_once(words)).map(|(_, rest)| rest)?;
    if let Some((width, height)) = sides(rest) {
        return if quantity.contains("width") {
            Some(Rational::from(width))
        } else if quantity.contains("height") {
            Some(Rational::from(height))
        } else if quantity.contains("ratio") {
            Rational::new(width, height)
        } else {
            Some(Rational::from(width.checked_mul(height)?))
        };
    }
    first_number(rest)
}

/// `200x500` anywhere in the text.
fn sides(text: &str) -> Option<(u64, u64)> {
    text.match_indices(['x', '×', '*']).find_map(|(at, sign)| {
        let before = text.get(..at)?;
        let digits = before.rfind(|c: char| !c.is_ascii_digit()).map_or(Some(before), |start| {
            let length = before.get(start..)?.chars().next()?.len_utf8();
            before.get(start + length..)
        })?;
        let after = text.get(at + sign.len()..)?;
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        Some((digits.parse().ok()?, after.get(..end)?.parse().ok()?))
    })
}

fn first_number(text: &str) -> Option<Rational> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    // The number of something else is further away.
    (start <= 40).then(|| text.get(start..).and_then(number)).flatten()
}
