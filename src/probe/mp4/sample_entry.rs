//! `stsd` and the picture's sample entries: ISO/IEC 14496-12 §8.5.2, §12.1.3; QTFF "Video sample description".

use super::super::reader::Reader;
use super::boxes::{BoxAt, Walk};
use super::codec_names;
use super::track::Handler;
use super::{esds, sound_entry};
use crate::model::{Codec, Fault, Rational};

/// What the first sample entry says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) codec: Option<Codec>,
    /// Coded width and height; absent in a sound's entry, and where the entry leaves them 0.
    pub(super) size: Option<(u32, u32)>,
    /// `pasp`, where it states one.
    pub(super) pixel_aspect: Option<Rational>,
}

/// The fields of a visual entry before its boxes.
const VISUAL_FIELDS: u64 = 78;
/// Where width and height stand in them, and the depth and the colour table's identifier.
const SIZE_AT: u64 = 24;
const DEPTH_AT: u64 = 74;

/// Reads the first entry of `stsd`. Further entries describe later samples of the same track.
pub(super) fn read(reader: &mut Reader<'_>, stsd: &BoxAt, handler: Handler) -> Result<Entry, Fault> {
    let [version, ..] = stsd.needed::<8>(reader, 0)?;
    let Some(first) = Walk::within(stsd, 8).next(reader)? else { return Ok(Entry::default()) };
    match handler {
        Handler::Sound => sound_entry::read(reader, &first, version),
        _ => visual(reader, &first),
    }
}

fn visual(reader: &mut Reader<'_>, entry: &BoxAt) -> Result<Entry, Fault> {
    let mut found = Entry::default();
    let [w0, w1, h0, h1] = entry.needed(reader, SIZE_AT)?;
    let (width, height) = (u16::from_be_bytes([w0, w1]), u16::from_be_bytes([h0, h1]));
    if width > 0 && height > 0 {
        found.size = Some((u32::from(width), u32::from(height)));
    }
    let mut kind = entry.kind;
    let mut object_type = None;
    let mut walk = Walk::within(entry, VISUAL_FIELDS + colour_table(reader, entry)?);
    // What stands behind the fields is not always boxes (QuickTime ends a list with four zero bytes, encoders leave
    // junk): what does not walk there ends the list and spoils nothing.
    while let Some(child) = walk.next_or_end(reader)? {
        match &child.kind {
            b"pasp" if found.pixel_aspect.is_none() => found.pixel_aspect = pixel_aspect(reader, &child)?,
            b"esds" => object_type = esds::read(reader, &child, 4)?.map(|decoder| decoder.object_type),
            b"sinf" => kind = original_format(reader, &child)?.unwrap_or(kind),
            _ => {}
        }
    }
    let by_object = object_type.and_then(codec_names::video_object).filter(|_| &kind == b"mp4v");
    found.codec = Some(by_object.unwrap_or_else(|| codec_names::video(kind)));
    Ok(found)
}

/// `pasp` (§12.1.4): horizontal over vertical spacing; a zero in it states nothing.
fn pixel_aspect(reader: &mut Reader<'_>, pasp: &BoxAt) -> Result<Option<Rational>, Fault> {
    let Some([h0, h1, h2, h3, v0, v1, v2, v3]) = pasp.field(reader, 0)? else { return Ok(None) };
    let (across, down) = (u32::from_be_bytes([h0, h1, h2, h3]), u32::from_be_bytes([v0, v1, v2, v3]));
    Ok(Rational::new(u64::from(across), u64::from(down)).filter(|_| across > 0))
}

/// How long the colour table is that QuickTime puts behind the fields of pictures with few colours and no table's number.
fn colour_table(reader: &mut Reader<'_>, entry: &BoxAt) -> Result<u64, Fault> {
    let Some([_, depth, i0, i1]) = entry.field(reader, DEPTH_AT)? else { return Ok(0) };
    // 1 to 8 bits of colour, 32 more for shades of grey, which have a standard table.
    if !matches!(depth, 1 | 2 | 4 | 8) || [i0, i1] != [0, 0] {
        return Ok(0);
    }
    // Seed, flags and the number of the last entry; an entry has four 16-bit numbers.
    let Some([_, _, _, _, _, _, n0, n1]) = entry.field(reader, VISUAL_FIELDS)? else { return Ok(0) };
    Ok(8 + 8 * (u64::from(u16::from_be_bytes([n0, n1])) + 1))
}

/// The format under an encryption: `frma` in `sinf` (§8.12).
pub(super) fn original_format(reader: &mut Reader<'_>, sinf: &BoxAt) -> Result<Option<[u8; 4]>, Fault> {
    let mut walk = Walk::within(sinf, 0);
    while let Some(child) = walk.next(reader)? {
        if &child.kind == b"frma" {
            return child.field(reader, 0);
        }
    }
    Ok(None)
}
