//! What follows the image data of a PNG: its end, and sometimes its EXIF.

use memchr::memmem;

use super::png_chunk::Chunk;
use super::shared::malformed;
use crate::model::Fault;
use crate::probe::notes::Notes;
use crate::probe::reader::{Reader, as_u64};

/// How much of the end is read.
const TAIL: u64 = 4096;

/// The same if reads are expensive. The last chunk of image data of most encoders begins within.
const EXPENSIVE_TAIL: u64 = 16 << 10;

/// The last chunk, complete: §11.2.4.
const IEND: &[u8] = b"\0\0\0\0IEND\xAE\x42\x60\x82";

/// Headers visited after the image data if the end is known to be present, and only EXIF is searched.
///
/// EXIF may follow the image data, §5.6, and hardly ever does: it is found in the tail, or if the image data is one chunk
/// or a run of chunks of one length, as nearly all encoders write it, with little text after it.
const WALK: u32 = 8;

/// Headers visited if the end was not found in the tail.
const LONG_WALK: u32 = 256;

/// Reads the end of the file, and the chunks between the image data, whose first chunk is `data`, and the end. Returns
/// the eXIf chunk among them, if one is searched.
pub(super) fn read(
    reader: &mut Reader<'_>,
    data: Chunk,
    wants_exif: bool,
    notes: &mut Notes,
) -> Result<Option<Chunk>, Fault> {
    let Some(len) = reader.len() else {
        return Ok(None);
    };
    let start = len.saturating_sub(TAIL);
    let size = len.saturating_sub(start);
    if !reader.is_cheap(start, size) {
        // One read brings the headers before the tail as well.
        let start = len.saturating_sub(EXPENSIVE_TAIL);
        reader.up_to(start, in_memory(len.saturating_sub(start)))?;
    }
    let tail = reader.up_to(start, in_memory(size))?;
    // Something may be appended after the end. An IEND within the image data is less likely than that.
    if memmem::rfind(tail, IEND).is_some() {
        notes.truncated = Some(false);
    }
    let is_whole = notes.truncated.is_some();
    let late = exif_in(tail).filter(|_| wants_exif && is_whole);
    if let Some((at, length)) = late {
        return Ok(Some(Chunk { offset: start.saturating_add(as_u64(at)), kind: *b"eXIf", length }));
    }
    if is_whole && !wants_exif {
        return Ok(None);
    }
    let first = last_of_run(reader, data, len)?;
    walk(reader, first, is_whole, notes)
}

/// Walks from `chunk` to the end, or to an eXIf chunk.
fn walk(reader: &mut Reader<'_>, first: Chunk, is_whole: bool, notes: &mut Notes) -> Result<Option<Chunk>, Fault> {
    let len = reader.len().unwrap_or(u64::MAX);
    let mut chunk = first;
    let mut exif = None;
    for _ in 0..if is_whole { WALK } else { LONG_WALK } {
        let is_last = &chunk.kind == b"IEND";
        let end = chunk.end();
        if !chunk.is_valid() {
            notes.fault(malformed(chunk.offset, "expected a chunk after the image data"));
            return Ok(exif);
        }
        if is_whole && end > len {
            // The end is present, but this length does not lead to it.
            notes.fault(malformed(chunk.offset, "a chunk that extends past the end of the file"));
            return Ok(exif);
        }
        if is_last || end > len {
            // An IEND that was not found in the tail has a wrong CRC, or is cut.
            notes.truncated = Some(end > len);
            notes.declared_bytes = Some(if is_last { end } else { end.saturating_add(as_u64(IEND.len())) });
            return Ok(exif);
        }
        if &chunk.kind == b"eXIf" && exif.is_none() {
            exif = Some(chunk);
        }
        let Some(next) = Chunk::at(reader, end)? else {
            notes.truncated = Some(true);
            notes.declared_bytes = Some(end.saturating_add(as_u64(IEND.len())));
            return Ok(exif);
        };
        chunk = next;
    }
    Ok(exif)
}

fn in_memory(len: u64) -> usize {
    usize::try_from(len).unwrap_or(usize::MAX)
}

/// Where in `tail` an eXIf chunk begins from which chunks lead to IEND, and its length.
fn exif_in(tail: &[u8]) -> Option<(usize, u32)> {
    // The length precedes the type, §5.3.
    let starts = memmem::find_iter(tail, b"eXIf").filter_map(|name| name.checked_sub(4));
    let (at, rest) = starts.filter_map(|at| Some((at, tail.get(at..)?))).find(|(_, rest)| leads_to_end(rest))?;
    Some((at, u32::from_be_bytes(*rest.first_chunk()?)))
}

/// Whether the chunks from the start of `rest` on lead to IEND.
fn leads_to_end(mut rest: &[u8]) -> bool {
    while let Some(&[a, b, c, d, ref kind @ ..]) = rest.first_chunk::<8>() {
        if kind == b"IEND" {
            return true;
        }
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        if !kind.iter().all(u8::is_ascii_alphabetic) {
            return false;
        }
        rest = rest.get(length.saturating_add(12)..).unwrap_or_default();
    }
    false
}

/// Encoders cut image data into IDAT chunks of one length and a shorter last one. So the last one, or the one before, is
/// found by reading where it has to be; otherwise the first one is returned.
fn last_of_run(reader: &mut Reader<'_>, first: Chunk, len: u64) -> Result<Chunk, Fault> {
    let stride = first.end().saturating_sub(first.offset);
    let run = len.saturating_sub(first.offset).checked_div(stride).unwrap_or(0);
    for at in [run, run.saturating_sub(1)].into_iter().filter(|&at| at > 1) {
        let at = first.offset.saturating_add(at.saturating_mul(stride));
        let found = Chunk::at(reader, at)?.filter(|last| last.kind == first.kind && last.length <= first.length);
        if let Some(last) = found {
            return Ok(last);
        }
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::super::exif;
    use super::super::png::tests::{chunk, end, facts, png};
    use crate::model::FaultKind;

    #[test]
    fn exif_after_the_image_data_counts() {
        let exif = chunk(b"eXIf", &exif::build(8));
        for data in [chunk(b"IDAT", &[7; 9000]), chunk(b"IDAT", &[7; 8192]).repeat(40)] {
            let bytes = png(4, 3, &[&data, &chunk(b"IDAT", &[7; 5000]), &exif, &end()]);
            assert_eq!(facts(&bytes).0.orientation, Some(8));
        }
    }

    #[test]
    fn exif_near_the_end_counts_whatever_precedes_it() {
        let exif = chunk(b"eXIf", &exif::build(6));
        let text = chunk(b"tEXt", b"Comment\0words and eXIf among them").repeat(20);
        let uneven: Vec<u8> = (1..200).flat_map(|length| chunk(b"IDAT", &vec![7; length * 37 % 900])).collect();
        for parts in [[&text[..], &exif, &end()], [&exif, &text, &end()]] {
            let bytes = png(4, 3, &[&uneven, &parts.concat()]);
            assert_eq!(facts(&bytes).0.orientation, Some(6));
        }
        // The type within the image data is not a chunk.
        let bytes = png(4, 3, &[&chunk(b"IDAT", &exif.repeat(2)[..50]), &end()]);
        assert_eq!(facts(&bytes).0.orientation, Some(1));
    }

    #[test]
    fn cut_image_data_is_truncated() {
        let bytes = png(4, 3, &[&chunk(b"IDAT", &[7; 8192]).repeat(400), &end()]);
        for cut in [1, 5, 11, 12, 13, 20, 5000, 8204, 1_000_000] {
            let (image, notes, _) = facts(&bytes[..bytes.len() - cut]);
            assert_eq!((image.width, notes.truncated), (Some(4), Some(true)), "{cut}");
        }
    }

    #[test]
    fn a_cut_before_the_image_data_is_truncated() {
        let bytes = png(4, 3, &[&chunk(b"iCCP", &[7; 3000]), &chunk(b"IDAT", &[7; 9]), &end()]);
        for cut in [20, 33, 40, 3000] {
            assert_eq!(facts(&bytes[..cut]).1.truncated, Some(true), "{cut}");
        }
    }

    #[test]
    fn bytes_after_the_end_are_not_a_truncation() {
        for appended in [1, 300, 9000] {
            let bytes = png(4, 3, &[&chunk(b"IDAT", &[7; 9000]), &end(), &vec![1; appended]]);
            assert_eq!(facts(&bytes).1.truncated, Some(false), "{appended}");
        }
    }

    #[test]
    fn bytes_in_place_of_a_chunk_are_a_fault() {
        let (image, notes, fault) = facts(&png(4, 3, &[&chunk(b"IDAT", &[7; 9]), &[0; 9000]]));
        assert_eq!((image.display_width, notes.truncated, fault), (Some(4), None, None));
        assert_eq!(notes.faults[0].kind, FaultKind::Malformed);
    }

    #[test]
    fn a_length_that_leads_past_a_present_end_is_a_fault() {
        let mut bytes = png(4, 3, &[&chunk(b"IDAT", &[7; 9]), &end()]);
        bytes[8 + 25 + 3] = 90;
        let (_, notes, _) = facts(&bytes);
        assert_eq!((notes.truncated, notes.faults[0].kind), (Some(false), FaultKind::Malformed));
    }
}
