//! From what the author of a body meant to a body that the service takes: edits of its text.
//!
//! Values that can be read in more than one way stay as they are. Whitespace, order and spelling of what is not edited are
//! kept.

mod body_edit;
mod duration;
mod edited;
mod fields;
mod item;
mod items;
mod media;
mod members;
mod params;
mod quality;
mod ratio;
mod scalars;
mod size;
#[cfg(test)]
mod tests;
mod urls;
mod values;

pub use body_edit::{BodyEdit, EditReason};
pub(crate) use edited::{Edited, edited};
