//! The plain probe: format and facts from headers and tables.

use super::budget::Budget;
use super::notes::Notes;
use super::reader::Reader;
use super::source::ReadAt;
use super::table::Header;
use super::{sniff, table};
use crate::model::{Facts, Format, Media};

/// Measures one file: its format by content, and the facts of its kind.
///
/// Never fails: what cannot be read leaves its facts undetermined, and [`Facts::faults`] says why.
/// Reads a few kilobytes of most files, and never more than `budget` allows.
///
/// ```
/// use seedance_preflight::{Budget, Format, probe};
///
/// let page: &[u8] = b"<!doctype html><title>Not an image</title>";
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
    let read = match (&mut facts.media, table::header_of(format)) {
        (Media::Image(image), Some(Header::Image(read))) => read(&mut reader, image, &mut notes),
        (Media::Video(video), Some(Header::Video(read))) => read(&mut reader, video, &mut notes),
        (Media::Audio(audio), Some(Header::Audio(read))) => read(&mut reader, audio, &mut notes),
        _ => Ok(()),
    };
    facts.truncated = notes.truncated;
    facts.declared_bytes = notes.declared_bytes;
    facts.encrypted = notes.is_encrypted.then_some(true);
    facts.brand = notes.brand;
    facts.faults = notes.faults;
    facts.faults.extend(sniff_fault);
    facts.faults.extend(read.err());
    facts
}
