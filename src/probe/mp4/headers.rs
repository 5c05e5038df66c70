//! The headers of a movie, a track and its media: ISO/IEC 14496-12 §8.2.2, §8.3.2, §8.4.2. Fields that are not needed
//! may be missing at the end, as in real files.

use super::super::reader::Reader;
use super::boxes::BoxAt;
use super::matrix::Matrix;
use crate::model::Fault;

/// Durations that state nothing: all ones is "not known" (§8.2.2.3, §8.4.2.3), in 32 bits or in 64, and 0 is written in
/// files whose samples are in fragments.
const UNSTATED: [u64; 3] = [0, u32::MAX as u64, u64::MAX];
/// `Track_enabled` (§8.3.2.1).
const ENABLED: u8 = 1;

/// `mvhd` (§8.2.2).
pub(super) struct MovieHeader {
    pub(super) time_scale: u32,
    /// In ticks; `None` if the header states none.
    pub(super) duration: Option<u64>,
    pub(super) matrix: Matrix,
}

/// `tkhd` (§8.3.2).
pub(super) struct TrackHeader {
    pub(super) id: u32,
    pub(super) is_enabled: bool,
    /// In ticks of the movie; `None` if the header states none.
    pub(super) duration: Option<u64>,
    pub(super) matrix: Matrix,
    /// In whole pixels; `None` if a side is 0.
    pub(super) size: Option<(u32, u32)>,
}

/// `mdhd` (§8.4.2).
pub(super) struct MediaHeader {
    pub(super) time_scale: u32,
    /// In ticks; `None` if the header states none.
    pub(super) duration: Option<u64>,
}

pub(super) fn movie_header(reader: &mut Reader<'_>, mvhd: &BoxAt) -> Result<MovieHeader, Fault> {
    let (_, is_long) = version(reader, mvhd)?;
    let MediaHeader { time_scale, duration } = media_header(reader, mvhd)?;
    // Rate, volume and reserved fields before the matrix.
    let matrix = matrix(reader, mvhd, if is_long { 48 } else { 36 })?;
    Ok(MovieHeader { time_scale, duration, matrix })
}

pub(super) fn track_header(reader: &mut Reader<'_>, tkhd: &BoxAt) -> Result<TrackHeader, Fault> {
    let (flags, is_long) = version(reader, tkhd)?;
    let (id, places) = if is_long { (20, 52) } else { (12, 40) };
    // Times of creation and change, the track, four reserved bytes.
    let duration = duration(reader, tkhd, is_long, id + 8)?;
    let [w0, w1, _, _, h0, h1, _, _] = tkhd.needed(reader, places + 36)?;
    let (width, height) = (u16::from_be_bytes([w0, w1]), u16::from_be_bytes([h0, h1]));
    Ok(TrackHeader {
        id: u32::from_be_bytes(tkhd.needed(reader, id)?),
        is_enabled: flags & ENABLED != 0,
        duration,
        matrix: matrix(reader, tkhd, places)?,
        size: (width > 0 && height > 0).then_some((u32::from(width), u32::from(height))),
    })
}

pub(super) fn media_header(reader: &mut Reader<'_>, mdhd: &BoxAt) -> Result<MediaHeader, Fault> {
    let (_, is_long) = version(reader, mdhd)?;
    let at = if is_long { 20 } else { 12 };
    let time_scale = u32::from_be_bytes(mdhd.needed(reader, at)?);
    Ok(MediaHeader { time_scale, duration: duration(reader, mdhd, is_long, at + 4)? })
}

/// A duration in 32 or 64 bits, `at` bytes into a header.
fn duration(reader: &mut Reader<'_>, header: &BoxAt, is_long: bool, at: u64) -> Result<Option<u64>, Fault> {
    let ticks = if is_long {
        u64::from_be_bytes(header.needed(reader, at)?)
    } else {
        u64::from(u32::from_be_bytes(header.needed(reader, at)?))
    };
    Ok(Some(ticks).filter(|ticks| !UNSTATED.contains(ticks)))
}

/// The lowest byte of the flags, and whether times have 64 bits.
fn version(reader: &mut Reader<'_>, header: &BoxAt) -> Result<(u8, bool), Fault> {
    match header.needed(reader, 0)? {
        [version @ 0..=1, _, _, flags] => Ok((flags, version == 1)),
        _ => Err(header.malformed("has an unknown version")),
    }
}

/// The upper left part of the nine numbers `at` bytes into a header.
fn matrix(reader: &mut Reader<'_>, header: &BoxAt, at: u64) -> Result<Matrix, Fault> {
    let mut number = |index: u64| header.needed(reader, at + 4 * index).map(i32::from_be_bytes);
    Ok(Matrix::new([number(0)?, number(1)?, number(3)?, number(4)?]))
}
