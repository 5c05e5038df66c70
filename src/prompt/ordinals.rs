//! Names by order: "the second image", 第2张图片, 2号图片, 2枚目の画像, 두 번째 이미지.

use super::cursor::{Cursor, digit, ending};
use super::script::is_word;
use super::words::{self, Form, Word};

/// Ordinals before the noun that begin with these characters, in lower case. Those of Korean have only one.
pub(super) const fn ordinals(first: char, second: char) -> &'static [(&'static str, u32)] {
    match (first, second) {
        ('c', 'u') => &[("cuarta", 4), ("cuarto", 4)],
        ('d', 'e') => &[("deuxième", 2)],
        ('d', 'r') => &[("dritte", 3), ("dritten", 3), ("drittes", 3)],
        ('e', 'i') => &[("eighth", 8)],
        ('e', 'r') => &[("erste", 1), ("ersten", 1), ("erstes", 1)],
        ('f', 'i') => &[("first", 1), ("fifth", 5)],
        ('f', 'o') => &[("fourth", 4)],
        ('n', 'i') => &[("ninth", 9)],
        ('p', 'r') => &[
            ("primera", 1),
            ("primer", 1),
            ("primeira", 1),
            ("primeiro", 1),
            ("première", 1),
            ("premier", 1),
            ("prima", 1),
            ("primo", 1),
        ],
        ('q', 'u') => &[("quarta", 4), ("quarto", 4), ("quatrième", 4)],
        ('s', 'e') => &[
            ("second", 2),
            ("seventh", 7),
            ("segunda", 2),
            ("segundo", 2),
            ("seconde", 2),
            ("seconda", 2),
            ("secondo", 2),
        ],
        ('s', 'i') => &[("sixth", 6)],
        ('t', 'e') => &[
            ("tenth", 10),
            ("tercera", 3),
            ("tercer", 3),
            ("terceira", 3),
            ("terceiro", 3),
            ("terza", 3),
            ("terzo", 3),
        ],
        ('t', 'h') => &[("third", 3)],
        ('t', 'r') => &[("troisième", 3)],
        ('v', 'i') => &[("vierte", 4), ("vierten", 4), ("viertes", 4)],
        ('z', 'w') => &[("zweite", 2), ("zweiten", 2), ("zweites", 2)],
        ('в', 'т') => &[("второе", 2), ("второго", 2), ("втором", 2), ("вторая", 2), ("второй", 2)],
        ('п', 'е') => &[("первое", 1), ("первого", 1), ("первом", 1), ("первая", 1), ("первой", 1)],
        ('т', 'р') => &[("третье", 3), ("третьего", 3), ("третьем", 3), ("третья", 3), ("третьей", 3)],
        ('첫', _) => &[("첫", 1)],
        ('두', _) => &[("두", 2)],
        ('세', _) => &[("세", 3)],
        ('네', _) => &[("네", 4)],
        _ => &[],
    }
}

/// Words that may come between the ordinal and the noun.
const ADJECTIVES: [&str; 9] =
    ["reference ", "ref ", "input ", "uploaded ", "provided ", "given ", "attached ", "source ", "参考"];

/// Nouns with which the noun makes another thing: "a second video camera".
const COMPOUNDS: [&str; 41] = [
    "album",
    "arcade",
    "board",
    "book",
    "booth",
    "call",
    "camera",
    "cameras",
    "card",
    "artist",
    "cassette",
    "chat",
    "editor",
    "conference",
    "feed",
    "frame",
    "essay",
    "gallery",
    "galleries",
    "game",
    "games",
    "generation",
    "monitor",
    "generator",
    "player",
    "players",
    "lab",
    "projector",
    "maker",
    "rail",
    "recorder",
    "screen",
    "sensor",
    "set",
    "shoot",
    "shop",
    "model",
    "tape",
    "store",
    "wall",
    "window",
];

/// Words before the ordinal that make it "another one": "a second image appears".
const INDEFINITE: [&str; 12] = ["a", "an", "every", "each", "una", "un", "une", "ein", "eine", "uma", "um", "another"];

/// Words before "second" with which it is the unit of time: "a five second video", "split second".
const COUNTS_OF_SECONDS: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
                                 sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty half split per few \
                                 several couple many multi";

/// German words before an ordinal of digits: "das 2. Bild". "1. image of a cat" begins an item of a list.
const GERMAN: &str = "das dem des der im ins am vom zum beim";

/// The most numbers of a list by order. Every number of a longer list may be where one starts, so that reading each to its
/// end would take quadratic time.
const LONGEST_LIST: usize = 32;

/// A name by order.
pub(super) struct Ordinal<'t> {
    pub(super) word: Word,
    /// The numbers, each with the place where it begins and where it ends.
    pub(super) numbers: Vec<(u32, usize, usize)>,
    pub(super) end: Cursor<'t>,
}

/// Steps over an English number from one to ten.
pub(super) fn take_cardinal(cursor: &mut Cursor<'_>) -> Option<u32> {
    let word = cursor.word().to_ascii_lowercase();
    let place = COUNTS_OF_SECONDS.split_whitespace().take(10).position(|listed| listed == word)?;
    cursor.take(&[&word]);
    u32::try_from(place + 1).ok()
}

/// Whether an ordinal may begin with `character`, for a quick scan.
pub(super) fn may_begin(character: char) -> bool {
    matches!(character.to_ascii_lowercase(), 's' | 't' | 'f' | 'p' | 'd' | 'e' | 'z' | 'n' | 'c' | 'q' | 'v')
        || matches!(character, 'в' | 'В' | 'п' | 'П' | 'т' | 'Т')
        || matches!(character, '第' | '첫' | '두' | '세' | '네' | '二' | '三' | '一')
        || digit(character).is_some()
}

/// Reads a name by order at `cursor`; `before` is the text before it.
pub(super) fn take<'t>(cursor: Cursor<'t>, before: &str) -> Option<Ordinal<'t>> {
    match cursor.peek()? {
        '第' => chinese(cursor),
        '一' | '二' | '三' => counted(cursor),
        first if digit(first).is_some() => numbered(cursor, before).or_else(|| counted(cursor)),
        _ => spelled(cursor, before),
    }
}

/// 第2张图片, 第二个视频, 第一、二张图.
fn chinese(cursor: Cursor<'_>) -> Option<Ordinal<'_>> {
    let mut numbers = Vec::new();
    let mut next = cursor;
    loop {
        let start = next.at();
        next.take(&["第"]);
        next.skip_blanks();
        let number = next.take_number().or_else(|| next.take_numeral())?;
        next.skip_blanks();
        numbers.push((number, start, next.at()));
        if numbers.len() == LONGEST_LIST || next.take(&["、", "和", "与", "與", "及", "，"]).is_none() {
            break;
        }
    }
    let measure =
        next.take(&["张", "張", "幅", "个", "個", "段", "条", "條", "部", "份", "支", "首", "枚", "组", "組"]);
    // 第二图.
    if measure.is_none() && !next.rest().starts_with(['图', '圖']) {
        return None;
    }
    noun(next, numbers)
}

/// 2枚目の画像, 二番目の動画, 2号图片, 2번 이미지.
fn counted(cursor: Cursor<'_>) -> Option<Ordinal<'_>> {
    let mut next = cursor;
    let number = next.take_number().or_else(|| next.take_numeral())?;
    let end = next.at();
    if next.take(&["枚目の", "番目の", "つ目の", "本目の", "個目の", "号", "號", "番の"]).is_none() {
        next.take(&["번째", " 번째", "번 "])?;
        next.skip_blanks();
    }
    noun(next, vec![(number, cursor.at(), end)])
}

/// "2nd image", "3rd reference video".
fn numbered<'t>(cursor: Cursor<'t>, before: &str) -> Option<Ordinal<'t>> {
    let mut next = cursor;
    let number = next.take_number()?;
    let ending = next.take(&["st ", "nd ", "rd ", "th ", "ª ", "º ", "ème ", "e ", ". "])?;
    if ending == ". " && !is_in(GERMAN, last_word(before)) {
        return None;
    }
    if is_indefinite(before, true) {
        return None;
    }
    noun(next, vec![(number, cursor.at(), next.at())])
}

/// "the second image", "the first and third images", "la segunda imagen", 두 번째 이미지.
fn spelled<'t>(cursor: Cursor<'t>, before: &str) -> Option<Ordinal<'t>> {
    let mut numbers = Vec::new();
    let mut next = cursor;
    loop {
        let start = next.at();
        let mut characters = next.rest().chars().map(|character| character.to_lowercase().next().unwrap_or(character));
        let known = ordinals(characters.next()?, characters.next().unwrap_or_default());
        let (word, number) = known.iter().find(|(word, _)| {
            let mut after = next;
            // 두번째 is written without a blank too.
            after.take(&[word]).is_some()
                && (after.peek().is_none_or(|after| !is_word(after)) || after.rest().starts_with("번째"))
        })?;
        next.take(&[word]);
        numbers.push((*number, start, next.at()));
        next.skip_blanks();
        next.take(&["번째"]);
        next.skip_blanks();
        let joints = [",", "and ", "& ", "y ", "et ", "und ", "e "];
        if numbers.len() == LONGEST_LIST || next.take(&joints).is_none() {
            break;
        }
        next.skip_blanks();
        next.take(&["and ", "the "]);
    }
    if cursor.follows("second") && is_count(last_word(before)) {
        return None;
    }
    // Portuguese "a segunda imagem" is definite.
    let is_english = cursor.rest().split(|character| !is_word(character)).next().is_some_and(|word| {
        word.to_ascii_lowercase().ends_with("th")
            || ["first", "second", "third"].iter().any(|one| word.eq_ignore_ascii_case(one))
    });
    if is_indefinite(before, is_english) { None } else { noun(next, numbers) }
}

/// The noun after the ordinal.
fn noun<'t>(mut cursor: Cursor<'t>, numbers: Vec<(u32, usize, usize)>) -> Option<Ordinal<'t>> {
    cursor.skip_blanks();
    let is_reference = cursor.take(&ADJECTIVES).is_some();
    let word = words::take(&mut cursor, None, true)?;
    // "The first music video" and "the second clip" are of the film; "the second reference clip" is not.
    if (word.needs_mark && !is_reference) || words::is_other_noun(word, cursor) {
        return None;
    }
    if word.form != Form::Dense {
        let mut next = cursor;
        // "the second image-to-video test".
        if next.take(&["-"]).is_some() && next.peek().is_some_and(is_word) || cursor.peek().is_some_and(is_word) {
            return None;
        }
        next = cursor;
        next.skip_blanks();
        let following = next.word();
        if COMPOUNDS.iter().any(|noun| following.eq_ignore_ascii_case(noun)) {
            return None;
        }
    }
    Some(Ordinal { word, numbers, end: cursor })
}

fn is_indefinite(before: &str, is_english: bool) -> bool {
    let last = last_word(before);
    (is_english || !last.eq_ignore_ascii_case("a")) && INDEFINITE.iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// Whether "second" after `word` is the unit of time.
fn is_count(word: &str) -> bool {
    word.ends_with(|character| digit(character).is_some()) || is_in(COUNTS_OF_SECONDS, word)
}

/// The word that ends `before`, with blanks after it; of a longer one than is looked for, only the end.
fn last_word(before: &str) -> &str {
    ending(before.trim_end()).rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default()
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| word.eq_ignore_ascii_case(listed))
}
