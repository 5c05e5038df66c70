//! `moov`: ISO/IEC 14496-12 §8.2.1.

use super::super::notes::Notes;
use super::super::reader::Reader;
use super::boxes::{BoxAt, Walk};
use super::leaf;
use super::matrix::Matrix;
use super::track::{self, Track};
use crate::{Fault, FaultKind};

/// How many tracks, and how many of their defaults, are held; no sound movie comes near.
const MAX_TRACKS: usize = 128;

/// What `moov` says, and what the fragments after it add.
#[derive(Debug, Default)]
pub(super) struct Movie {
    /// Ticks in a second for edit lists; 0 where `mvhd` is missing.
    pub(super) time_scale: u32,
    pub(super) matrix: Matrix,
    pub(super) tracks: Vec<Track>,
    /// Whether `mvex` announces fragments.
    pub(super) fragmented: bool,
    /// Default sample lengths by track (`trex`, §8.8.3).
    defaults: Vec<(u32, u32)>,
}

impl Movie {
    /// The track of this identifier.
    pub(super) fn track_mut(&mut self, id: u32) -> Option<&mut Track> {
        self.tracks.iter_mut().find(|track| track.id == id)
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
        notes.faults.push(fault);
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
                    movie.matrix = header.matrix;
                }
                Err(fault) => notes.faults.push(fault),
            },
            b"trak" => {
                if movie.tracks.len() >= MAX_TRACKS {
                    return Err(Fault::new(FaultKind::Budget, child.start, format!("more than {MAX_TRACKS} tracks")));
                }
                let mut track = Track::default();
                let read = track::read(reader, &child, &mut track, notes);
                movie.tracks.push(track);
                if let Err(fault) = read {
                    notes.faults.push(fault);
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
