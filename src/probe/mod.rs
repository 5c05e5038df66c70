//! From bytes to facts. Knows formats but no limits; opens nothing, and reads only through [`ReadAt`].

mod budget;
#[cfg(feature = "deep")]
mod deep;
mod id3v2;
mod image;
mod mp3;
mod mp4;
mod mpeg_audio;
mod notes;
mod plain;
mod reader;
mod sniff;
mod source;
mod table;
mod wav;

pub use budget::Budget;
#[cfg(feature = "deep")]
pub use deep::probe_deep;
#[cfg(feature = "audit")]
pub(crate) use mp4::{Cover, cover};
pub use plain::probe;
pub use source::{ReadAt, Seekable};
#[cfg(feature = "audit")]
pub(crate) use table::image_decoder_of;

/// The version of the probe, plain and deep. It is raised whenever the facts of any file could change: a format is read
/// further, a fault is worded differently, a field is added. Journals store it with their facts, and measure files
/// again whose facts come from an older version.
#[cfg(feature = "audit")]
pub(crate) const VERSION: u32 = 4;
