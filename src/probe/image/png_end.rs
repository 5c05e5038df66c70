//! What stands behind a PNG's picture: its end, and sometimes its EXIF.

use memchr::memmem;

use super::png::{Chunk, Walk};
use crate::model::Fault;
use crate::probe::notes::Notes;
use crate::probe::reader::{Reader, as_u64};

/// How much of the end is looked at.
const TAIL: u64 = 4096;

/// The same where a look is dear. Most encoders' last chunk of the picture begins within.
const FAR_TAIL: u64 = 16 << 10;

/// The last chunk, whole: §11.2.4.
const IEND: &[u8] = b"\0\0\0\0IEND\xAE\x42\x60\x82";

/// Headers looked at behind the picture where the end is known to be there, and only EXIF is searched.
///
/// EXIF may stand behind the picture, §5.6, and hardly ever does: it is found in the tail, or else where the picture is one
/// chunk, or a run of chunks of one length, as nearly all encoders write it, with little text between.
const WALK: u32 = 8;

/// Headers looked at where the end is missed.
const LONG_WALK: u32 = 256;

/// Looks at the end of the file, and at the chunks between the picture, whose first chunk is `picture`, and the end.
pub(super) fn read(reader: &mut Reader<'_>, walk: &mut Walk, picture: Chunk, notes: &mut Notes) -> Result<(), Fault> {
    let Some(len) = reader.len() else {
        return Ok(());
    };
    let start = len.saturating_sub(TAIL);
    let size = len.saturating_sub(start);
    if !reader.is_near(start, size) {
        // One look brings the headers before the tail as well.
        let start = len.saturating_sub(FAR_TAIL);
        reader.up_to(start, in_memory(len.saturating_sub(start)))?;
    }
    let tail = reader.up_to(start, in_memory(size))?;
    // Something may be written behind the end; what looks like it in the picture's own data is less likely than that.
    if memmem::rfind(tail, IEND).is_some() {
        notes.truncated = Some(false);
    }
    let is_whole = notes.truncated.is_some();
    let late = exif_in(tail).map(|(at, length)| (start.saturating_add(as_u64(at)), length));
    if let Some((offset, length)) = late {
        walk.ancillary(reader, Chunk { offset, kind: *b"eXIf", length })?;
    }
    if is_whole && walk.has_orientation() {
        return Ok(());
    }
    let mut chunk = last_of_run(reader, picture, len)?;
    for _ in 0..if is_whole { WALK } else { LONG_WALK } {
        let is_last = &chunk.kind == b"IEND";
        let end = chunk.end();
        if !chunk.is_named() || is_whole && end > len {
            return Ok(());
        }
        if is_last || end > len {
            // An IEND that the look at the end did not know has its check sum spoilt or cut off.
            notes.truncated = Some(end > len);
            notes.declared_bytes = Some(if is_last { end } else { end.saturating_add(as_u64(IEND.len())) });
            return Ok(());
        }
        walk.ancillary(reader, chunk)?;
        let Some(next) = Chunk::at(reader, end)? else {
            notes.truncated = Some(true);
            notes.declared_bytes = Some(end.saturating_add(as_u64(IEND.len())));
            return Ok(());
        };
        chunk = next;
    }
    Ok(())
}

fn in_memory(len: u64) -> usize {
    usize::try_from(len).unwrap_or(usize::MAX)
}

/// Where in `tail` an eXIf chunk begins, from which chunk follows chunk to the end of the picture, and its length.
fn exif_in(tail: &[u8]) -> Option<(usize, u32)> {
    // The length stands before the name, §5.3.
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

/// Encoders cut a picture into IDAT chunks of one length, and a shorter last one. So the last, or the one before, is
/// found by a look at where it has to be; where there is none, the first is the answer.
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

    #[test]
    fn exif_behind_the_picture_counts() {
        let exif = chunk(b"eXIf", &exif::build(8));
        for data in [chunk(b"IDAT", &[7; 9000]), chunk(b"IDAT", &[7; 8192]).repeat(40)] {
            let bytes = png(4, 3, &[&data, &chunk(b"IDAT", &[7; 5000]), &exif, &end()]);
            assert_eq!(facts(&bytes).0.orientation, Some(8));
        }
    }

    #[test]
    fn exif_near_the_end_counts_whatever_stands_before_it() {
        let exif = chunk(b"eXIf", &exif::build(6));
        let text = chunk(b"tEXt", b"Comment\0words and eXIf among them").repeat(20);
        let uneven: Vec<u8> = (1..200).flat_map(|length| chunk(b"IDAT", &vec![7; length * 37 % 900])).collect();
        for parts in [[&text[..], &exif, &end()], [&exif, &text, &end()]] {
            let bytes = png(4, 3, &[&uneven, &parts.concat()]);
            assert_eq!(facts(&bytes).0.orientation, Some(6));
        }
        // The name alone, within the picture's data, is no chunk.
        let bytes = png(4, 3, &[&chunk(b"IDAT", &exif.repeat(2)[..50]), &end()]);
        assert_eq!(facts(&bytes).0.orientation, Some(1));
    }

    #[test]
    fn a_cut_off_picture_is_truncated() {
        let bytes = png(4, 3, &[&chunk(b"IDAT", &[7; 8192]).repeat(400), &end()]);
        for cut in [1, 5, 11, 12, 13, 20, 5000, 8204, 1_000_000] {
            let (image, notes, _) = facts(&bytes[..bytes.len() - cut]);
            assert_eq!((image.width, notes.truncated), (Some(4), Some(true)), "{cut}");
        }
    }

    #[test]
    fn a_cut_before_the_picture_is_truncated() {
        let bytes = png(4, 3, &[&chunk(b"iCCP", &[7; 3000]), &chunk(b"IDAT", &[7; 9]), &end()]);
        for cut in [20, 33, 40, 3000] {
            assert_eq!(facts(&bytes[..cut]).1.truncated, Some(true), "{cut}");
        }
    }

    #[test]
    fn bytes_behind_the_end_are_no_cut() {
        for behind in [1, 300, 9000] {
            let bytes = png(4, 3, &[&chunk(b"IDAT", &[7; 9000]), &end(), &vec![1; behind]]);
            assert_eq!(facts(&bytes).1.truncated, Some(false), "{behind}");
        }
    }

    #[test]
    fn chunks_that_are_none_settle_nothing() {
        let bytes = png(4, 3, &[&chunk(b"IDAT", &[7; 9]), &[0; 9000]]);
        assert_eq!(facts(&bytes).1.truncated, None);
    }
}
