//! Numbers in a refusal: with their units, as ranges, and the value that was found.

use super::sentence::{End, number};
use crate::model::Rational;
use crate::profile::Range;

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    /// As it is written.
    written: Rational,
    /// How many of the limit's unit its own unit is: seconds, bytes, pixels. `None` without a unit.
    scale: Option<Rational>,
    start: usize,
    /// After its unit.
    end: usize,
}

impl Number {
    /// In the limit's unit.
    fn value(&self) -> Option<Rational> {
        self.in_unit_of(self)
    }

    /// In the limit's unit, if its own unit is that of `other`.
    fn in_unit_of(&self, other: &Self) -> Option<Rational> {
        other.scale.map_or(Some(self.written), |scale| self.written.checked_mul(scale))
    }
}

/// Units that are not those of limits: the longer first, each with how many of ours it is.
const UNITS: [(&str, u64, u64); 12] = [
    ("毫秒", 1, 1000),
    ("milliseconds", 1, 1000),
    ("ms", 1, 1000),
    ("gib", 1 << 30, 1),
    ("gb", 1 << 30, 1),
    ("mib", 1 << 20, 1),
    // A live refusal counted megabytes of 2^20 bytes.
    ("mb", 1 << 20, 1),
    ("megabytes", 1 << 20, 1),
    ("kib", 1 << 10, 1),
    ("kb", 1 << 10, 1),
    ("minutes", 60, 1),
    ("分钟", 60, 1),
];

/// Numbers of a text that are read.
const MOST_NUMBERS: usize = 64;

/// The numbers of a text; not those within names such as `seedance-2-0` and `720p`.
fn numbers(text: &str) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut from = 0;
    for (at, character) in text.char_indices() {
        if at < from || !character.is_ascii_digit() || found.len() == MOST_NUMBERS {
            continue;
        }
        let before = text.get(..at).unwrap_or_default();
        let follows_a_number = found.last().is_some_and(|last| {
            text.get(last.end..at).is_some_and(|joint| matches!(joint.trim(), "-" | "–" | "—" | "~" | "～"))
        });
        let is_in_a_name =
            before.ends_with(|last: char| last.is_ascii_alphanumeric() || matches!(last, '_' | '-' | '.' | '#'));
        let length = text.get(at..).map_or(1, length);
        from = at + length;
        if is_in_a_name && !follows_a_number {
            continue;
        }
        found.extend(number_at(text, at, at + length));
    }
    found
}

/// How many bytes the number at the start of `text` has: digits, a decimal point, commas between thousands.
fn length(text: &str) -> usize {
    let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    loop {
        let is_comma = text.as_bytes().get(end) == Some(&b',');
        let is_thousands = is_comma && (1..=3).all(|digit| is_digit(end + digit)) && !is_digit(end + 4);
        let is_point = text.as_bytes().get(end) == Some(&b'.') && is_digit(end + 1);
        if !is_digit(end) && !is_thousands && !is_point {
            return end.max(1);
        }
        end += 1;
    }
}

/// The number from `start` to `end`, with the unit after it.
fn number_at(text: &str, start: usize, end: usize) -> Option<Number> {
    let written = number(text.get(start..end)?)?;
    let rest = text.get(end..)?;
    let is_of_a_name = rest.starts_with(['p', 'k', 'x', 'd']) && !rest.starts_with("px") && !rest.starts_with("pixel");
    // "720p", "4k", "200x500", "3d".
    if is_of_a_name && !rest.starts_with("kb") && !rest.starts_with("kib") {
        return None;
    }
    // "expected [2000, 15000] ms".
    let unit = rest.trim_start_matches([' ', ']', ')']);
    let word = unit.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let is_unit = |name: &str| if name.is_ascii() { name == word } else { unit.starts_with(name) };
    let Some((name, num, den)) = UNITS.iter().find(|(name, ..)| is_unit(name)) else {
        return Some(Number { written, scale: None, start, end });
    };
    let end = end + (rest.len() - unit.len()) + name.len();
    Some(Number { written, scale: Rational::new(*num, *den), start, end })
}

/// The first number of a text, unless another word is far before it.
pub(super) fn first(text: &str) -> Option<Rational> {
    numbers(text).first().filter(|number| number.start <= 40).and_then(Number::value)
}

/// The last number of a text.
pub(super) fn last(text: &str) -> Option<Rational> {
    numbers(text).last().and_then(Number::value)
}

/// A range in a text: its ends, and where it begins.
pub(super) fn range(text: &str) -> Option<(Range, usize)> {
    let numbers = numbers(text);
    numbers.iter().zip(numbers.iter().skip(1)).find_map(|(min, max)| {
        let joint = text.get(min.end..max.start)?.split_whitespace().last()?.trim_matches(is_of_unit);
        let before = text.get(..min.start)?.trim_end_matches([' ', ':', '：', '为', '是']);
        let has_opener = |openers: &[&str]| openers.iter().any(|opener| before.ends_with(opener));
        // "2026-08-15" is a date.
        let is_a_date = before.ends_with('-') || text.get(max.end..)?.starts_with('-');
        let is_range = match joint {
            _ if is_a_date => false,
            "-" | "–" | "—" | "~" | "～" | "到" | "至" => true,
            "and" | "to" | "和" | "与" => {
                has_opener(&["between", "from", "within", "range", "of", "be", "介于", "在", "allowed", "supported"])
            }
            "," | "，" => has_opener(&["[", "(", "in", "range", "范围"]),
            _ => false,
        };
        // The unit of the second is that of both.
        let least = if min.scale.is_none() { min.in_unit_of(max)? } else { min.value()? };
        let range = Range { min: Some(least), max: Some(max.value()?) };
        (is_range && least <= max.value()?).then_some((range, min.start))
    })
}

/// Letters of the units that are left as they are: seconds, pixels, frames.
fn is_of_unit(character: char) -> bool {
    matches!(character, 's' | 'p' | 'x' | '秒' | '像' | '素' | '帧' | '"')
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

/// Words before the value that was found.
const ACTUAL: [&str; 13] = [
    "but received",
    "received",
    "but got",
    ", got",
    "got ",
    "actual",
    "实际",
    "当前检测",
    "当前",
    "but was",
    "found ",
    "检测到",
    "your ",
];

/// The value that was found: a number, or the side or ratio of "200x500px".
pub(super) fn actual(text: &str, quantity: &str) -> Option<Rational> {
    match ACTUAL.iter().find_map(|words| text.split_once(words)) {
        Some((_, rest)) => value(rest, quantity),
        None => refused(text),
    }
}

/// The number in "invalid value for seconds: 20".
fn refused(text: &str) -> Option<Rational> {
    let (name, rest) = text.split_once("invalid value for ")?.1.split_once(": ")?;
    let is_name = name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
    number(rest).filter(|_| is_name)
}

/// The value of `quantity` in a text: of two sides if there are such, else the first number.
pub(super) fn value(text: &str, quantity: &str) -> Option<Rational> {
    if let Some((width, height)) = sides(text) {
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
    first(text)
}

/// `200x500` anywhere in the text.
pub(super) fn sides(text: &str) -> Option<(u64, u64)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(num: u64, den: u64) -> Rational {
        Rational::new(num, den).unwrap()
    }

    #[test]
    fn ranges_are_read_in_their_unit() {
        for (text, min, max) in [
            ("must be between 0.4 and 2.5, got 3", exact(2, 5), exact(5, 2)),
            ("must be in [24, 60] fps", exact(24, 1), exact(60, 1)),
            ("expected [2000, 15000] ms", exact(2, 1), exact(15, 1)),
            ("需要 300–6000 像素", exact(300, 1), exact(6000, 1)),
            ("在 24 到 60 之间", exact(24, 1), exact(60, 1)),
            ("between 1.8s and 15.2s", exact(9, 5), exact(76, 5)),
            ("requirement of 4 to 30 seconds", exact(4, 1), exact(30, 1)),
            ("between 300px and 6000px", exact(300, 1), exact(6000, 1)),
        ] {
            assert_eq!(range(text).map(|(range, _)| range), Some(Range { min: Some(min), max: Some(max) }), "{text}");
        }
        for text in ["for model seedance-2-5 in r2v", "content[1] and content[3]", "720p to 1080p", "on 2026-08-15", ""]
        {
            assert_eq!(range(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_have_units() {
        assert_eq!(first("at most 30 mb"), Some(exact(30 << 20, 1)));
        assert_eq!(first("52838 ms"), Some(exact(26_419, 500)));
        assert_eq!(first("1080p"), None);
        assert_eq!(value("a 200x500px image", "image aspect ratio"), Some(exact(2, 5)));
    }
}
