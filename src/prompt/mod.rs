//! A prompt's length, and the assets that it names.

mod amounts;
mod begins;
mod count;
mod counted;
mod cursor;
mod follow;
mod measures;
mod mention;
mod ordinals;
#[cfg(test)]
mod phrases;
mod scene;
mod script;
mod words;

pub(crate) use count::count;
pub(crate) use mention::mentions;
