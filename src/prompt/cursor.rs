//! A place in a text, and what follows it.

/// A place in a text. A copy is a place to come back to.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
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

    /// Steps over the first of `words` that follows, whatever its case in ASCII, and says which.
    pub(super) fn take<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        let rest = self.rest();
        let follows = |word: &&str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let word = words.iter().copied().find(follows)?;
        self.at += word.len();
        Some(word)
    }

    /// Steps over a few blanks of one line; whoever writes more does not write a name.
    pub(super) fn skip_blanks(&mut self) {
        for _ in 0..3 {
            match self.peek() {
                Some(' ' | '\u{A0}' | '\u{3000}') => self.next(),
                _ => return,
            };
        }
    }

    /// Steps over an asset's number: one or two digits, plain or full-width. Nobody has a hundred assets; 720, 1080
    /// and 2024 are no names.
    pub(super) fn take_number(&mut self) -> Option<u32> {
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
}

/// The value of a plain or full-width digit.
pub(super) fn digit(character: char) -> Option<u32> {
    match character {
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        _ => character.to_digit(10),
    }
}
