//! `moov`: ISO/IEC 14496-12 §8.2.1.

use super::super::notes::Notes;
use super::super::reader::Reader;
use super::boxes::{BoxAt, Walk};
use super::leaf;
use super::matrix::Matrix;
use super::track::{self, Track};
use crate::model::{Fault, FaultKind, MediaDuration};

/// How many tracks, and how many of their defaults, are held; no sound movie comes near.
const MAX_TRACKS: usize = 128;

/// Durations that state nothing: all ones is "not known" (§8.2.2.3, §8.4.2.3), in 32 bits or in 64, and 0 stands in
/// files whose samples are in fragments.
pub(super) const UNSTATED: [u64; 3] = [0, u32::MAX as u64, u64::MAX];

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
    /// Default sample lengths by track (`trex`, §8.8.3).
    defaults: Vec<(u32, u32)>,
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

    /// How long a sample of this track lasts where its fragment does not say.
    pub(super) fn default_duration(&self, id: u32) -> u32 {
        self.defaults.iter().find(|(track, _)| *track == id).map_or(0, |(_, duration)| *duration)
    }
}

/// Reads `moov`. A track that does not read leaves a fault and what it had said so far.
pub(super) fn read(reader: &mut Reader<'_>, moov: &BoxAt, notes: &mut Notes) -> Result<Movie, Fault> {
    let mut movie = Movie::default();
    if let Err(fault) = children(reader, moov, &mut movie, notes) {
        // A movie of which something is known is worth more than the fault alone.
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
    while let Some(child) = walk.next(reader)? {
        match &child.kind {
            b"mvhd" => match leaf::movie_header(reader, &child) {
                Ok(header) => {
                    movie.time_scale = header.time_scale;
                    let stated = Some(header.duration).filter(|ticks| !UNSTATED.contains(ticks));
                    movie.stated_duration =
                        stated.and_then(|ticks| MediaDuration::new(ticks, u64::from(header.time_scale)));
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
                let read = track::read(reader, &child, &mut track, notes);
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
    Ok(())
}

/// The defaults in `mvex`. Its `mehd` is not read: what fragments last is summed, not believed.
fn extends(reader: &mut Reader<'_>, mvex: &BoxAt, movie: &mut Movie) -> Result<(), Fault> {
    let mut walk = Walk::within(mvex, 0);
    while let Some(child) = walk.next(reader)? {
        if &child.kind != b"trex" || movie.defaults.len() >= MAX_TRACKS {
            continue;
        }
        // Version and flags, then track, description index, and the default duration.
        let track = u32::from_be_bytes(child.needed(reader, 4)?);
        let duration = u32::from_be_bytes(child.needed(reader, 12)?);
        movie.defaults.push((track, duration));
    }
    Ok(())
}
