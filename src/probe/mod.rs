//! Bytes to facts. Knows formats and no limits; opens nothing, and reads only through [`ReadAt`].

mod budget;
#[cfg(feature = "deep")]
mod deep;
mod id3v2;
mod image;
mod mp3;
mod mp4;
mod mpeg_audio;
mod notes;
mod reader;
mod sniff;
mod source;
mod wav;

pub use budget::Budget;
#[cfg(feature = "deep")]
pub use deep::probe_deep;
pub use source::{ReadAt, Seekable};

use crate::model::{Facts, Media};
use crate::model::{Fault, FaultKind, Format};
use notes::Notes;
use reader::Reader;

/// The version of the probe, plain and deep. It is raised whenever the facts of any file could become others than before:
/// a format read further, a fault told otherwise, a field added. Journals hold facts by it, and an older one's are
/// measured anew.
#[cfg(feature = "audit")]
pub(crate) const VERSION: u32 = 1;

/// Measures one file: its format by content, and the facts of its kind.
///
/// Never fails: what cannot be read leaves its facts undetermined and a [`Fault`] in [`Facts::faults`].
/// Reads a few kilobytes of most files, and never more than `budget` allows.
///
/// ```
/// use seedance_preflight::{Budget, Format, probe};
///
/// let page: &[u8] = b"<!doctype html><title>Not a picture</title>";
/// assert_eq!(probe(&page, &Budget::default()).format, Format::Html);
/// ```
pub fn probe(source: &dyn ReadAt, budget: &Budget) -> Facts {
    let mut reader = Reader::new(source, *budget);
    let (format, sniff_fault) = match sniff::sniff(&mut reader) {
        Ok(format) => (format, None),
        Err(fault) => (Format::Unknown, Some(fault)),
    };
    let mut facts = Facts::new(format);
    facts.bytes = reader.len();
    let mut notes = Notes::default();
    let read = match (&mut facts.media, format) {
        (Media::Image(image), Format::Jpeg) => image::jpeg::read(&mut reader, image, &mut notes),
        (Media::Image(image), Format::Png) => image::png::read(&mut reader, image, &mut notes),
        (Media::Image(image), Format::WebP) => image::webp::read(&mut reader, image, &mut notes),
        (Media::Audio(audio), Format::Wav) => wav::read(&mut reader, audio, &mut notes),
        (Media::Audio(audio), Format::Mp3) => mp3::read(&mut reader, audio, &mut notes),
        (Media::Video(video), Format::Mp4 | Format::Mov) => mp4::read(&mut reader, video, &mut notes),
        _ => Ok(()),
    };
    facts.truncated = notes.truncated;
    facts.declared_bytes = notes.declared_bytes;
    facts.faults = notes.faults;
    facts.faults.extend(sniff_fault);
    facts.faults.extend(read.err());
    facts
}

impl Facts {
    /// What is known of a file that could not be opened at all: why not.
    pub fn of_unreadable(error: &std::io::Error) -> Self {
        Self::of_fault(Fault::new(FaultKind::Io, 0, error.to_string()))
    }

    /// What is known of a file of which nothing could be had: why not.
    pub fn of_fault(fault: Fault) -> Self {
        let mut facts = Self::new(Format::Unknown);
        facts.faults.push(fault);
        facts
    }
}
