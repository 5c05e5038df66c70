//! `moov`: ISO/IEC 14496-12 §8.2.1.

use super::super::notes::Notes;
use super::super::reader::Reader;
use super::boxes::{BoxAt, Walk};
use super::handler::Handler;
use super::headers;
use super::matrix::Matrix;
use super::seen::Seen;
use super::track::{self, Track};
use crate::model::{Fault, FaultKind, MediaDuration};

/// How many tracks, and how many of their defaults, are held; no valid movie comes near.
const MAX_TRACKS: usize = 128;

/// What samples in fragments are if their fragment does not say (`trex`, §8.8.3).
#[derive(Debug, Clone, Copy)]
pub(super) struct Defaults {
    track: u32,
    pub(super) description: u32,
    pub(super) duration: u32,
    pub(super) size: u32,
}

/// What `moov` says, and what the fragments after it add.
#[derive(Debug, Default)]
pub(super) struct Movie {
    /// Ticks in a second for edit lists; 0 where `mvhd` is missing.
    pub(super) time_scale: u32,
    /// The presentation's length as `mvhd` states it; `None` where it states none.
    pub(super) stated_duration: Option<MediaDuration>,
    /// The matrix that `mvhd` states.
    matrix: Option<Matrix>,
    /// Whether `mvhd` could not be read, or may lie beyond what could not be.
    pub(super) header_unread: bool,
    /// Whether reading `moov` ended before its time, so that there may be more tracks.
    pub(super) broke_off: bool,
    pub(super) tracks: Vec<Track>,
    /// Whether `mvex` announces fragments.
    pub(super) fragmented: bool,
    /// Defaults of samples in fragments, by track (`trex`, §8.8.3).
    defaults: Vec<Defaults>,
}

impl Movie {
    /// How `mvhd` turns and scales every picture; `None` where that was not read. Without a header nothing turns them.
    pub(super) fn matrix(&self) -> Option<Matrix> {
        (!self.header_unread).then(|| self.matrix.unwrap_or_default())
    }

    /// The track of this identifier.
    pub(super) fn track_mut(&mut self, id: u32) -> Option<&mut Track> {
        self.tracks.iter_mut().find(|track| track.id == id)
    }

    /// Whether it goes on in fragments, or is announced to.
    pub(super) fn is_fragmented(&self) -> bool {
        self.fragmented || self.tracks.iter().any(|track| track.fragments.times.count() > 0)
    }

    /// What samples of this track are if their fragment does not say.
    pub(super) fn defaults(&self, id: u32) -> Defaults {
        let none = Defaults { track: id, description: 1, duration: 0, size: 0 };
        self.defaults.iter().find(|defaults| defaults.track == id).copied().unwrap_or(none)
    }

    /// Chooses the sample descriptions that the samples use, which only the last fragment settles.
    pub(super) fn settle_descriptions(&mut self, notes: &mut Notes) {
        self.tracks.iter_mut().for_each(|track| track.settle_description(notes));
        let is_silenced =
            |track: &Track| track.handler == Some(Handler::Audio) && track.has_samples() && track.lacks_data();
        if self.tracks.iter().any(is_silenced) {
            notes.fault(Fault::new(FaultKind::Malformed, 0, "the samples of an audio track are not in the file"));
        }
    }
}

/// Reads `moov`. A track that does not read leaves a fault and what it had said so far.
pub(super) fn read(reader: &mut Reader<'_>, moov: &BoxAt, notes: &mut Notes) -> Result<Movie, Fault> {
    let mut movie = Movie::default();
    if let Err(fault) = children(reader, moov, &mut movie, notes) {
        // Partial facts are worth more than only the fault.
        if movie.tracks.is_empty() {
            return Err(fault);
        }
        movie.broke_off = true;
        movie.header_unread |= movie.matrix.is_none();
        notes.fault(fault);
    }
    Ok(movie)
}

fn children(reader: &mut Reader<'_>, moov: &BoxAt, movie: &mut Movie, notes: &mut Notes) -> Result<(), Fault> {
    let mut walk = Walk::within(moov, 0);
    let mut seen = Seen::default();
    while let Some(child) = walk.next(reader)? {
        seen.note(&child, &[b"mvhd", b"mvex"], notes);
        match &child.kind {
            b"mvhd" => match headers::movie_header(reader, &child) {
                // Neither edit lists nor the movie's own duration have a unit, and readers differ in what they take.
                Ok(header) if header.time_scale == 0 => {
                    movie.header_unread = true;
                    notes.fault(child.malformed("has a time scale of 0"));
                }
                Ok(header) => {
                    movie.time_scale = header.time_scale;
                    movie.stated_duration =
                        header.duration.and_then(|ticks| MediaDuration::new(ticks, u64::from(header.time_scale)));
                    movie.matrix = Some(header.matrix);
                }
                Err(fault) => {
                    movie.header_unread = true;
                    notes.fault(fault);
                }
            },
            b"trak" => {
                if movie.tracks.len() >= MAX_TRACKS {
                    return Err(Fault::new(FaultKind::Budget, child.start, format!("more than {MAX_TRACKS} tracks")));
                }
                let mut track = Track::default();
                let read = track::read(reader, &child, moov, &mut track, notes);
                movie.tracks.push(track);
                if let Err(fault) = read {
                    notes.fault(fault);
                }
            }
            b"mvex" => {
                movie.fragmented = true;
                extends(reader, &child, movie)?;
            }
            // QTFF "Compressed movie resources".
            b"cmov" => return Err(Fault::new(FaultKind::Unsupported, child.start, "a compressed movie header")),
            _ => {}
        }
    }
    // §8.2.2: mandatory. Some readers do without it.
    if movie.matrix.is_none() && !movie.header_unread {
        notes.fault(moov.malformed("has no `mvhd`"));
    }
    Ok(())
}

/// The defaults in `mvex`. Its `mehd` is not read: what fragments last is summed, not believed.
fn extends(reader: &mut Reader<'_>, mvex: &BoxAt, movie: &mut Movie) -> Result<(), Fault> {
    let mut walk = Walk::within(mvex, 0);
    while let Some(child) = walk.next(reader)? {
        if &child.kind != b"trex" || movie.defaults.len() >= MAX_TRACKS {
            continue;
        }
        // Version and flags, then track, description index, duration and size.
        let mut field = |index: u64| child.needed(reader, 4 * index).map(u32::from_be_bytes);
        let (track, description) = (field(1)?, field(2)?);
        movie.defaults.push(Defaults { track, description, duration: field(3)?, size: field(4)? });
    }
    Ok(())
}
