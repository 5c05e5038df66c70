//! The headers that the `mp4` crate reads correctly, each from a cursor over one box.
//!
//! The crate's readers of containers loop on a child of size 0, so the walk to these boxes is our own.

use std::io::Cursor;

use mp4::{MoovBox, ReadBox};

use super::super::reader::Reader;
use super::boxes::{BoxAt, HEADER};
use super::matrix::Matrix;
use crate::model::Fault;

/// `mvhd` (ISO/IEC 14496-12 §8.2.2).
pub(super) struct MovieHeader {
    pub(super) time_scale: u32,
    pub(super) duration: u64,
    pub(super) matrix: Matrix,
}

/// `tkhd` (§8.3.2).
pub(super) struct TrackHeader {
    pub(super) id: u32,
    /// In ticks of the movie.
    pub(super) duration: u64,
    pub(super) matrix: Matrix,
    pub(super) size: Option<(u32, u32)>,
}

/// `mdhd` (§8.4.2).
pub(super) struct MediaHeader {
    pub(super) time_scale: u32,
    pub(super) duration: u64,
}

pub(super) fn movie_header(reader: &mut Reader<'_>, mvhd: &BoxAt) -> Result<MovieHeader, Fault> {
    let moov = MoovBox { mvhd: read(reader, mvhd)?, ..MoovBox::default() };
    let matrix = Matrix::new([moov.mvhd.matrix.a, moov.mvhd.matrix.b, moov.mvhd.matrix.c, moov.mvhd.matrix.d]);
    Ok(MovieHeader { time_scale: moov.mvhd.timescale, duration: moov.mvhd.duration, matrix })
}

pub(super) fn track_header(reader: &mut Reader<'_>, tkhd: &BoxAt) -> Result<TrackHeader, Fault> {
    let mut trak = element(MoovBox::default().traks);
    trak.tkhd = read(reader, tkhd)?;
    let matrix = Matrix::new([trak.tkhd.matrix.a, trak.tkhd.matrix.b, trak.tkhd.matrix.c, trak.tkhd.matrix.d]);
    let (width, height) = (u32::from(trak.tkhd.width.value()), u32::from(trak.tkhd.height.value()));
    let size = Some((width, height)).filter(|_| width > 0 && height > 0);
    Ok(TrackHeader { id: trak.tkhd.track_id, duration: trak.tkhd.duration, matrix, size })
}

pub(super) fn media_header(reader: &mut Reader<'_>, mdhd: &BoxAt) -> Result<MediaHeader, Fault> {
    let mut trak = element(MoovBox::default().traks);
    trak.mdia.mdhd = read(reader, mdhd)?;
    Ok(MediaHeader { time_scale: trak.mdia.mdhd.timescale, duration: trak.mdia.mdhd.duration })
}

/// Reads one box with the crate's reader, which expects an 8-byte header whatever header the box has.
fn read<T>(reader: &mut Reader<'_>, found: &BoxAt) -> Result<T, Fault>
where
    T: for<'c, 'b> ReadBox<&'c mut Cursor<&'b [u8]>>,
{
    let start = found.body.saturating_sub(HEADER);
    let size = found.end.saturating_sub(start);
    let bytes = reader.exact(start, usize::try_from(size).unwrap_or(usize::MAX))?;
    let mut cursor = Cursor::new(bytes);
    cursor.set_position(HEADER);
    T::read_box(&mut cursor, size).map_err(|error| found.malformed(&format!("does not read: {error}")))
}

/// A default of a list's element type, which the crate does not export.
fn element<T: Default>(_: Vec<T>) -> T {
    T::default()
}
