//! What may follow the number of an asset's name, and what makes of it a size, a length or a count instead.

use super::cursor::{Cursor, digit};
use super::script::{is_han, is_word};

/// Words with which the number is an amount: "video 24 fps", "audio 16-bit", "in the image 2 people".
const AMOUNTS: [&str; 72] = [
    "bit",
    "bits",
    "birds",
    "boys",
    "cats",
    "channel",
    "channels",
    "characters",
    "children",
    "clips",
    "cm",
    "colors",
    "colours",
    "db",
    "degree",
    "degrees",
    "dogs",
    "dollars",
    "dpi",
    "feet",
    "fps",
    "frames",
    "gb",
    "girls",
    "hour",
    "hours",
    "hz",
    "inch",
    "inches",
    "k",
    "kb",
    "kbps",
    "khz",
    "kids",
    "m",
    "mb",
    "mbps",
    "megapixel",
    "megapixels",
    "men",
    "meters",
    "metres",
    "mhz",
    "min",
    "mins",
    "minute",
    "minutes",
    "mm",
    "mp",
    "ms",
    "objects",
    "p",
    "people",
    "percent",
    "persons",
    "photos",
    "pixel",
    "pixels",
    "ppi",
    "px",
    "s",
    "scenes",
    "sec",
    "second",
    "seconds",
    "secs",
    "shots",
    "times",
    "versions",
    "women",
    "words",
    "years",
];

/// Measures of Chinese, each with what makes another word of it: 图1张开双臂 is a name, 图片3张 is none.
const MEASURES: [(&str, &str); 13] = [
    ("秒", ""),
    ("分钟", ""),
    ("小时", ""),
    ("毫秒", ""),
    ("个", "体"),
    ("张", "开嘴"),
    ("段", "落"),
    ("条", "纹"),
    ("倍", ""),
    ("帧", "率"),
    ("次", "要"),
    ("年", "轻龄"),
    ("像素", ""),
];

/// Whether the number before `after` may be an asset's.
pub(super) fn ends_a_name(after: Cursor<'_>) -> bool {
    let mut next = after;
    let Some(character) = next.next() else {
        return true;
    };
    let behind = next.peek();
    let digit_behind = behind.and_then(digit).is_some();
    match character {
        // "image 3D", "audio 5s", "image2video"; and what runs on from the number in one word.
        _ if is_word(character) => false,
        '%' | '％' | '‰' | '°' | '℃' | '€' | '$' => false,
        // "16:9", "4/3", "1920×1080", "8*8".
        ':' | '：' | '/' | '／' | '×' | '*' | '=' | '比' if digit_behind => false,
        // "2.0", and "image1.jpg".
        '.' => behind.is_none_or(|behind| !behind.is_ascii_lowercase() && !digit_behind),
        // "1,080".
        ',' => !is_thousands(next),
        '_' => behind.is_none_or(|behind| !is_word(behind)),
        // "16-bit".
        '-' => !is_amount(next),
        _ if is_han(character) => !is_measure(after),
        _ => !is_amount(skipping_blanks(after)),
    }
}

/// Whether no word follows in the same phrase.
pub(super) fn ends_a_phrase(after: Cursor<'_>) -> bool {
    let next = skipping_blanks(after).peek();
    next.is_none_or(|next| !is_word(next))
}

fn skipping_blanks(mut cursor: Cursor<'_>) -> Cursor<'_> {
    cursor.skip_blanks();
    cursor
}

/// Whether a word of [`AMOUNTS`] follows, or "× 9", "by 9" and the like.
fn is_amount(mut cursor: Cursor<'_>) -> bool {
    let rest = cursor.rest();
    let word = rest.split(|c| !is_word(c)).next().unwrap_or_default();
    if AMOUNTS.iter().any(|amount| word.eq_ignore_ascii_case(amount)) || is_measure(cursor) {
        return true;
    }
    let sign = cursor.take(&["×", "*", ":", "/", "x", "by"]);
    cursor.skip_blanks();
    sign.is_some() && cursor.peek().and_then(digit).is_some()
}

fn is_measure(cursor: Cursor<'_>) -> bool {
    let rest = cursor.rest();
    MEASURES.iter().any(|(measure, other)| {
        rest.strip_prefix(measure).is_some_and(|rest| rest.chars().next().is_none_or(|next| !other.contains(next)))
    })
}

/// Whether exactly three digits follow.
fn is_thousands(cursor: Cursor<'_>) -> bool {
    let mut characters = cursor.rest().chars().map(|character| digit(character).is_some());
    let first_three = [characters.next(), characters.next(), characters.next()];
    first_three == [Some(true); 3] && characters.next() != Some(true)
}
