//! Sentences in free words, English or Chinese: a quantity, a relation, and maybe a bound and the value that was found.

use super::numbers::{self, missed};
use super::sentence::{End, Sentence};
use super::text::{contains_word, has, kind};
use super::words::{
    AFTER_BOUND, ASKED, BY_UNIT, COMPARED, ENSURING, FILES, FOUND, FOUND_TOO, LIMITS, NOUNS, OBLIGING, REFUSED,
};
use crate::model::{Kind, Rational};
use crate::profile::Range;

/// Reads a sentence of a quantity and what is wrong with it.
pub(super) fn read(text: &str) -> Option<Sentence<'static>> {
    if let Some(sentence) = prompt(text).or_else(|| count(text, None)) {
        return Some(sentence);
    }
    let is_total = has(text, &["total…duration", "combined…duration", "total…length", "combined…length", "总…时长"]);
    let total =
        || is_total.then(|| ("total duration", text.find("duration").or_else(|| text.find("时长")).unwrap_or(0)));
    let noun = || NOUNS.iter().find_map(|(noun, words)| Some((*words, contains_word(text, noun)?)));
    let noun = total().or_else(noun);
    let kind = kind(text).map(name);
    // "短于 2 秒" and "audio too long" say what they are about: nothing else is short.
    let is_length = || match has(text, &["短于", "长于", "过短", "过长", "太短", "太长"]) {
        true => Some(("duration", 0)),
        false => kind.filter(|_| has(text, &["too long", "too short"])).map(|_| ("duration", 0)),
    };
    let by_unit = || kind.and_then(|_| Some((asked_unit(text)?, 0)));
    let (noun, at) = noun.or_else(is_length).or_else(by_unit)?;
    let value = Value::of(text, noun, at);
    // "quality must be 480p or 720p".
    let asks_for_quality =
        noun == "resolution" && has(text, &["must be…p", "should be…p"]) && has(text, &["480p", "720p"]);
    if !value.is_refused && !asks_for_quality && value.bound.is_none() && value.missed.is_none() {
        return None;
    }
    let kind = kind.unwrap_or_default();
    // A list of names asks for one of them, whatever the noun: `[1:1]`, `adaptive`, `720p`.
    let names_values = value.bound.is_none() && (text.contains("adaptive") || names_ratio(text));
    // The resolution of a file is the number of its pixels; one that names no end is the request's.
    let is_of_file = !kind.is_empty() && (value.missed.is_some() || numbers::sides(text).is_some());
    let quantity = match noun {
        "resolution" if is_of_file && kind == "video" => "video pixel count".to_owned(),
        "resolution" if is_of_file => format!("{kind} width"),
        "resolution" => noun.to_owned(),
        "aspect ratio" if names_values => "ratio".to_owned(),
        _ if kind.is_empty() && has(text, &FILES) => format!("file {noun}"),
        _ => format!("{kind} {noun}").trim().to_owned(),
    };
    let is_parameter = matches!(quantity.as_str(), "resolution" | "ratio");
    Some(Sentence { is_parameter, bound: value.bound, missed: value.missed, ..Sentence::about(&quantity) })
}

/// The quantity that the unit of a bound names which is asked for: "must not be longer than 15 seconds".
fn asked_unit(text: &str) -> Option<&'static str> {
    let asked = ASKED.iter().find_map(|(words, _)| after(text, words));
    let rest = asked.or_else(|| obliged(text).map(|(_, rest)| rest))?.trim_start();
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_number = unit.len() < rest.len();
    BY_UNIT.iter().find(|(name, _)| is_number && unit.trim_start().starts_with(name)).map(|(_, noun)| *noun)
}

/// Whether the text names a ratio such as `16:9`.
fn names_ratio(text: &str) -> bool {
    text.match_indices(':').any(|(at, _)| {
        let is_digit = |character: Option<char>| character.is_some_and(|c| c.is_ascii_digit());
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        is_digit(before) && is_digit(text.get(at + 1..).and_then(|text| text.chars().next()))
    })
}

/// The requirement on the value of a field that is named beside it.
pub(super) fn value(text: &str) -> Sentence<'static> {
    // Numbers before the range may be codes and statuses.
    let value = Value::of(text, "", usize::MAX);
    Sentence { bound: value.bound, missed: value.missed, ..Sentence::about("") }
}

/// The requirement on a value.
struct Value {
    bound: Option<Range>,
    missed: Option<End>,
    /// Whether it refuses the value, maybe without an end.
    is_refused: bool,
}

impl Value {
    /// The requirement of `text` on the value of `noun`, which is at `at`.
    fn of(text: &str, noun: &str, at: usize) -> Self {
        let asked = ASKED.iter().find_map(|(words, end)| Some((*end, after(text, words)?))).or_else(|| obliged(text));
        let found = || FOUND.iter().find_map(|(words, end)| Some((*end, after(text, words)?)));
        let found_too = || FOUND_TOO.iter().find_map(|(words, end)| Some((*end, after(text, words)?)));
        let is_refused = has(text, &REFUSED);
        if let Some((range, start)) = numbers::range(text) {
            // The value is stated after a word for it, or between the noun and the range.
            let between = || numbers::value(text.get(at..start)?, noun);
            let actual = numbers::actual(text, noun).or_else(between);
            let missed = missed(range, actual).or_else(|| found_too().map(|(end, _)| end));
            return Self { bound: Some(range), missed, is_refused: true };
        }
        if let Some(range) = both_ends(text) {
            let missed = missed(range, numbers::actual(text, noun)).or_else(|| found_too().map(|(end, _)| end));
            return Self { bound: Some(range), missed, is_refused: true };
        }
        let (missed, number) = match (asked.or_else(found), found_too()) {
            // "too long: 18.2s (max 15s)": the number after these words is the value.
            (_, Some((end, _))) => (Some(end), LIMITS.iter().find_map(|words| numbers::first(after(text, words)?))),
            (Some((end, rest)), None) => (Some(end), numbers::first(rest)),
            (None, None) => match AFTER_BOUND.iter().find(|(words, _)| text.contains(words)) {
                // "15 seconds or less".
                Some((words, end)) => {
                    (Some(*end), text.split_once(words).and_then(|(before, _)| numbers::last(before)))
                }
                None => (None, None),
            },
        };
        let bound = number.zip(missed).map(|(number, end)| one_end(number, end));
        Self { bound, missed, is_refused }
    }
}

/// The range of a text that asks for both ends one by one: ">= 24 and <= 60", "不能小于300，不能大于6000".
fn both_ends(text: &str) -> Option<Range> {
    let bound = |wanted| {
        let mut of_end = ASKED.iter().filter(|(_, end)| *end == wanted);
        of_end.find_map(|(words, _)| numbers::first(after(text, words)?))
    };
    let (min, max) = (bound(End::Least)?, bound(End::Greatest)?);
    (min < max).then_some(Range { min: Some(min), max: Some(max) })
}

/// A comparison that is asked for, with the end that is missed and the text after it: 应小于, "must be longer than".
fn obliged(text: &str) -> Option<(End, &str)> {
    COMPARED.iter().find_map(|(words, end)| {
        text.match_indices(words).find_map(|(at, _)| {
            let before = text.get(..at)?.trim_end();
            let is_obliged = OBLIGING.iter().any(|obliging| {
                let rest = before.strip_suffix(obliging);
                // 不应小于 asks for the contrary.
                rest.is_some_and(|rest| !rest.ends_with('不'))
            });
            let is_negated = before.ends_with(['不', '能', '得', '可']) || before.ends_with("not be");
            let clause = || before.rsplit(['.', ',', ';', '。', '，', '；']).next().unwrap_or_default();
            (is_obliged || (!is_negated && has(clause(), &ENSURING)))
                .then_some((end.other(), text.get(at + words.len()..)?))
        })
    })
}

/// The text after the first `words`.
fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    text.split_once(words).map(|(_, rest)| rest)
}

fn one_end(number: Rational, end: End) -> Range {
    match end {
        End::Least => Range { min: Some(number), max: None },
        End::Greatest => Range { min: None, max: Some(number) },
    }
}

/// A prompt that is too long.
fn prompt(text: &str) -> Option<Sentence<'static>> {
    let is_meant = has(
        text,
        &[
            "prompt…too long",
            "prompt…exceed",
            "prompt…at most",
            "prompt…no more than",
            "prompt…longer than",
            "prompt length",
            "prompt…maximum",
            "提示词…过长",
            "提示词…太长",
            "提示词…超过",
            "提示词…超出",
            "提示词…最多",
            "提示词长度",
            "文本过长",
            "input text…too long",
            "text length",
            "文本长度",
        ],
    );
    let value = is_meant.then(|| Value::of(text, "prompt length", 0))?;
    let bound = value.bound.or_else(|| {
        let number =
            ["最多", "limit of", "at most", "maximum"].iter().find_map(|words| numbers::first(after(text, words)?));
        number.map(|number| one_end(number, End::Greatest))
    });
    let missed = value.missed.or(Some(End::Greatest)).filter(|end| *end == End::Greatest)?;
    Some(Sentence { bound, missed: Some(missed), ..Sentence::about("prompt length") })
}

/// "at most 9 reference images", "最多 3 个": how many assets there may be. `list` is the list that the text is about.
pub(super) fn count(text: &str, list: Option<Kind>) -> Option<Sentence<'static>> {
    if let Some((end, kind)) = too_many(text) {
        return Some(Sentence { missed: Some(end), ..Sentence::about(&format!("{} count", name(kind))) });
    }
    const ASKED_OF_COUNTS: [(&str, End); 20] = [
        ("at most ", End::Greatest),
        ("up to ", End::Greatest),
        ("no more than ", End::Greatest),
        ("maximum of ", End::Greatest),
        ("not exceed ", End::Greatest),
        ("more than ", End::Greatest),
        ("exceeds ", End::Greatest),
        ("only ", End::Greatest),
        ("maximum ", End::Greatest),
        ("max ", End::Greatest),
        ("仅支持", End::Greatest),
        ("只支持", End::Greatest),
        ("只能", End::Greatest),
        ("最大", End::Greatest),
        ("最多", End::Greatest),
        ("不能超过", End::Greatest),
        ("不得超过", End::Greatest),
        ("超过", End::Greatest),
        ("at least ", End::Least),
        ("至少", End::Least),
    ];
    ASKED_OF_COUNTS.iter().find_map(|(words, end)| {
        let mut rest = after(text, words)?.trim_start();
        // 最多可上传 9 张, "max allowed: 9 images".
        while let Some(shorter) = BEFORE_COUNT.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = shorter.trim_start();
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number: u32 = rest.get(..digits)?.parse().ok()?;
        // "9 reference images", "3 个参考视频", "9 items".
        let rest = rest.get(digits..)?.trim_start().chars();
        let is_of_the_noun = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '(');
        let counted: String = rest.take_while(is_of_the_noun).take(28).collect();
        let is_dense = counted.starts_with(['张', '個', '个', '段', '条']);
        let mut nouns = counted.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(3);
        // "maximum 30 MB per image" counts no images.
        let is_amount = nouns.clone().next().is_some_and(|word| UNITS.contains(&word));
        let is_counted = is_dense || (!is_amount && nouns.any(|word| COUNTED.contains(&word)));
        let is_of_list = || list.is_some() && counted.trim().is_empty() && !names_quantity(text);
        let kind = (is_counted || is_of_list()).then(|| kind(&counted).or(list).or_else(|| kind(text)))??;
        let bound = one_end(Rational::from(number), *end);
        Some(Sentence { bound: Some(bound), missed: Some(*end), ..Sentence::about(&format!("{} count", name(kind))) })
    })
}

/// Whether the text names a quantity of a file, so that a number need not be a count.
fn names_quantity(text: &str) -> bool {
    NOUNS.iter().any(|(noun, _)| contains_word(text, noun).is_some())
}

/// Words between one that limits a count and its number.
const BEFORE_COUNT: [&str; 14] =
    ["支持", "可以", "可", "能", "允许", "上传", "传入", "使用", "包含", "添加", "提供", "allowed", "of ", ":"];

/// Units of amounts that are not counts.
const UNITS: [&str; 20] = [
    "mb",
    "mib",
    "kb",
    "gb",
    "bytes",
    "megabytes",
    "k",
    "p",
    "px",
    "pixels",
    "pixel",
    "megapixels",
    "mp",
    "s",
    "sec",
    "second",
    "seconds",
    "fps",
    "frames",
    "tokens",
];

/// Nouns that are counted.
const COUNTED: [&str; 14] = [
    "image", "images", "picture", "pictures", "frames", "video", "videos", "clips", "audio", "audios", "items",
    "files", "urls", "elements",
];

/// "too many images", "not enough images".
fn too_many(text: &str) -> Option<(End, Kind)> {
    let words =
        [("too many ", End::Greatest), ("too few ", End::Least), ("过多", End::Greatest), ("not enough ", End::Least)];
    words.iter().find_map(|(words, end)| {
        let rest = after(text, words)?;
        let next: String = rest.chars().take(24).collect();
        let kind = if words.is_ascii() { kind(&next)? } else { kind(text)? };
        Some((*end, kind))
    })
}

/// The word for a kind in sentences.
pub(super) const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Image => "image",
        Kind::Video => "video",
        Kind::Audio => "audio",
        _ => "",
    }
}
