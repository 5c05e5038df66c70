//! The regular sentences of the underlying model, which reach the caller as they are.

use super::numbers::{actual, missed};
use super::sentence::{End, Sentence, number};
use super::{code, free};
use crate::profile::{Mode, Range};

/// The first sentence that is known; the exact ones before codes and free words.
pub(super) fn find(text: &str) -> Option<Sentence<'_>> {
    parameter(text)
        .or_else(|| received(text))
        .or_else(|| coded(text))
        .or_else(|| between(text))
        .or_else(|| bare_code(text))
        .or_else(|| free::read(text))
}

/// A sentence that is regular and names a bound, so that no other word of the text decides.
pub(super) fn with_bound(text: &str) -> Option<Sentence<'_>> {
    let sentence = parameter(text).or_else(|| received(text)).or_else(|| between(text));
    let sentence = sentence.filter(|sentence| sentence.bound.is_some())?;
    // A code beside it, such as `WidthTooSmall`, names the end.
    let missed = sentence.missed.or_else(|| coded(text)?.missed);
    Some(Sentence { missed, ..sentence })
}

/// "the parameter X specified in the request must be less than or equal to V for model M in r2v", or "… is not valid".
fn parameter(text: &str) -> Option<Sentence<'_>> {
    // The outer sentence names `content[N]`, the inner one what is wrong with it: the last decides.
    text.rmatch_indices(" specified in the request ")
        .find_map(|(at, verb)| {
            let before = text.get(..at)?;
            let quantity = before.rsplit_once("parameter ").map_or(before, |(_, quantity)| quantity).trim();
            // Other words are a text around it, or the outer sentence.
            if quantity.len() > 60 || quantity.starts_with("content") {
                return None;
            }
            let verdict = text.get(at + verb.len()..)?;
            let (bound, missed) = match verdict.strip_prefix("must be ") {
                Some(rest) => comparison(rest)?,
                // "is not valid: expected an integer between 4 and 15, got 20".
                None => {
                    let value = free::value(verdict.strip_prefix("is not valid")?);
                    (value.bound, value.missed)
                }
            };
            let model = word_after(verdict, "for model ");
            let mode = verdict.split(" in ").skip(1).find_map(|rest| mode(word(rest)));
            Some(Sentence { is_parameter: true, model, mode, bound, missed, ..Sentence::about(quantity) })
        })
        .or_else(|| specified(text))
}

/// "the specified duration is not supported for model M".
fn specified(text: &str) -> Option<Sentence<'_>> {
    let (before, model) = text.split_once(" is not supported for model ")?;
    let name =
        ["duration", "resolution", "ratio"].into_iter().find(|name| before.ends_with(&format!("specified {name}")))?;
    Some(Sentence { is_parameter: true, model: Some(word(model)), ..Sentence::about(name) })
}

/// Words that ask for at least so much, directly before it; the longer first.
const AT_LEAST: [&str; 11] = [
    "greater than or equal to ",
    "at least ",
    "no less than ",
    "greater than ",
    "larger than ",
    "longer than ",
    "higher than ",
    "above ",
    ">= ",
    ">=",
    "≥",
];

/// Words that ask for at most so much, directly before it; the longer first.
const AT_MOST: [&str; 12] = [
    "less than or equal to ",
    "at most ",
    "no more than ",
    "no greater than ",
    "less than ",
    "smaller than ",
    "shorter than ",
    "lower than ",
    "below ",
    "<= ",
    "<=",
    "≤",
];

/// "less than or equal to 15.2", and the forms beside it; "one of 5, 10" has no ends.
fn comparison(text: &str) -> Option<(Option<Range>, Option<End>)> {
    // One of a list has no ends.
    if text.starts_with("one of") {
        return Some((None, None));
    }
    if let Some(rest) = AT_LEAST.iter().find_map(|words| text.strip_prefix(words)) {
        return Some((Some(Range { min: Some(number(rest)?), max: None }), Some(End::Least)));
    }
    if let Some(rest) = AT_MOST.iter().find_map(|words| text.strip_prefix(words)) {
        return Some((Some(Range { min: None, max: Some(number(rest)?) }), Some(End::Greatest)));
    }
    let (min, max) = text.strip_prefix("between ")?.split_once(" and ")?;
    Some((Some(Range { min: Some(number(min)?), max: Some(number(max)?) }), None))
}

/// "expected the width to be at least 300px, but received a 280x602px image instead".
fn received(text: &str) -> Option<Sentence<'_>> {
    let (quantity, rest) = text.split_once("expected the ")?.1.split_once(" to be ")?;
    let (bound, missed) = comparison(rest)?;
    let (_, received) = rest.split_once("received ")?;
    let kind = ["image", "video", "audio"].into_iter().find(|kind| received.contains(kind)).unwrap_or_default();
    let missed = missed.or_else(|| self::missed(bound?, actual(text, quantity)));
    (quantity.len() <= 60).then(|| Sentence { bound, missed, ..Sentence::about(&format!("{kind} {quantity}")) })
}

/// "InvalidParameter.WidthTooSmall", with "Width must be between 300px and 6000px" beside it or without.
fn coded(text: &str) -> Option<Sentence<'_>> {
    text.split("invalidparameter.").skip(1).find_map(|rest| {
        let code = rest.split(|character: char| !character.is_ascii_alphanumeric()).next()?;
        let (quantity, missed) = code::read(code)?;
        let bound = between(text).and_then(|sentence| sentence.bound);
        Some(Sentence { bound, missed, ..Sentence::about(&quantity) })
    })
}

/// `VideoPixelCountTooLarge`, without what is before it in a whole code.
fn bare_code(text: &str) -> Option<Sentence<'_>> {
    let words = text.split(|character: char| !character.is_ascii_alphanumeric());
    let mut codes = words.filter(|word| ["image", "video", "audio"].iter().any(|kind| word.starts_with(kind)));
    codes.find_map(|word| {
        let (quantity, missed) = code::read(word)?;
        missed.map(|end| Sentence { missed: Some(end), ..Sentence::about(&quantity) })
    })
}

/// "Width must be between 300px and 6000px", as a service in between passes it on without the code.
fn between(text: &str) -> Option<Sentence<'_>> {
    text.match_indices(" must be").find_map(|(at, verb)| {
        // "must bebetween" occurs as well.
        let (bound, missed) = comparison(text.get(at + verb.len()..)?.trim_start())?;
        let names = ["pixel count", "aspect ratio", "width", "height", "duration", "frame rate", "fps"];
        let before = text.get(..at)?;
        let named = names.into_iter().find(|name| before.ends_with(name));
        // "Each reference video must be between 2 and 15 seconds".
        let is_length = || text.get(at..).is_some_and(|text| text.contains("second"));
        let name = named.or_else(|| {
            (before.ends_with("video") || before.ends_with("audio")).then(is_length)?.then_some("duration")
        })?;
        // Both ends, as the sentences about a file have.
        let bound = bound.filter(|range| range.min.is_some() && range.max.is_some())?;
        let missed = missed.or_else(|| self::missed(bound, actual(text, name)));
        // "reference_video_urls duration", "each reference video", "video duration".
        let clause = before.rsplit([':', '.', ',', '{']).next().unwrap_or_default();
        let kind = ["image", "video", "audio"].into_iter().find(|kind| clause.contains(kind)).unwrap_or_default();
        Some(Sentence { bound: Some(bound), missed, ..Sentence::about(format!("{kind} {name}").trim()) })
    })
}

fn word_after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    text.split_once(words).map(|(_, rest)| word(rest)).filter(|word| !word.is_empty())
}

/// The word at the start: a model's name may hold dots, and end a sentence.
fn word(text: &str) -> &str {
    let is_in_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.split(|c| !is_in_a_name(c)).next().unwrap_or_default().trim_end_matches('.')
}

/// Modes, as the underlying model names them.
fn mode(word: &str) -> Option<Mode> {
    match word {
        "t2v" => Some(Mode::Text),
        "i2v" | "flf2v" => Some(Mode::Image),
        "r2v" => Some(Mode::Reference),
        _ => None,
    }
}
