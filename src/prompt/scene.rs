//! Clauses that place a scene in a picture and count what is there: "In the image 2 knights duel" names no second image.

use super::counted;
use super::cursor::{Cursor, ending};
use super::words::Word;

/// First and second word of an English clause that places a scene.
const PLACES: &str = "in on at throughout during inside within across";
const DETERMINERS: &str = "the this that my our his her their your";

/// Such openings in Spanish, Portuguese and French.
const ROMANCE: [&str; 16] = [
    "en la",
    "en el",
    "en esta",
    "en este",
    "na",
    "no",
    "nesta",
    "neste",
    "dans l'",
    "dans l’",
    "dans la",
    "dans le",
    "dans cette",
    "dans ce",
    "sur l'",
    "sur la",
];

/// German prepositions with an article.
const GERMAN: &str = "im ins am vom zum beim";

/// Words that do not begin a counted noun, and verbs that end as plurals do.
const FUNCTION_WORDS: &str = "a an the and or but of to in on at as by for from with into is are was were be been has have had \
     do does did there here he she it they we you i his her its their my our your this that these those who which what when \
     where then while not no so if us plus vs versus looks shows depicts features contains becomes turns appears fades \
     serves acts defines gives sets comes goes moves starts begins ends plays provides represents displays includes follows \
     opens stays remains always perhaps towards across besides las los les des ses sus unas unos nos es tous puis dans \
     sans sous vers mas más tras nous vous estás je tu il elle se";

const ARTICLES: &str = "a an the his her its their my";

/// Whether the number between `before`, `word` and `after` counts what follows.
pub(super) fn counts(before: &str, word: Word, after: Cursor<'_>) -> bool {
    let clause =
        ending(before).rsplit(['.', ',', ';', ':', '!', '?', '(', '\n', '—', '。', '，']).next().unwrap_or_default();
    let mut next = after;
    next.skip_blanks();
    if next.at() == after.at() {
        return false;
    }
    let lower = clause.trim().to_lowercase();
    let clause = ["and ", "but ", "then ", "y ", "e ", "et "].iter().find_map(|joint| lower.strip_prefix(joint));
    let clause = clause.unwrap_or(&lower);
    (word.is_english() && places_in_english(clause) && english_plural_follows(next))
        || (ROMANCE.contains(&clause) && is_plural(next.word()) && !next.word().to_lowercase().ends_with("mos"))
        || (matches!(word.text, "bild" | "video" | "foto") && places_in_german(clause) && is_german_noun(next.word()))
}

/// "in the", "throughout this whole".
fn places_in_english(clause: &str) -> bool {
    let mut words = clause.split_whitespace();
    let mut is_next_of = |list: &str| words.next().is_some_and(|word| is_in(list, word));
    is_next_of(PLACES) && is_next_of(DETERMINERS) && words.count() <= 1
}

/// "knights duel", "huge red balloons float"; not "woman wears a hat".
fn english_plural_follows(mut cursor: Cursor<'_>) -> bool {
    for place in 0..3 {
        let word = cursor.word();
        if word.is_empty() || is_in(FUNCTION_WORDS, &word.to_lowercase()) {
            return false;
        }
        cursor.take(&[&word.to_lowercase()]);
        cursor.skip_blanks();
        if is_plural(word) {
            return place == 0 || !is_in(ARTICLES, &cursor.word().to_lowercase());
        }
    }
    false
}

/// Whether a word looks like a plural.
fn is_plural(word: &str) -> bool {
    let lower = word.to_lowercase();
    let ends = lower.ends_with('s') && !["ss", "us", "is"].iter().any(|end| lower.ends_with(end));
    (ends && lower.chars().count() > 3 && !is_in(FUNCTION_WORDS, &lower)) || counted::is_counted(&lower)
}

fn places_in_german(clause: &str) -> bool {
    clause.split_whitespace().next_back().is_some_and(|word| is_in(GERMAN, word))
}

/// German nouns have a capital letter; a word of capitals says nothing.
fn is_german_noun(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}
