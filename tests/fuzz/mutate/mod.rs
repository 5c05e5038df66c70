//! Changes to inputs: to any byte, and along the structure of a format.
//!
//! A changed byte of a file of boxes hardly ever gives another file of boxes. So most changes here know where the parts of
//! a format begin and end: they lie about sizes and counts, and move, repeat, wrap, rename or drop whole parts.

mod bytes;
mod parts;
mod structure;
mod text;

use crate::random::Random;

/// How inputs are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Files of any format, by what they begin with.
    File,
    /// Words and signs of some language; the list is of words that matter in it.
    Text(&'static [&'static str]),
}

/// Changes `bytes` in one to four ways; may take a piece of one of `others`.
pub(crate) fn mutate(bytes: &mut Vec<u8>, shape: Shape, others: &[&[u8]], random: &mut Random) {
    for _ in 0..1 + random.below(4) {
        match shape {
            _ if random.one_in(5) => bytes::change(bytes, others, random),
            Shape::File => structure::change(bytes, random),
            Shape::Text(words) => text::change(bytes, words, random),
        }
    }
}
