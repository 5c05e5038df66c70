//! Words after a number with which it is an amount: "video 24 fps", "图片3张", "영상 5초".

use super::cursor::{Cursor, digit};
use super::script::is_word;

/// Words that follow a count: units, and things that prompts count. In lower case and sorted.
const COUNTED: &[&str] = &[
    "actors",
    "acts",
    "adults",
    "angles",
    "animals",
    "babies",
    "bars",
    "beats",
    "birds",
    "bit",
    "bits",
    "boys",
    "cars",
    "cats",
    "chapters",
    "channel",
    "channels",
    "characters",
    "children",
    "clips",
    "cm",
    "colors",
    "colours",
    "columns",
    "copies",
    "couples",
    "cuadros",
    "cuts",
    "dancers",
    "days",
    "db",
    "degree",
    "degrees",
    "dogs",
    "dollars",
    "dpi",
    "episodes",
    "faces",
    "feet",
    "figures",
    "flowers",
    "fois",
    "fps",
    "frames",
    "friends",
    "gb",
    "girls",
    "guys",
    "hands",
    "heures",
    "horas",
    "horses",
    "hour",
    "hours",
    "houses",
    "hz",
    "inch",
    "inches",
    "items",
    "k",
    "kb",
    "kbps",
    "khz",
    "kids",
    "layers",
    "lines",
    "loops",
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
    "minuten",
    "minutes",
    "minutos",
    "mm",
    "months",
    "mp",
    "ms",
    "objects",
    "options",
    "p",
    "pages",
    "panels",
    "parts",
    "people",
    "percent",
    "personas",
    "personen",
    "personnes",
    "persons",
    "photos",
    "pictures",
    "pieces",
    "pixel",
    "pixels",
    "planos",
    "ppi",
    "px",
    "robots",
    "rows",
    "s",
    "scenes",
    "sec",
    "second",
    "secondes",
    "secondi",
    "seconds",
    "secs",
    "sections",
    "segments",
    "segundo",
    "segundos",
    "sekunden",
    "shots",
    "soldiers",
    "steps",
    "stunden",
    "times",
    "tomas",
    "tracks",
    "trees",
    "variants",
    "veces",
    "versions",
    "weeks",
    "women",
    "words",
    "years",
    "кадров",
    "мин",
    "минут",
    "минуты",
    "раз",
    "раза",
    "сек",
    "секунд",
    "секунды",
    "человека",
    "часа",
    "часов",
];

/// Words after a hyphen: "16-bit", "1-point perspective", "a 3-panel comic".
const HYPHENATED: &[&str] = &[
    "act",
    "axis",
    "bit",
    "camera",
    "channel",
    "color",
    "colour",
    "cut",
    "day",
    "dimensional",
    "frame",
    "hour",
    "inch",
    "man",
    "minute",
    "mm",
    "panel",
    "part",
    "person",
    "piece",
    "point",
    "scene",
    "second",
    "shot",
    "sided",
    "step",
    "story",
    "take",
    "tone",
    "way",
    "year",
];

/// Measures of scripts without blanks, each with what makes another word of it: 图1张开双臂 is a name, 图片3张 is not.
const MEASURES: [(&str, &str); 39] = [
    ("秒", ""),
    ("分钟", ""),
    ("分鐘", ""),
    ("分間", ""),
    ("小时", ""),
    ("小時", ""),
    ("時間", ""),
    ("毫秒", ""),
    ("个", "体"),
    ("個", "體"),
    ("张", "开嘴口望贴"),
    ("張", "開嘴口望貼"),
    ("幅", "度"),
    ("枚", ""),
    ("段", "落"),
    ("条", "纹"),
    ("條", "紋"),
    ("本", "人身来來"),
    ("部", "分份"),
    ("支", "持撑"),
    ("组", "合"),
    ("組", "合"),
    ("倍", ""),
    ("帧", "率"),
    ("幀", "率"),
    ("次", "要"),
    ("回", "头頭到眸"),
    ("处", "理于"),
    ("處", "理於"),
    ("年", "轻龄輕齡"),
    ("像素", ""),
    ("つ", ""),
    ("コマ", ""),
    ("초", ""),
    ("장", ""),
    ("개", ""),
    ("분", ""),
    ("편", ""),
    ("배", "경"),
];

/// Whether an amount follows: a counted word, a measure, or the second half of a size such as "x 3" or "by 9".
pub(super) fn follows(mut cursor: Cursor<'_>) -> bool {
    let word = word(cursor);
    if is_listed(COUNTED, word) || measure_follows(cursor) {
        return true;
    }
    let sign = cursor.take(&["×", "*", ":", "/", "x", "by"]);
    cursor.skip_blanks();
    let Some(sign) = sign.filter(|_| cursor.peek().and_then(digit).is_some()) else {
        return false;
    };
    // "Extend video 2 by 5 seconds" gives an amount of time, "image 16 by 9" a ratio.
    sign != "by" || {
        while cursor.peek().and_then(digit).is_some() {
            cursor.next();
        }
        cursor.skip_blanks();
        !is_listed(COUNTED, self::word(cursor))
    }
}

/// Whether a word follows that with a number and a hyphen is an amount.
pub(super) fn follows_a_hyphen(cursor: Cursor<'_>) -> bool {
    is_listed(HYPHENATED, word(cursor)) || follows(cursor)
}

/// Whether a measure of a script without blanks follows.
pub(super) fn measure_follows(cursor: Cursor<'_>) -> bool {
    let rest = cursor.rest();
    MEASURES.iter().any(|(measure, other)| {
        rest.strip_prefix(measure).is_some_and(|rest| rest.chars().next().is_none_or(|next| !other.contains(next)))
    })
}

/// The word that follows; none where it is cut by an apostrophe, as in "s'envole".
fn word(cursor: Cursor<'_>) -> &str {
    let word = cursor.rest().split(|character| !is_word(character)).next().unwrap_or_default();
    let next = cursor.rest().get(word.len()..).and_then(|rest| rest.chars().next());
    if matches!(next, Some('\'' | '’')) { "" } else { word }
}

fn is_listed(list: &[&str], word: &str) -> bool {
    let lower = word.to_lowercase();
    list.iter().any(|listed| *listed == lower)
}
