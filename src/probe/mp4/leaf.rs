//! The leaf boxes that the `mp4` crate reads soundly, each from a cursor over that one box.
//!
//! The crate's readers of containers loop on a child of size 0, so the walk to these boxes is never left to it.

use std::io::Cursor;

use mp4::{MoovBox, ReadBox};

use super::super::reader::Reader;
use super::boxes::{BoxAt, HEADER};
use super::matrix::Matrix;
use super::sample_times::SampleTimes;
use crate::model::Fault;

/// What `mvhd` says (ISO/IEC 14496-12 §8.2.2).
pub(super) struct MovieHeader {
    pub(super) time_scale: u32,
    pub(super) duration: u64,
    pub(super) matrix: Matrix,
}

/// What `tkhd` says (§8.3.2).
pub(super) struct TrackHeader {
    pub(super) id: u32,
    pub(super) matrix: Matrix,
    pub(super) size: Option<(u32, u32)>,
}

/// What `mdhd` says (§8.4.2).
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
    Ok(TrackHeader { id: trak.tkhd.track_id, matrix, size })
}

pub(super) fn media_header(reader: &mut Reader<'_>, mdhd: &BoxAt) -> Result<MediaHeader, Fault> {
    let mut trak = element(MoovBox::default().traks);
    trak.mdia.mdhd = read(reader, mdhd)?;
    Ok(MediaHeader { time_scale: trak.mdia.mdhd.timescale, duration: trak.mdia.mdhd.duration })
}

/// The runs of `stts` (§8.6.1.2), folded.
pub(super) fn sample_times(reader: &mut Reader<'_>, stts: &BoxAt) -> Result<SampleTimes, Fault> {
    let mut trak = element(MoovBox::default().traks);
    trak.mdia.minf.stbl.stts = read(reader, stts)?;
    let mut times = SampleTimes::default();
    for run in &trak.mdia.minf.stbl.stts.entries {
        reader.count_element(stts.start)?;
        times.add(u64::from(run.sample_count), run.sample_delta);
    }
    Ok(times)
}

/// One box through the crate's reader, which stands behind an 8-byte header whatever header the box has.
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

/// A default of the type of a list's elements: the crate keeps that type's name to itself.
fn element<T: Default>(_: Vec<T>) -> T {
    T::default()
}
