//! What a prompt says of itself: how long it is, and which assets it names.

mod count;
mod cursor;
mod follow;
mod mention;
#[cfg(test)]
mod phrases;
mod script;

pub(crate) use count::count;
pub(crate) use mention::mentions;
