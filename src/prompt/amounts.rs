//! What follows a number with which it is an amount: "video 24 fps", "图片3张", "영상 5초".

use super::counted;
use super::cursor::{Cursor, digit};
use super::measures;
use super::script::is_word;

/// Whether an amount follows: a counted word, a measure, or the second half of a size such as "x 3" or "by 9".
pub(super) fn follows(mut cursor: Cursor<'_>) -> bool {
    if is_counted(cursor) || measures::follow(cursor) || is_range_of_time(cursor) {
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
        !counted::is_counted(cursor.word())
    }
}

/// Whether a word follows that with a number and a hyphen is an amount.
pub(super) fn follows_a_hyphen(cursor: Cursor<'_>) -> bool {
    counted::is_hyphenated(cursor.word()) || follows(cursor)
}

/// A counted word, also after an adjective: "5 seconds", "3 quick cuts".
fn is_counted(cursor: Cursor<'_>) -> bool {
    let word = cursor.word();
    let next = next_word(cursor);
    counted::is_counted(word)
        || counted::is_unit_before(word, next)
        || (counted::is_adjective(word) && counted::is_counted(next))
}

/// The word after the next, of the same phrase; none where the phrase ends.
fn next_word(mut cursor: Cursor<'_>) -> &str {
    while cursor.peek().is_some_and(is_word) {
        cursor.next();
    }
    cursor.skip_blanks();
    cursor.word()
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
    counted::is_time(cursor.word())
}
