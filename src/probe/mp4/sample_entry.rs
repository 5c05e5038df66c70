//! `stsd` and the video sample entries: ISO/IEC 14496-12 §8.5.2, §12.1.3; QTFF "Video sample description".

use super::super::notes::Notes;
use super::super::reader::Reader;
use super::audio_entry;
use super::boxes::{BoxAt, Walk};
use super::codec_names;
use super::coded_size;
use super::entry::{Entry, data_reference, is_protected, original_format};
use super::esds;
use super::handler::Handler;
use crate::model::{Fault, FaultKind, Rational};

/// The fields of a visual entry before its boxes.
const VISUAL_FIELDS: u64 = 78;
/// Where width and height are in them, and the depth and the colour table's identifier.
const SIZE_AT: u64 = 24;
const DEPTH_AT: u64 = 74;
/// How many entries are held.
const MAX_ENTRIES: usize = 16;

/// Reads the entries of `stsd`; which of them counts, other tables say. An entry that does not parse is empty.
pub(super) fn read(
    reader: &mut Reader<'_>,
    stsd: &BoxAt,
    handler: Handler,
    notes: &mut Notes,
) -> Result<Vec<Entry>, Fault> {
    let [version, _, _, _, c0, c1, c2, c3] = stsd.needed::<8>(reader, 0)?;
    let count = u32::from_be_bytes([c0, c1, c2, c3]);
    let mut entries = Vec::new();
    let mut walk = Walk::within(stsd, 8);
    while entries.len() < MAX_ENTRIES
        && let Some(found) = walk.next(reader)?
    {
        let mut entry = Entry { data_reference: data_reference(reader, &found)?, ..Entry::default() };
        let read = match handler {
            Handler::Audio => audio_entry::read(reader, &found, version, &mut entry),
            _ => visual(reader, &found, &mut entry),
        };
        if let Err(fault) = read {
            entry.is_unread = true;
            if fault.kind == FaultKind::Budget {
                return Err(fault);
            }
            notes.fault(fault);
        } else if lacks_parameter_sets(found.kind, &entry) {
            notes.fault(found.malformed("has no sequence parameter set"));
        }
        entries.push(entry);
    }
    // Writers leave the count at 0 or 1; entries that are counted and missing are a contradiction.
    if usize::try_from(count).is_ok_and(|count| count > entries.len() && count <= MAX_ENTRIES) {
        return Err(stsd.malformed("counts more entries than it holds"));
    }
    Ok(entries)
}

/// Whether a decoder has nothing to begin with: ISO/IEC 14496-15 §5.4.2.1, §8.4.1.1. Unlike these, `avc3` and `hev1` may have
/// their parameter sets in the stream.
fn lacks_parameter_sets(kind: [u8; 4], entry: &Entry) -> bool {
    matches!(&kind, b"avc1" | b"hvc1") && entry.coded.is_none() && !entry.is_encrypted
}

fn visual(reader: &mut Reader<'_>, found: &BoxAt, entry: &mut Entry) -> Result<(), Fault> {
    let [w0, w1, h0, h1] = found.needed(reader, SIZE_AT)?;
    let (width, height) = (u16::from_be_bytes([w0, w1]), u16::from_be_bytes([h0, h1]));
    if width > 0 && height > 0 {
        entry.size = Some((u32::from(width), u32::from(height)));
    }
    let mut kind = found.kind;
    entry.is_encrypted = is_protected(kind);
    entry.codec = Some(codec_names::video(kind));
    let mut walk = Walk::within(found, VISUAL_FIELDS + colour_table(reader, found)?);
    while let Some(child) = walk.next(reader)? {
        match &child.kind {
            b"pasp" if entry.pixel_aspect.is_none() => entry.pixel_aspect = pixel_aspect(reader, &child)?,
            b"avcC" | b"hvcC" | b"av1C" => entry.coded = coded_size::of_box(reader, &child)?.or(entry.coded),
            b"esds" if &kind == b"mp4v" => {
                if let Some(decoder) = esds::read(reader, &child, 4)? {
                    let codec = codec_names::video_object(decoder.object_type);
                    if let Some(at) = decoder.specific.filter(|_| decoder.object_type == esds::MPEG4_VISUAL) {
                        entry.coded = coded_size::of_mpeg4(reader, &child, at)?;
                    }
                    entry.codec = codec.or(entry.codec.take());
                }
            }
            b"sinf" => {
                entry.is_encrypted = true;
                kind = original_format(reader, &child)?.unwrap_or(kind);
                entry.codec = Some(codec_names::video(kind));
            }
            _ => {}
        }
    }
    Ok(())
}

/// `pasp` (§12.1.4): horizontal over vertical spacing; a zero in it states nothing.
fn pixel_aspect(reader: &mut Reader<'_>, pasp: &BoxAt) -> Result<Option<Rational>, Fault> {
    let Some([h0, h1, h2, h3, v0, v1, v2, v3]) = pasp.field(reader, 0)? else { return Ok(None) };
    let (across, down) = (u32::from_be_bytes([h0, h1, h2, h3]), u32::from_be_bytes([v0, v1, v2, v3]));
    Ok(Rational::new(u64::from(across), u64::from(down)).filter(|_| across > 0))
}

/// How long the colour table is that QuickTime puts after the fields of pictures with few colours and no table's number.
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
