//! Whether a JPEG's end is there, by one look at the end of the file.

use memchr::memmem;

use crate::model::Fault;
use crate::probe::reader::{Reader, as_u64};

/// How much of the end is looked at.
const TAIL: u64 = 4096;

/// How much is looked at where that much does not settle it: pictures of low quality have few FFs to tell a scan by.
const LONG_TAIL: u64 = 64 << 10;

/// Whether the file ends before the EOI marker, where the data of its first scan begins at `scan`.
///
/// Phones and editors write more behind a picture: a film, a second picture, a depth map, their own notes. So an end
/// that does not look like a picture's says nothing, and `None` is the answer; an end that looks like the middle of a
/// scan is a cut. An end that would have to be fetched for this alone says nothing either.
pub(super) fn truncated(reader: &mut Reader<'_>, scan: u64) -> Result<Option<bool>, Fault> {
    let Some(len) = reader.len() else {
        return Ok(None);
    };
    if scan > len {
        return Ok(Some(true));
    }
    let Some((start, tail)) = end_of(reader, len, TAIL, scan)? else {
        return Ok(None);
    };
    if memmem::rfind(tail, &[0xFF, 0xD9]).is_some() {
        return Ok(Some(false));
    }
    if is_cut(tail, start == scan) {
        return Ok(Some(true));
    }
    let longer = end_of(reader, len, LONG_TAIL, scan)?;
    Ok(longer.filter(|&(start, tail)| is_cut(tail, start == scan)).map(|_| true))
}

/// The last `size` bytes of the file, or as many as follow `scan`, and where they begin; `None` where they are not near.
fn end_of<'r>(reader: &'r mut Reader<'_>, len: u64, size: u64, scan: u64) -> Result<Option<(u64, &'r [u8])>, Fault> {
    let start = len.saturating_sub(size).max(scan);
    let size = len.saturating_sub(start);
    if !reader.is_near(start, size) {
        return Ok(None);
    }
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    Ok(Some((start, reader.up_to(start, size)?)))
}

/// Whether `tail` is the middle of a scan; `is_whole` where it is all of the file from the first scan on.
fn is_cut(tail: &[u8], is_whole: bool) -> bool {
    // Padding that tools and file systems leave; FF may be the first half of a marker that was cut in two.
    let padding = tail.iter().rev().take_while(|byte| matches!(byte, 0x00 | 0xFF)).count();
    let data = tail.get(..tail.len().saturating_sub(padding)).unwrap_or_default();
    // Where the whole scan was seen, it holds no end.
    is_scan(data) && (is_whole || is_dense(data))
}

/// Whether every FF in `data` is one that may stand in a scan, or between two: ISO/IEC 10918-1 §B.1.1.5 and §B.2.1.
fn is_scan(data: &[u8]) -> bool {
    data.windows(2).all(|pair| {
        !pair.starts_with(&[0xFF]) || matches!(pair.last(), Some(0x00 | 0xD0..=0xD7 | 0xC4 | 0xCC | 0xDA | 0xDB | 0xDD))
    })
}

/// Whether `data` is as varied as entropy-coded data is, with stuffed FFs as often as chance brings them: no text, no
/// mask of few values, no table of small numbers. 4096 bytes of it hold sixteen FFs and nearly all values.
fn is_dense(data: &[u8]) -> bool {
    let mut seen = [false; 256];
    for &byte in data {
        if let Some(seen) = seen.get_mut(usize::from(byte)) {
            *seen = true;
        }
    }
    let values = seen.iter().filter(|&&seen| seen).count();
    let zeros = data.iter().filter(|&&byte| byte == 0).count();
    let stuffed = data.windows(2).filter(|pair| *pair == [0xFF, 0x00]).count();
    as_u64(data.len()) * 2 >= TAIL && values >= 64 && stuffed >= 3 && zeros * 8 <= data.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::Budget;

    /// A scan of `length` bytes: noise with its FFs stuffed.
    fn scan(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut bytes = Vec::new();
        while bytes.len() < length {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let byte = state.to_be_bytes()[0];
            bytes.push(byte);
            if byte == 0xFF {
                bytes.push(0);
            }
        }
        bytes
    }

    fn answer(bytes: &[u8]) -> Option<bool> {
        truncated(&mut Reader::new(&bytes, Budget::default()), 0).unwrap()
    }

    #[test]
    fn an_end_is_an_end() {
        assert_eq!(answer(&[&scan(9000)[..], &[0xFF, 0xD9]].concat()), Some(false));
        assert_eq!(answer(&[&scan(9000)[..], &[0xFF, 0xD9], &[0; 1000]].concat()), Some(false));
    }

    #[test]
    fn a_scan_without_an_end_is_cut() {
        assert_eq!(answer(&scan(9000)), Some(true));
        assert_eq!(answer(&scan(600)), Some(true));
        assert_eq!(answer(&[&scan(9000)[..], &[0xFF]].concat()), Some(true));
    }

    #[test]
    fn a_scan_with_few_stuffed_bytes_is_cut_too() {
        // As at a low quality, where most codes are short: an FF in some thousands of bytes.
        let rare: Vec<u8> = (0..90_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 25).to_be_bytes()[3]).collect();
        let rare = rare.chunks(7000).collect::<Vec<_>>().join(&[0xFF, 0x00][..]);
        assert_eq!(answer(&rare[..6000]), Some(true));
        assert_eq!(answer(&rare), Some(true));
        assert_eq!(answer(&[&rare[..], &[0xFF, 0xD9], &rare[..6000]].concat()), None);
    }

    #[test]
    fn what_phones_write_behind_a_picture_settles_nothing() {
        let end: &[u8] = &[0xFF, 0xD9];
        let film: Vec<u8> = scan(9000).into_iter().map(|byte| if byte == 0 { 0xFE } else { byte }).collect();
        assert_eq!(answer(&[&scan(9000)[..], end, &film].concat()), None);
        assert_eq!(answer(&[&scan(9000)[..], end, &b"words and words ".repeat(400)].concat()), None);
        assert_eq!(answer(&[&scan(9000)[..], end, &[0xFF, 0xFF, 0, 0].repeat(2000)].concat()), None);
        assert_eq!(answer(&[&scan(9000)[..], end, &[0; 9000]].concat()), None);
    }
}
