//! Names of assets in a prompt: "image 2", "@Image2", "图片2", "the second image".
//!
//! A name is a word for a kind of asset (see [`words`]) and a number of one or two digits, counted from 1 by kind. `@`
//! may come before the word; between word and number there may be blanks, or one of `_ - #`; the number may be in
//! brackets. Lists and ranges name every number in them: "images 1 and 2", "图1、2", "images 1-3".
//!
//! With `@` the name is certain. Otherwise what follows the number decides (see [`follow`]): if in doubt, it is not a name,
//! since a name only serves to warn that the asset is missing.

use std::ops::Range;

use super::cursor::{Cursor, digit};
use super::script::is_word;
use super::words::{self, Form, Word};
use super::{begins, follow, ordinals, scene};
use crate::model::Kind;

/// An asset that a prompt names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Which list it is in.
    pub(crate) kind: Kind,
    /// Its number in that list, from 1; 0 where the prompt counts from there.
    pub(crate) number: u32,
    /// Where the name is in the prompt, in bytes; of a later number in a list, only that number.
    pub(crate) span: Range<usize>,
    /// Whether it may be a thing in the scene: "the second picture" where there are no images.
    pub(crate) may_be_scenery: bool,
}

/// Every asset that `text` names, in the order of the text.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut from = 0;
    while let Some(at) = next_start(text, from) {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after_a_name = found
            .last()
            .is_some_and(|last| last.span.end == at || (last.span.end + 1 == at && matches!(before, Some('/' | '|'))));
        let start = Start { text, at, before, after_a_name };
        let after = || at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        from = start.name(&mut found).unwrap_or_else(after);
    }
    found
}

/// Where a byte may start a name, from the fewest places to the most.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Nowhere,
    /// A letter or digit of ASCII: where a word starts.
    Word,
    /// `@`, or the first byte of a character that is not ASCII: anywhere. 0x80 to 0xBF go on with a character.
    Anywhere,
}

#[expect(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "when compiling")]
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Nowhere; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Word,
            b'@' | 0xC0.. => Class::Anywhere,
            _ => Class::Nowhere,
        };
        byte += 1;
    }
    classes
};

/// The first place from `from` on where a name may begin: a quick look, since few words and characters begin one.
///
/// Not inlined: within its caller the loop takes a third more instructions, since its values have no registers there.
#[inline(never)]
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let class_of = |byte: &u8| CLASSES.get(usize::from(*byte)).copied().unwrap_or(Class::Nowhere);
    // Within a word, only what starts a name anywhere does.
    let ruled_out_after = |class| if class == Class::Word { Class::Word } else { Class::Nowhere };
    let last = from.checked_sub(1).and_then(|last| bytes.get(last));
    let mut ruled_out = last.map_or(Class::Nowhere, |last| ruled_out_after(class_of(last)));
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        let class = class_of(byte);
        if class > ruled_out {
            let is_start = match class {
                Class::Word => bytes.get(at..).is_some_and(begins::may_begin),
                _ => *byte == b'@' || may_begin(text, at),
            };
            if is_start {
                return Some(at);
            }
        }
        ruled_out = ruled_out_after(class);
        at += 1;
    }
    None
}

/// Whether a name may begin with the character at `at`, which is not ASCII.
fn may_begin(text: &str, at: usize) -> bool {
    let character = text.get(at..).and_then(|rest| rest.chars().next());
    character.is_some_and(|character| words::may_begin(character) || ordinals::may_begin(character))
}

/// A place where a name may start.
#[derive(Clone, Copy)]
struct Start<'t> {
    text: &'t str,
    at: usize,
    before: Option<char>,
    /// Whether another name ends here, or one character before.
    after_a_name: bool,
}

impl<'t> Start<'t> {
    /// Reads a name, adds what it names to `found`, and returns its end.
    fn name(self, found: &mut Vec<Mention>) -> Option<usize> {
        let mut cursor = Cursor::new(self.text, self.at);
        let is_marked = cursor.peek() == Some('@');
        if is_marked {
            // `me@video1.example` is an address, "Woman@image2" a name; `@@` is neither.
            if matches!(self.before, Some('@' | '.' | '/' | '\\')) && !self.after_a_name {
                return None;
            }
            cursor.next();
            cursor.skip_blanks();
        }
        // An address may hold `@`, and a path or a name of several parts the word.
        let starts_a_word = is_marked
            || self.after_a_name
            || self.before.is_none_or(|b| !is_word(b) && !matches!(b, '@' | '-' | '_' | '.' | '/' | '\\'));
        if !is_marked
            && starts_a_word
            && let Some(end) = self.ordinal(cursor, found)
        {
            return Some(end);
        }
        let word = words::take(&mut cursor, self.before, starts_a_word).filter(|word| is_marked || !word.needs_mark)?;
        if word.form != Form::Dense && !is_marked && self.is_indefinite(word) {
            return None;
        }
        numbers(cursor, self, word, is_marked, found).map(Cursor::at)
    }

    fn ordinal(self, cursor: Cursor<'t>, found: &mut Vec<Mention>) -> Option<usize> {
        if !cursor.peek().is_some_and(ordinals::may_begin) {
            return None;
        }
        let ordinal = ordinals::take(cursor, self.text.get(..self.at).unwrap_or_default())?;
        // 第二个视频2 does not occur; "the first image 2" does, and is not a name by order.
        let mut after = ordinal.end;
        after.skip_blanks();
        if after.take_number().is_some() {
            return None;
        }
        let end = ordinal.end.at();
        let last = ordinal.numbers.len().saturating_sub(1);
        for (index, (number, start, number_end)) in ordinal.numbers.into_iter().enumerate() {
            let span = start..if index == last { end } else { number_end };
            let may_be_scenery = ordinal.word.is_scenery;
            found.push(Mention { kind: ordinal.word.kind, number, span, may_be_scenery });
        }
        Some(end)
    }

    /// Whether an indefinite article comes before the word, in English with at most one word between: "a music video 3
    /// parts long". Before words of other languages "a" is a preposition: "pasa a la imagen 2".
    fn is_indefinite(self, word: Word) -> bool {
        const ARTICLES: [&str; 8] = ["una", "un", "uma", "une", "ein", "eine", "einem", "einen"];
        const PREPOSITIONS: [&str; 15] =
            ["in", "of", "like", "from", "as", "with", "on", "to", "and", "or", "by", "via", "using", "per", "la"];
        let before = self.text.get(..self.at).unwrap_or_default();
        let Some(before) = before.strip_suffix(' ') else {
            return false;
        };
        let mut words = before.rsplit(' ');
        let is_one_of = |word: &str, list: &[&str]| list.iter().any(|listed| word.eq_ignore_ascii_case(listed));
        let last = words.next().unwrap_or_default();
        if is_one_of(last, &ARTICLES) {
            return true;
        }
        if !word.is_english() {
            return false;
        }
        let previous = words.next().unwrap_or_default();
        if last.eq_ignore_ascii_case("a") {
            // "de video 1 a video 2" is a way from one to the other.
            return !previous.ends_with(|character| digit(character).is_some());
        }
        // German: "an Video 2", at it.
        let is_an = last.eq_ignore_ascii_case("an") && word.text.starts_with(['a', 'i']);
        let is_between = last.chars().all(|c| c.is_ascii_alphabetic()) && !is_one_of(last, &PREPOSITIONS);
        is_an || (is_between && is_one_of(previous, &["a", "an"]))
    }
}

/// What may come between word and number: "audio track 2", "imagen de referencia 2".
const SUFFIXES: [&str; 9] = [
    " clip",
    " track",
    " file",
    " reference",
    " ref",
    " de referencia",
    " de referência",
    " de référence",
    " di riferimento",
];

/// What may come before the number; a longer one comes before its own beginning.
const BRACKETS: [&str; 19] = [
    "(", "（", "[", "【", "_", "-", "#", "＃", "№", "no.", "nº", "n°", "n.º", "nr.", "number", "número", "numéro",
    "nummer", "第",
];

/// Reads the number after the word, and all that a list or a range adds; the place after the last.
fn numbers<'t>(
    mut cursor: Cursor<'t>,
    start: Start<'_>,
    word: Word,
    is_marked: bool,
    found: &mut Vec<Mention>,
) -> Option<Cursor<'t>> {
    if word.form != Form::Dense {
        cursor.take(&SUFFIXES);
    }
    cursor.skip_blanks();
    let bracket = cursor.take(&BRACKETS);
    if bracket.is_some_and(|bracket| !bracket.starts_with(['_', '-']) && closing(bracket).is_none()) {
        cursor.skip_blanks();
    }
    let (number, is_numeral) = match cursor.take_number() {
        Some(number) => (number, false),
        None if word.form == Form::Dense => (cursor.take_numeral()?, true),
        // "image number two".
        None if bracket == Some("number") => (ordinals::take_cardinal(&mut cursor)?, false),
        None => return None,
    };
    if let Some(close) = bracket.and_then(closing) {
        cursor.take(&[close])?;
    }
    let name = |number, span| Mention { kind: word.kind, number, span, may_be_scenery: false };
    if is_numeral && !is_marked && bracket.and_then(closing).is_none() && !follow::ends_a_numeral(cursor) {
        return None;
    }
    let mut names = vec![name(number, start.at..cursor.at())];
    let mut last = number;
    let mut is_range = false;
    while let Some(next) = another(cursor, word, is_numeral) {
        let span = next.start..next.end.at();
        if next.is_range {
            // "4 to 3" is a ratio.
            if next.number < last {
                break;
            }
            is_range = true;
            names.extend((last + 1..next.number).map(|number| name(number, span.clone())));
        }
        names.push(name(next.number, span));
        (cursor, last) = (next.end, next.number);
    }
    if is_marked {
        let in_a_word = start.before.is_some_and(is_word);
        if names.len() == 1 && !is_numeral && !follow::ends_a_marked_name(cursor, in_a_word) {
            return None;
        }
    } else if !is_numeral {
        // "video 5-10 seconds": where the range is not a name, neither is its beginning.
        let opens_a_range =
            !is_range && range_sign(cursor, word).is_some_and(|next| next.peek().and_then(digit).is_some());
        if opens_a_range || !follow::ends_a_name(cursor) || (word.form == Form::Plural && names.len() < 2) {
            return None;
        }
        let before = start.text.get(..start.at).unwrap_or_default();
        if names.len() == 1 && number > 1 && word.form == Form::Singular && scene::counts(before, word, cursor) {
            return None;
        }
    }
    found.append(&mut names);
    Some(cursor)
}

/// One more number of a list or a range.
struct Another<'t> {
    number: u32,
    start: usize,
    end: Cursor<'t>,
    is_range: bool,
}

fn another<'t>(cursor: Cursor<'t>, word: Word, is_numeral: bool) -> Option<Another<'t>> {
    let ranged = range_sign(cursor, word);
    let mut next = ranged.or_else(|| list_sign(cursor))?;
    let start = next.at();
    if ranged.is_some() {
        // 图1-图3 repeats the word.
        next.take(&[word.text]);
        next.skip_blanks();
    }
    if is_numeral {
        // 图一到图三.
        let number = next.take_numeral().filter(|_| follow::ends_a_range_of_numerals(next))?;
        return ranged.map(|_| Another { number, start, end: next, is_range: true });
    }
    let number = next.take_number()?;
    // "in image 1 and 2 dogs run": after a singular only a number that ends its phrase goes on with the list, unless `&`
    // joins it to the name.
    let is_joined = ranged.is_none() && cursor.rest().trim_start().starts_with('&');
    let is_clear = word.form != Form::Singular || ranged.is_some() || is_joined || follow::ends_a_phrase(next);
    // "Video 2, 0-3s: the car turns": where the range is an amount, its first number is not of the list.
    let is_amount = ranged.is_none() && (number == 0 || opens_an_amount(next, word));
    (is_clear && !is_amount && follow::ends_a_name(next)).then_some(Another {
        number,
        start,
        end: next,
        is_range: ranged.is_some(),
    })
}

/// Whether a range goes on at `cursor` that is not one of names: "-3s", "-2:30", "到5秒".
fn opens_an_amount(cursor: Cursor<'_>, word: Word) -> bool {
    let Some(mut end) = range_sign(cursor, word).filter(|end| end.peek().and_then(digit).is_some()) else {
        return false;
    };
    end.take_number().is_none() || !follow::ends_a_name(end)
}

/// Steps over the sign of a range and blanks. The word "to" makes one only after a plural: "from image 1 to 2 dogs".
fn range_sign<'t>(mut cursor: Cursor<'t>, word: Word) -> Option<Cursor<'t>> {
    cursor.skip_blanks();
    let sign = cursor.take(&["-", "–", "—", "~", "～", "〜", "至", "到", "から"]);
    if sign.is_none() {
        cursor
            .take(&["to ", "through ", "thru ", "bis ", "hasta ", "au ", "a "])
            .filter(|_| word.form == Form::Plural)?;
    }
    cursor.skip_blanks();
    Some(cursor)
}

/// Steps over what joins two numbers of a list, with the blanks around it: a comma, a word, or both.
fn list_sign(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.skip_blanks();
    let comma =
        cursor.take(&[",", "，", "、", "&", "和", "与", "與", "及び", "及", "或", "および", "と", "や", "+", "＋"]);
    cursor.skip_blanks();
    let and =
        cursor.take(&["and ", "or ", "y ", "e ", "et ", "ou ", "und ", "oder ", "и ", "или ", "과 ", "와 ", "및 "]);
    cursor.skip_blanks();
    comma.or(and).map(|_| cursor)
}

fn closing(bracket: &str) -> Option<&'static str> {
    match bracket {
        "(" => Some(")"),
        "（" => Some("）"),
        "[" => Some("]"),
        "【" => Some("】"),
        _ => None,
    }
}
