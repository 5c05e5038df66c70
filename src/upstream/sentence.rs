//! The sentences of refusals.

use super::limit::Limit;
use crate::model::{Expected, Rational};
use crate::profile::{Mode, Range};

/// One sentence, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sentence<'t> {
    /// The words for what is refused: `video pixel count`.
    pub(super) quantity: String,
    /// Whether the sentence calls it a parameter, so that `duration` is the request's own.
    pub(super) is_parameter: bool,
    pub(super) model: Option<&'t str>,
    pub(super) mode: Option<Mode>,
    bound: Option<Range>,
    missed: Option<End>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Least,
    Greatest,
}

/// More than any refusal is long; what is behind it is not looked at.
const LONGEST: usize = 16 << 10;

/// Codes behind `InvalidParameter.` in lower case, those that are met and their counterparts at the other end: the words
/// of the quantity, and the end that was missed.
const CODES: [(&str, &str, Option<End>); 19] = [
    ("widthtoosmall", "width", Some(End::Least)),
    ("widthtoolarge", "width", Some(End::Greatest)),
    ("heighttoosmall", "height", Some(End::Least)),
    ("heighttoolarge", "height", Some(End::Greatest)),
    ("aspectratiotoosmall", "aspect ratio", Some(End::Least)),
    ("aspectratiotoolarge", "aspect ratio", Some(End::Greatest)),
    ("durationtooshort", "duration", Some(End::Least)),
    ("durationtoolong", "duration", Some(End::Greatest)),
    ("pixelcounttoosmall", "pixel count", Some(End::Least)),
    ("pixelcounttoolarge", "pixel count", Some(End::Greatest)),
    ("fpstoolow", "fps", Some(End::Least)),
    ("fpstoohigh", "fps", Some(End::Greatest)),
    ("unsupportedimageformat", "image format", None),
    ("unsupportedvideoformat", "video format", None),
    ("unsupportedaudioformat", "audio format", None),
    ("unsupportedformat", "format", None),
    ("formatunsupported", "format", None),
    ("oversizedimage", "image file size", Some(End::Greatest)),
    ("filesizetoolarge", "file size", Some(End::Greatest)),
];

/// The text in lower case, without the marks of quoting and of JSON's escapes, and with one blank for each gap.
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

/// `N` of the first `content[N]`.
pub(super) fn content_index(text: &str) -> Option<usize> {
    text.split("content[").skip(1).find_map(|rest| rest.split_once(']')?.0.trim().parse().ok())
}

impl<'t> Sentence<'t> {
    /// The first sentence that is known; the exact ones before the codes.
    pub(super) fn find(text: &'t str) -> Option<Self> {
        parameter(text).or_else(|| received(text)).or_else(|| code(text)).or_else(|| between(text))
    }

    /// The bound, with the end alone that was missed where that is known.
    pub(super) fn missed_bound(&self) -> Option<Range> {
        self.bound.map(|bound| self.missed_end(bound))
    }

    /// Of a limit that is a range, the end alone that was missed where that is known.
    pub(super) fn missed_end_of(&self, limit: Limit) -> Expected {
        match limit {
            Limit::Range(range) => Expected::Range(self.missed_end(range).into()),
            Limit::Names(names) => Expected::OneOf(names),
        }
    }

    fn missed_end(&self, range: Range) -> Range {
        match self.missed {
            Some(End::Least) if range.min.is_some() => Range { max: None, ..range },
            Some(End::Greatest) if range.max.is_some() => Range { min: None, ..range },
            _ => range,
        }
    }

    fn about(quantity: &str) -> Self {
        Self { quantity: quantity.to_owned(), is_parameter: false, model: None, mode: None, bound: None, missed: None }
    }
}

/// "the parameter X specified in the request must be less than or equal to V for model M in r2v", or "… is not valid".
fn parameter(text: &str) -> Option<Sentence<'_>> {
    // The outer sentence names `content[N]`, the inner one what is wrong with it: the last decides.
    text.rmatch_indices(" specified in the request ").find_map(|(at, verb)| {
        let before = text.get(..at)?;
        let quantity = before.rsplit_once("parameter ").map_or(before, |(_, quantity)| quantity).trim();
        let verdict = text.get(at + verb.len()..)?;
        let (bound, missed) = match verdict.strip_prefix("must be ") {
            Some(rest) => comparison(rest)?,
            None => verdict.strip_prefix("is not valid").map(|_| (None, None))?,
        };
        // Words that are no quantity are a text around it, or the outer sentence.
        if quantity.len() > 60 || quantity.starts_with("content") {
            return None;
        }
        let model = word_after(verdict, "for model ");
        let mode = verdict.split(" in ").skip(1).find_map(|rest| mode(word(rest)));
        Some(Sentence { is_parameter: true, model, mode, bound, missed, ..Sentence::about(quantity) })
    })
}

/// "less than or equal to 15.2", and the forms beside it.
fn comparison(text: &str) -> Option<(Option<Range>, Option<End>)> {
    let least = ["greater than or equal to ", "at least ", "no less than ", "greater than "];
    let greatest = ["less than or equal to ", "at most ", "no more than ", "no greater than ", "less than "];
    if let Some(rest) = least.iter().find_map(|words| text.strip_prefix(words)) {
        return Some((Some(Range { min: Some(number(rest)?), max: None }), Some(End::Least)));
    }
    if let Some(rest) = greatest.iter().find_map(|words| text.strip_prefix(words)) {
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
    (quantity.len() <= 60).then(|| Sentence { bound, missed, ..Sentence::about(&format!("{kind} {quantity}")) })
}

/// "InvalidParameter.WidthTooSmall", with "Width must be between 300px and 6000px" beside it or without.
fn code(text: &str) -> Option<Sentence<'_>> {
    text.split("invalidparameter.").skip(1).find_map(|rest| {
        let code = rest.split(|character: char| !character.is_ascii_alphanumeric()).next()?;
        let (_, quantity, missed) = CODES.iter().find(|(name, ..)| *name == code)?;
        let bound = between(text).and_then(|sentence| sentence.bound);
        Some(Sentence { bound, missed: *missed, ..Sentence::about(quantity) })
    })
}

/// "Width must be between 300px and 6000px": what a service between hands on without the code.
fn between(text: &str) -> Option<Sentence<'_>> {
    text.match_indices(" must be").find_map(|(at, verb)| {
        // "must bebetween" is met as well.
        let (bound, missed) = comparison(text.get(at + verb.len()..)?.trim_start())?;
        let names = ["pixel count", "aspect ratio", "width", "height", "duration", "frame rate", "fps"];
        let before = text.get(..at)?;
        let name = names.into_iter().find(|name| before.ends_with(name))?;
        // Of the quantities of a file alone; whose duration "4 and 15 seconds" are is not said.
        let bound = bound.filter(|range| range.min.is_some() && range.max.is_some())?;
        Some(Sentence { bound: Some(bound), missed, ..Sentence::about(name) })
    })
}

/// The number at the start: digits, thousands' commas, decimals. Its unit may stand directly behind.
fn number(text: &str) -> Option<Rational> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    let digits = text.get(..end)?.trim_end_matches(['.', ',']).replace(',', "");
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let scale = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    Rational::new(format!("{whole}{decimals}").parse().ok()?, scale)
}

fn word_after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    text.split_once(words).map(|(_, rest)| word(rest)).filter(|word| !word.is_empty())
}

/// The word at the start: a model's name may hold dots, and end a sentence.
fn word(text: &str) -> &str {
    let is_in_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.split(|c| !is_in_a_name(c)).next().unwrap_or_default().trim_end_matches('.')
}

/// Modes as the model behind the API names them; the first and last frame's is of two words.
fn mode(word: &str) -> Option<Mode> {
    match word {
        "t2v" => Some(Mode::Text),
        "i2v" | "flf2v" => Some(Mode::Image),
        "r2v" => Some(Mode::Reference),
        _ => None,
    }
}
