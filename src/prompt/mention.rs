//! Names of assets in a prompt: "image 2", "@Image2", "图片2".
//!
//! A name is the word of a kind and a number of one or two digits, counted from 1 by kind. The words are `image`,
//! `video`, `audio`, and 图片, 图, 视频, 音频; before them may stand `@`; between word and number blanks, or one of
//! `_ - #`; the number may stand in brackets. Lists and ranges name all that they show: "images 1 and 2", "图1、2",
//! "images 1-3". Numbers in words ("image two", 图一) are left alone, since 视频一样 and 图片一张 are no names.
//!
//! What follows the number decides whether it is one: see [`follow`]. In doubt there is no name, since the only use
//! of it is a warning that the asset is missing.

use std::ops::Range;

use super::cursor::{Cursor, digit};
use super::follow;
use super::script::is_word;
use crate::model::Kind;

/// An asset that a prompt names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Which list it is in.
    pub(crate) kind: Kind,
    /// Its number in that list, from 1; 0 where the prompt counts from there.
    pub(crate) number: u32,
    /// Where the name stands in the prompt, in bytes; of the second in a list, its number alone.
    pub(crate) span: Range<usize>,
}

/// Every asset that `text` names, in the order of the text.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    // Most prompts hold no number at all, and so no name. In UTF-8 full-width digits begin with 0xEF.
    if !text.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xEF) {
        return found;
    }
    let mut cursor = Cursor::new(text);
    let mut before = None;
    while let Some(character) = cursor.peek() {
        let start = cursor;
        // An address may hold `@`, and a path or a name of several parts the word.
        // Names may stand directly behind each other: `@Image1@Image2`.
        let behind_a_name = character == '@' && found.last().is_some_and(|last: &Mention| last.span.end == start.at());
        let starts_a_name = behind_a_name
            || before.is_none_or(|before| !is_word(before) && !matches!(before, '@' | '-' | '_' | '.' | '/' | '\\'));
        if character == '@' && starts_a_name {
            cursor.next();
        }
        match kind(&mut cursor, before, starts_a_name).and_then(|word| numbers(cursor, start.at(), word, &mut found)) {
            Some(end) => cursor = end,
            None => {
                cursor = start;
                cursor.next();
            }
        }
        before = text.get(..cursor.at()).and_then(|done| done.chars().next_back());
    }
    found
}

/// The word of a kind.
#[derive(Clone, Copy)]
struct Word {
    kind: Kind,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Singular,
    /// Names nothing with one number alone: "images 2" is no English for the second.
    Plural,
    Chinese,
}

/// Characters with which 图 is another word: a map, a screenshot, a composition, an attempt.
const OTHER_THAN_IMAGE: &str = "地截构蓝插草意程版企试力宏拼航视框附绘制贴略位";

/// Steps over the word of a kind. Words of letters need their beginning, Chinese ones have none.
fn kind(cursor: &mut Cursor<'_>, before: Option<char>, starts_a_name: bool) -> Option<Word> {
    let chinese = |kind| Some(Word { kind, form: Form::Chinese });
    match cursor.take(&["图片", "视频", "音频", "图"]) {
        Some("图片") => return chinese(Kind::Image),
        Some("视频") => return chinese(Kind::Video),
        Some("音频") => return chinese(Kind::Audio),
        Some(_) => return chinese(Kind::Image).filter(|_| before.is_none_or(|b| !OTHER_THAN_IMAGE.contains(b))),
        None => {}
    }
    if !starts_a_name {
        return None;
    }
    let kind = match cursor.take(&["image", "video", "audio"])? {
        "image" => Kind::Image,
        "video" => Kind::Video,
        _ => Kind::Audio,
    };
    let form = if cursor.take(&["s"]).is_some() { Form::Plural } else { Form::Singular };
    Some(Word { kind, form })
}

/// Reads the number behind the word, and all that a list or a range adds; the place behind the last.
fn numbers<'t>(mut cursor: Cursor<'t>, start: usize, word: Word, found: &mut Vec<Mention>) -> Option<Cursor<'t>> {
    cursor.skip_blanks();
    let bracket = cursor.take(&["(", "（", "[", "【", "_", "-", "#"]);
    let number = cursor.take_number()?;
    if let Some(close) = bracket.and_then(closing) {
        cursor.take(&[close])?;
    }
    let mut names = vec![Mention { kind: word.kind, number, span: start..cursor.at() }];
    let mut ranged = false;
    while let Some((next, name, is_range)) = another(cursor, word) {
        cursor = next;
        names.push(name);
        ranged |= is_range;
    }
    // "video 5-10 seconds": where the range is no name, its beginning is none.
    let opens_a_range = !ranged && range_sign(cursor).is_some_and(|next| next.peek().and_then(digit).is_some());
    if opens_a_range || !follow::ends_a_name(cursor) || (word.form == Form::Plural && names.len() < 2) {
        return None;
    }
    found.append(&mut names);
    Some(cursor)
}

/// One more number of a list or a range.
fn another<'t>(cursor: Cursor<'t>, word: Word) -> Option<(Cursor<'t>, Mention, bool)> {
    let ranged = range_sign(cursor);
    let mut next = ranged.or_else(|| list_sign(cursor))?;
    let start = next.at();
    let number = next.take_number()?;
    // "in image 1 and 2 dogs run": behind a singular only what nothing follows goes on with the list.
    let clear = word.form != Form::Singular || ranged.is_some() || follow::ends_a_phrase(next);
    let name = Mention { kind: word.kind, number, span: start..next.at() };
    (clear && follow::ends_a_name(next)).then_some((next, name, ranged.is_some()))
}

/// Steps over the sign of a range and blanks.
fn range_sign(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.skip_blanks();
    cursor.take(&["-", "–", "—", "~", "～", "至", "到"])?;
    cursor.skip_blanks();
    Some(cursor)
}

/// Steps over what joins two numbers of a list, with the blanks around it: a comma, a word, or both.
fn list_sign(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.skip_blanks();
    let comma = cursor.take(&[",", "，", "、", "&", "和", "与", "及", "或"]);
    cursor.skip_blanks();
    let and = cursor.take(&["and ", "or "]);
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
