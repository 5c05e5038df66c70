//! MP4 and QuickTime movies: ISO/IEC 14496-12 and the QuickTime File Format, from their boxes alone.
//!
//! One walk over the top-level boxes by their headers, which jumps over `mdat`. `moov` gives the tracks, every `moof`
//! after it adds samples to them. `mvhd`, `tkhd`, `mdhd` and `stts` are read by the `mp4` crate ([`leaf`]); the walk and
//! the boxes that real files bend are read here.

mod boxes;
mod cadence;
mod codec_names;
mod edit_list;
mod ending;
mod esds;
mod fragment;
mod leaf;
mod matrix;
mod movie;
mod presentation;
mod sample_entry;
mod sample_times;
mod sound_entry;
mod summary;
mod track;

#[cfg(test)]
mod tests;

use super::notes::Notes;
use super::reader::Reader;
use crate::model::VideoFacts;
use crate::model::{Fault, FaultKind};
use boxes::{BoxAt, Walk};
use ending::Ending;
use movie::Movie;

/// How much is fetched at once behind an `mdat`, where the file ends with its `moov` as a rule.
const TAIL: u64 = 64 << 10;
/// A `moov` up to this size is fetched in one read; of a larger one, only the parts that are asked for. Where each look is
/// dear, one read brings all of it that may be held.
const SMALL_MOVIE: u64 = 256 << 10;

/// Fills `video` with what the boxes say, and `notes` with whether the file ends where they say.
pub(super) fn read(reader: &mut Reader<'_>, video: &mut VideoFacts, notes: &mut Notes) -> Result<(), Fault> {
    let mut movie = None;
    let mut ending = Ending::default();
    let walked = walk(reader, &mut movie, &mut ending, notes);
    if let Some(movie) = &movie {
        movie.tracks.iter().filter_map(|track| track.data_end).for_each(|end| ending.needs(end));
        // Where the budget ended within `moov`, what was not read of it may say anything.
        if !notes.is_out_of_budget {
            summary::summarize(movie, video, notes);
        }
        let goes_on = |fault: &Fault| match fault.kind {
            FaultKind::Budget => true,
            FaultKind::UnexpectedEnd => false,
            _ => movie.fragmented,
        };
        if walked.as_ref().is_err_and(goes_on) {
            summary::forget_what_goes_on(movie, video);
        }
    }
    ending.judge(reader.len(), walked.is_ok(), notes);
    match (walked, movie) {
        (Err(fault), _) => Err(fault),
        (Ok(()), Some(_)) => Ok(()),
        (Ok(()), None) => Err(ending::without_movie(ending.declared())),
    }
}

/// Walks the top-level boxes (ISO/IEC 14496-12 §4.2) to the end of the file.
fn walk(
    reader: &mut Reader<'_>,
    movie: &mut Option<Movie>,
    ending: &mut Ending,
    notes: &mut Notes,
) -> Result<(), Fault> {
    let mut top = Walk::of_file(reader.len());
    while let Some(found) = top.next(reader)? {
        // Bytes that are no box type are no box either: junk behind the last box, or a size before them that lies.
        if !found.is_plausible() {
            if movie.is_none() {
                return Err(Fault::new(FaultKind::Malformed, found.start, "bytes that are no box"));
            }
            notes.fault(Fault::new(FaultKind::Malformed, found.start, "bytes that are no box behind the movie"));
            return Ok(());
        }
        ending.needs(found.end);
        match &found.kind {
            b"moov" if movie.is_none() => *movie = Some(read_movie(reader, &found, notes)?),
            b"moof" => {
                if let Some(movie) = movie.as_mut() {
                    fragment::read(reader, &found, movie, ending)?;
                }
            }
            b"mdat" if movie.is_none() => fetch_tail(reader, found.end)?,
            _ => {}
        }
    }
    Ok(())
}

/// Reads `moov`, from one block where it is small enough.
fn read_movie(reader: &mut Reader<'_>, moov: &BoxAt, notes: &mut Notes) -> Result<Movie, Fault> {
    let size = moov.end.saturating_sub(moov.start);
    if size <= SMALL_MOVIE || !reader.is_cheap(moov.start, size) {
        fetch(reader, moov.start, size)?;
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
