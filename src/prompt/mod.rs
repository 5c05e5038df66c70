//! A prompt's length, and the assets that it names.

mod amounts;
mod begins;
mod count;
mod cursor;
mod follow;
mod mention;
mod ordinals;
#[cfg(test)]
mod phrases;
mod script;
mod words;

pub(crate) use count::count;
pub(crate) use mention::mentions;
