//! MP4 and QuickTime movies: ISO/IEC 14496-12 and the QuickTime File Format, from their boxes.
//!
//! One walk over the top-level boxes by their headers jumps over `mdat`. `moov` gives the tracks, every `moof` after it
//! adds samples to them. A box is skipped by its size, whatever its type. After a size that cannot be followed nothing is
//! known of the file, unless no fragment can be there.

mod audio_entry;
mod audio_unit;
mod boxes;
mod cadence;
mod chunks;
mod codec_names;
mod coded_size;
#[cfg(feature = "audit")]
mod cover;
mod descriptions;
mod edit_list;
mod ending;
mod entry;
mod esds;
mod fragment;
mod fragments;
mod handler;
mod headers;
mod matrix;
mod movie;
mod presentation;
mod rest;
mod sample_entry;
mod sample_sizes;
mod sample_times;
mod seen;
mod summary;
mod table;
mod track;

#[cfg(test)]
mod tests;

use super::notes::Notes;
use super::reader::Reader;
use super::sniff::brand_of;
use crate::model::VideoFacts;
use crate::model::{Fault, FaultKind, Format};
use boxes::{BoxAt, Walk};
use chunks::Data;
#[cfg(feature = "audit")]
pub(crate) use cover::{Cover, cover};
use ending::Ending;
use movie::Movie;

/// How much is fetched at once after an `mdat`, where most files end with their `moov`.
const TAIL: u64 = 64 << 10;
/// A `moov` up to this size is fetched in one read; of a larger one, only the parts that are needed. If each read is
/// expensive, one read brings all of it that may be held.
const SMALL_MOVIE: u64 = 256 << 10;
/// The header of the box after `moov`, read with it: ISO/IEC 14496-12 §4.2.
const NEXT_HEADER: u64 = 16;

/// Fills `video` with what the boxes state, and `notes` with whether the file ends where they do.
pub(super) fn read(reader: &mut Reader<'_>, video: &mut VideoFacts, notes: &mut Notes) -> Result<(), Fault> {
    let mut movie = None;
    let mut ending = Ending::default();
    let walked = walk(reader, &mut movie, &mut ending, notes);
    if let Some(movie) = &mut movie {
        movie.settle_descriptions(notes);
        presentation::settle_doubts(movie, notes);
    }
    if let Some(movie) = &movie {
        // If the budget ended within `moov`, what was not read of it may state anything.
        if !notes.is_out_of_budget {
            summary::summarize(movie, video, notes);
        }
        let goes_on = |fault: &Fault| match fault.kind {
            FaultKind::Budget => true,
            FaultKind::UnexpectedEnd => false,
            _ => movie.is_fragmented(),
        };
        if walked.as_ref().is_err_and(goes_on) {
            summary::forget_what_goes_on(movie, video);
        }
    }
    let has_movie = movie.as_ref().is_some_and(|movie| !movie.broke_off);
    ending.judge(reader.len(), has_movie, walked.is_ok(), notes);
    match (walked, movie) {
        (Err(fault), _) => Err(fault),
        (Ok(()), Some(_)) => Ok(()),
        (Ok(()), None) => Err(Fault::new(
            FaultKind::UnexpectedEnd,
            notes.declared_bytes.unwrap_or_default(),
            "no `moov` box in the file",
        )),
    }
}

/// Walks the top-level boxes (ISO/IEC 14496-12 §4.2) to the end of the file.
fn walk(
    reader: &mut Reader<'_>,
    movie: &mut Option<Movie>,
    ending: &mut Ending,
    notes: &mut Notes,
) -> Result<(), Fault> {
    let len = reader.len();
    let mut top = Walk::of_file(len);
    let mut is_typed = false;
    loop {
        let found = match (top.next(reader), &movie) {
            (Ok(Some(found)), _) => found,
            (Ok(None), _) => return Ok(()),
            (Err(fault), Some(movie)) if fault.kind == FaultKind::Malformed => {
                return rest::check(reader, fault.offset.max(ending.samples()), movie, fault);
            }
            (Err(fault), _) => return Err(fault),
        };
        ending.has_box(&found, len, movie.is_none(), movie.as_ref().is_some_and(Movie::is_fragmented));
        match &found.kind {
            // §4.3: the file has one, as early as possible; the format is recognized by it too.
            b"ftyp" if !is_typed => {
                is_typed = true;
                notes.brand = brand(reader, &found)?;
            }
            b"moov" if movie.is_none() => {
                let found = movie.insert(read_movie(reader, &found, notes)?);
                let ends = found.tracks.iter().filter_map(|track| match track.data? {
                    Data::UpTo(end) => Some(end),
                    Data::Nowhere => None,
                });
                ends.for_each(|end| ending.has_samples(end));
            }
            b"moof" if len.is_none_or(|len| found.end <= len) || movie.as_ref().is_none_or(Movie::is_fragmented) => {
                match movie.as_mut() {
                    Some(movie) => {
                        // §8.8.1: without `mvex` there are no fragments. Readers differ in whether they play them.
                        if !movie.fragmented {
                            notes.fault(found.malformed("is a fragment that `moov` does not announce"));
                        }
                        fragment::read(reader, &found, movie, ending)?;
                    }
                    None => notes.fault(found.malformed("comes before `moov`")),
                }
            }
            _ if len.is_some_and(|len| found.end > len) || found.is_open => {
                if let Some(movie) = &movie {
                    let fault = found.malformed("reaches to the end of the file or past it, over fragments");
                    return rest::check(reader, found.body.max(ending.samples()), movie, fault);
                }
                return Ok(());
            }
            b"mdat" if movie.is_none() => fetch_tail(reader, found.end)?,
            _ => {}
        }
    }
}

/// The format that the major brand names (§4.3), if it is not the file's.
fn brand(reader: &mut Reader<'_>, ftyp: &BoxAt) -> Result<Option<Format>, Fault> {
    let brand = ftyp.field(reader, 0)?.map(brand_of);
    Ok(brand.filter(|brand| matches!(brand, Format::M4v | Format::ThreeGp)))
}

/// Reads `moov`, from one block if it is small enough.
fn read_movie(reader: &mut Reader<'_>, moov: &BoxAt, notes: &mut Notes) -> Result<Movie, Fault> {
    let size = moov.end.saturating_sub(moov.start);
    if size <= SMALL_MOVIE || !reader.is_cheap(moov.start, size) {
        fetch(reader, moov.start, size.saturating_add(NEXT_HEADER))?;
    }
    movie::read(reader, moov, notes)
}

/// Fetches what follows the media data in one read, so that a `moov` there costs no second one.
fn fetch_tail(reader: &mut Reader<'_>, at: u64) -> Result<(), Fault> {
    match reader.len().map(|len| len.saturating_sub(at)) {
        Some(left) if left > 0 => fetch(reader, at, left.min(TAIL)),
        _ => Ok(()),
    }
}

/// Fetches a range ahead of its use, unless the budget is too small for that.
fn fetch(reader: &mut Reader<'_>, at: u64, size: u64) -> Result<(), Fault> {
    match reader.up_to(at, usize::try_from(size).unwrap_or(usize::MAX)) {
        Err(fault) if fault.kind != FaultKind::Budget => Err(fault),
        _ => Ok(()),
    }
}
