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
    "ans",
    "años",
    "babies",
    "bars",
    "beats",
    "bilder",
    "birds",
    "bit",
    "bits",
    "boys",
    "cameras",
    "cars",
    "cats",
    "cenas",
    "channel",
    "channels",
    "chapters",
    "characters",
    "chicas",
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
    "escenas",
    "faces",
    "feet",
    "figures",
    "flowers",
    "fois",
    "fotogramas",
    "fotos",
    "fps",
    "frames",
    "frauen",
    "friends",
    "gb",
    "girls",
    "guys",
    "hands",
    "heures",
    "hombres",
    "horas",
    "horses",
    "hour",
    "hours",
    "houses",
    "hz",
    "images",
    "imágenes",
    "inch",
    "inches",
    "items",
    "jahre",
    "jours",
    "k",
    "kb",
    "kbps",
    "khz",
    "kids",
    "kilometers",
    "kinder",
    "km",
    "layers",
    "leute",
    "lines",
    "loops",
    "m",
    "mal",
    "mb",
    "mbps",
    "megapixel",
    "megapixels",
    "men",
    "menschen",
    "meter",
    "metern",
    "meters",
    "metres",
    "metri",
    "metro",
    "metros",
    "mhz",
    "min",
    "mins",
    "minuta",
    "minute",
    "minuten",
    "minutes",
    "minuti",
    "minuto",
    "minutos",
    "mm",
    "months",
    "mp",
    "ms",
    "mujeres",
    "männer",
    "mètre",
    "mètres",
    "niños",
    "objects",
    "options",
    "ore",
    "p",
    "pages",
    "panels",
    "parts",
    "people",
    "percent",
    "personas",
    "persone",
    "personen",
    "personnes",
    "persons",
    "pessoas",
    "photos",
    "pictures",
    "pieces",
    "pixel",
    "pixels",
    "planos",
    "players",
    "ppi",
    "px",
    "quadros",
    "robots",
    "rows",
    "s",
    "scene",
    "scenes",
    "screens",
    "scènes",
    "sec",
    "second",
    "seconde",
    "secondes",
    "secondi",
    "seconds",
    "secs",
    "sections",
    "segments",
    "segundo",
    "segundos",
    "sekunde",
    "sekunden",
    "shots",
    "soldiers",
    "stars",
    "steps",
    "stunden",
    "szenen",
    "tage",
    "times",
    "tomadas",
    "tomas",
    "tracks",
    "trees",
    "variants",
    "veces",
    "versions",
    "vezes",
    "volte",
    "ways",
    "weeks",
    "windows",
    "women",
    "words",
    "years",
    "zentimeter",
    "кадров",
    "мин",
    "минут",
    "минуты",
    "раз",
    "раза",
    "сек",
    "секунд",
    "секунды",
    "часа",
    "часов",
    "человека",
];

/// Units of time, of those words.
const TIMES: &[&str] = &[
    "hours", "min", "mins", "minuten", "minutes", "minutos", "s", "sec", "secondes", "secondi", "seconds", "secs",
    "segundos", "sekunden",
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
    "fach",
    "hour",
    "inch",
    "mal",
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
const MEASURES: [(&str, &str); 46] = [
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
    ("页", ""),
    ("頁", ""),
    ("块", ""),
    ("塊", ""),
    ("遍", ""),
    ("种", ""),
    ("種", ""),
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
    if is_listed(COUNTED, word) || measure_follows(cursor) || is_range_of_time(cursor) {
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

/// "5 to 10 seconds", without its first number. "Use image 1 to 3 people" is none.
fn is_range_of_time(mut cursor: Cursor<'_>) -> bool {
    if cursor.take(&["to ", "or ", "bis ", "a ", "à "]).is_none() || cursor.peek().and_then(digit).is_none() {
        return false;
    }
    while cursor.peek().and_then(digit).is_some() {
        cursor.next();
    }
    cursor.skip_blanks();
    is_listed(TIMES, word(cursor))
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
