//! A place in a text, and what follows it.

use super::script::is_word;

/// A place in a text. A copy is a place to return to.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// The place at byte `at` of `text`, which is the start of a character.
    pub(super) const fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// Byte offset of the place.
    pub(super) const fn at(self) -> usize {
        self.at
    }

    pub(super) fn rest(self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// The word that follows; none where it is cut by an apostrophe, as in "s'envole".
    pub(super) fn word(self) -> &'t str {
        let rest = self.rest();
        let word = rest.split(|character| !is_word(character)).next().unwrap_or_default();
        let next = rest.get(word.len()..).and_then(|rest| rest.chars().next());
        if matches!(next, Some('\'' | '’')) { "" } else { word }
    }

    /// The number that ends here.
    pub(super) fn number_before(self) -> Option<u32> {
        let before = self.text.get(..self.at).unwrap_or_default();
        let digits = before.chars().rev().map_while(digit).take(2);
        digits
            .enumerate()
            .map(|(place, digit)| if place == 0 { digit } else { digit * 10 })
            .reduce(|sum, part| sum + part)
    }

    /// Whether `word`, which is in lower case, follows in any case.
    pub(super) fn follows(self, word: &str) -> bool {
        self.end_of(word).is_some()
    }

    /// Steps over the first of `words` that follows, in any case, and returns it.
    pub(super) fn take<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        let (word, end) = words.iter().find_map(|word| Some((*word, self.end_of(word)?)))?;
        self.at = end;
        Some(word)
    }

    /// Steps over a few blanks of one line; a name holds no more.
    pub(super) fn skip_blanks(&mut self) {
        for _ in 0..3 {
            match self.peek() {
                Some(' ' | '\u{A0}' | '\u{3000}') => self.next(),
                _ => return,
            };
        }
    }

    /// Steps over an asset's number: one or two digits, plain or full-width, or one circled number. There are never a
    /// hundred assets, so 720, 1080 and 2024 are not names.
    pub(super) fn take_number(&mut self) -> Option<u32> {
        if let Some(number) = self.peek().and_then(circled) {
            self.next();
            return Some(number);
        }
        let start = *self;
        let mut number = 0;
        let mut digits = 0;
        while let Some(digit) = self.peek().and_then(digit) {
            self.next();
            digits += 1;
            number = number * 10 + digit;
            if digits > 2 {
                *self = start;
                return None;
            }
        }
        (digits > 0).then_some(number)
    }

    /// Steps over a Chinese numeral from 1 to 99.
    pub(super) fn take_numeral(&mut self) -> Option<u32> {
        let start = *self;
        let tens = self.take_numeral_digit();
        if self.peek() == Some('十') {
            self.next();
            return Some(tens.unwrap_or(1) * 10 + self.take_numeral_digit().unwrap_or(0));
        }
        if tens.is_none() {
            *self = start;
        }
        tens
    }

    fn take_numeral_digit(&mut self) -> Option<u32> {
        let value = "一二三四五六七八九"
            .chars()
            .position(|numeral| Some(numeral) == self.peek())
            .or_else(|| (self.peek() == Some('两')).then_some(1))?;
        self.next();
        u32::try_from(value + 1).ok()
    }

    /// The end of `word`, where it follows.
    fn end_of(self, word: &str) -> Option<usize> {
        let rest = self.rest();
        let (first, wanted) = (rest.bytes().next()?, word.bytes().next()?);
        // Nearly every word differs in its first byte. The lower case of an ASCII character is ASCII, so it begins no other word.
        if first.is_ascii() && !first.eq_ignore_ascii_case(&wanted) {
            return None;
        }
        // Nearly every word differs within its first bytes. Only an ASCII letter has the other case in one byte too.
        let mut bytes = rest.bytes();
        for wanted in word.bytes().take_while(u8::is_ascii) {
            if !bytes.next()?.eq_ignore_ascii_case(&wanted) {
                return None;
            }
        }
        if word.is_ascii() {
            return Some(self.at + word.len());
        }
        let mut characters = rest.char_indices();
        for wanted in word.chars() {
            let (_, character) = characters.next()?;
            if character != wanted && !character.to_lowercase().eq([wanted]) {
                return None;
            }
        }
        Some(characters.next().map_or(self.text.len(), |(offset, _)| self.at + offset))
    }
}

/// The end of `text`, longer than any words that are looked for before a name: a long prompt may hold thousands of names.
pub(super) fn ending(text: &str) -> &str {
    const LONGEST_BYTES: usize = 64;
    let start = (text.len().saturating_sub(LONGEST_BYTES)..text.len()).find(|&at| text.is_char_boundary(at));
    start.and_then(|start| text.get(start..)).unwrap_or_default()
}

/// The value of a plain or full-width digit.
pub(super) fn digit(character: char) -> Option<u32> {
    match character {
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        _ => character.to_digit(10),
    }
}

/// The value of a circled number.
fn circled(character: char) -> Option<u32> {
    [('①', '⑳'), ('⑴', '⒇'), ('❶', '❿'), ('➀', '➉'), ('➊', '➓')]
        .iter()
        .find(|(first, last)| (*first..=*last).contains(&character))
        .map(|(first, _)| u32::from(character) - u32::from(*first) + 1)
}
