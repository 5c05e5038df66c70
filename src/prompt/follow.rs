//! What may follow the number of an asset's name, and what makes a size, a length or a count of it instead.

use super::amounts;
use super::cursor::{Cursor, digit};
use super::measures;
use super::script::{is_han, is_hangul, is_word};

/// Korean particles that may follow a name without a blank, and 번, "number".
const PARTICLES: [&str; 29] = [
    "은", "는", "이", "가", "을", "를", "의", "에", "로", "으로", "와", "과", "도", "만", "처럼", "부터", "까지", "랑",
    "하고", "보다", "같", "라", "인", "속", "안", "번", "및", "께", "나",
];

/// File name extensions of media: `@image1.jpg` is a file, `@image1.Then` ends a sentence.
const EXTENSIONS: [&str; 14] =
    ["jpg", "jpeg", "png", "webp", "gif", "bmp", "tiff", "heic", "mp4", "mov", "webm", "wav", "mp3", "m4a"];

/// Whether the number before `after` may be an asset's.
pub(super) fn ends_a_name(after: Cursor<'_>) -> bool {
    let mut next = after;
    let Some(character) = next.next() else {
        return true;
    };
    let second = next.peek();
    let then_digit = second.and_then(digit).is_some();
    match character {
        _ if is_hangul(character) => particle_follows(after) && !measures::follow(after),
        // "image 3D", "audio 5s", "image2video"; and what runs on from the number in one word.
        _ if is_word(character) => false,
        '%' | '％' | '‰' | '°' | '℃' | '€' | '$' => false,
        // "16:9", "4/3", "1920×1080", "8*8".
        ':' | '：' | '/' | '／' | '×' | '*' | '=' | '比' | '対' if then_digit => false,
        // "2.0", and "image1.jpg".
        '.' => second.is_none_or(|second| !second.is_ascii_lowercase() && !then_digit),
        // "1,080".
        ',' => !is_thousands(next),
        '_' => second.is_none_or(|second| !is_word(second)),
        '-' => !amounts::follows_a_hyphen(next),
        _ if is_han(character) => !measures::follow(after),
        _ => !measures::follow(after) && !amounts::follows(skipping_blanks(after)),
    }
}

/// Whether the number before `after` may end a name that `@` begins: neither a longer identifier nor a file or host
/// name. With `in_a_word`, the `@` is inside a word, as in an e-mail address.
pub(super) fn ends_a_marked_name(after: Cursor<'_>, in_a_word: bool) -> bool {
    let mut next = after;
    match next.next() {
        None => true,
        Some('.') => {
            let end = next.rest().find(|character: char| !character.is_ascii_alphanumeric());
            let word = next.rest().get(..end.unwrap_or(next.rest().len())).unwrap_or_default();
            let is_host = in_a_word && word.starts_with(|first: char| first.is_ascii_lowercase());
            !is_host && !EXTENSIONS.iter().any(|extension| word.eq_ignore_ascii_case(extension))
        }
        Some('_') => next.peek().is_none_or(|second| !is_word(second)),
        Some(character) => !character.is_ascii_alphanumeric(),
    }
}

/// Whether no word follows in the same phrase.
pub(super) fn ends_a_phrase(after: Cursor<'_>) -> bool {
    let next = skipping_blanks(after).peek();
    next.is_none_or(|next| !is_word(next))
}

/// Whether a Chinese numeral before `after` may be an asset's: 图二的, but not 视频一样 or 图片一张.
pub(super) fn ends_a_numeral(after: Cursor<'_>) -> bool {
    const FOLLOWERS: &str = "的中里裡內内是为為作做当當和与與及或跟同到至";
    const NOUNS: [&str; 22] = [
        "人物", "背景", "角色", "场景", "場景", "女孩", "男孩", "女人", "男人", "女主", "男主", "女子", "男子", "老人",
        "首帧", "尾帧", "首幀", "尾幀", "站在", "坐在", "走进", "走向",
    ];
    let rest = after.rest();
    let next = after.peek();
    next.is_none_or(|next| FOLLOWERS.contains(next) || !(next.is_alphanumeric()))
        || NOUNS.iter().any(|word| rest.starts_with(word))
}

/// Whether a Chinese numeral before `after` may end a range: 图一到图三依次出现, but not 图一到三张图片.
pub(super) fn ends_a_range_of_numerals(after: Cursor<'_>) -> bool {
    !measures::follow(after)
}

fn skipping_blanks(mut cursor: Cursor<'_>) -> Cursor<'_> {
    cursor.skip_blanks();
    cursor
}

fn particle_follows(cursor: Cursor<'_>) -> bool {
    PARTICLES.iter().any(|particle| cursor.rest().starts_with(particle))
}

/// Whether exactly three digits follow.
fn is_thousands(cursor: Cursor<'_>) -> bool {
    let mut characters = cursor.rest().chars().map(|character| digit(character).is_some());
    let first_three = [characters.next(), characters.next(), characters.next()];
    first_three == [Some(true); 3] && characters.next() != Some(true)
}
