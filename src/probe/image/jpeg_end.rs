//! Whether the end of a JPEG is present.

use memchr::memchr;

use super::shared::unexpected_end;
use crate::model::{Fault, FaultKind};
use crate::probe::reader::{Reader, as_u64};

/// How much of the end is read first.
const TAIL: u64 = 4096;

/// Bytes read at a time on the way through the scans.
const STEP: usize = 64 << 10;

/// How far the scans are followed without a deep check.
const LONGEST_WALK: u64 = 48 << 20;

/// Whether the file ends before the EOI marker, if the data of its first scan begins at `scan`.
///
/// Phones and editors append more to an image: a video, a second image, a depth map, their own metadata. So if the end of
/// the file is not the end of a scan, the scans are followed from the start, unless that is expensive.
pub(super) fn truncated(reader: &mut Reader<'_>, scan: u64) -> Result<Option<bool>, Fault> {
    let Some(len) = reader.len() else {
        return Ok(None);
    };
    if scan > len {
        return Ok(Some(true));
    }
    let start = len.saturating_sub(TAIL).max(scan);
    let size = len.saturating_sub(start);
    if !reader.is_cheap(start, size) {
        return Ok(None);
    }
    let tail = reader.up_to(start, usize::try_from(size).unwrap_or(usize::MAX))?;
    if ends_a_scan(tail) {
        return Ok(Some(false));
    }
    let rest = len.saturating_sub(scan);
    if rest > LONGEST_WALK || !reader.is_cheap(scan, rest) {
        return Ok(None);
    }
    match find(reader, scan) {
        Ok(_) => Ok(Some(false)),
        Err(fault) if fault.kind == FaultKind::UnexpectedEnd => Ok(Some(true)),
        // Too many segments to follow.
        Err(fault) if fault.kind == FaultKind::Budget => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Follows scans and segments from `offset` on to the EOI marker, and returns the offset after it: §B.2.1. Anything may
/// follow there.
fn find(reader: &mut Reader<'_>, mut offset: u64) -> Result<u64, Fault> {
    loop {
        reader.count_element(offset)?;
        let Some((code, at)) = next_marker(reader, offset)? else { return Err(cut(offset)) };
        offset = match code {
            0xD9 => return Ok(at),
            // A second image begins, and the first has no end.
            0xD8 => return Err(cut(at)),
            // Segments that may follow a scan: tables, the next scan, metadata.
            0xC4 | 0xCC | 0xDA..=0xDD | 0xE0..=0xEF | 0xFE => {
                let &[high, low] = reader.up_to(at, 2)? else { return Err(cut(at)) };
                at.saturating_add(u64::from(u16::from_be_bytes([high, low]).max(2)))
            }
            // RSTm; and codes that do not occur here, as in damaged data.
            _ => at,
        };
    }
}

fn cut(at: u64) -> Fault {
    unexpected_end(at, "the file ends without an end-of-image marker")
}

/// The next marker from `offset` on, and the offset after it: §B.1.1.5, FF00 is a stuffed byte; §B.1.1.2, FF is fill.
fn next_marker(reader: &mut Reader<'_>, mut offset: u64) -> Result<Option<(u8, u64)>, Fault> {
    let mut is_after_ff = false;
    loop {
        let bytes = reader.up_to(offset, STEP)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let mut rest = bytes;
        loop {
            if is_after_ff {
                let Some((&code, after)) = rest.split_first() else { break };
                rest = after;
                if !matches!(code, 0x00 | 0xD0..=0xD7 | 0xFF) {
                    let read = bytes.len().saturating_sub(rest.len());
                    return Ok(Some((code, offset.saturating_add(as_u64(read)))));
                }
                is_after_ff = code == 0xFF;
                continue;
            }
            let Some(at) = memchr(0xFF, rest) else { break };
            rest = rest.get(at.saturating_add(1)..).unwrap_or_default();
            is_after_ff = true;
        }
        offset = offset.saturating_add(as_u64(bytes.len()));
    }
}

/// Whether `tail` begins within a scan, as far as its FFs show, and that scan ends with an EOI marker: §B.1.1.5.
fn ends_a_scan(tail: &[u8]) -> bool {
    let mut rest = tail;
    while let Some(at) = memchr(0xFF, rest) {
        match rest.get(at.saturating_add(1)) {
            Some(0x00 | 0xD0..=0xD7 | 0xFF) => rest = rest.get(at.saturating_add(1)..).unwrap_or_default(),
            Some(0xD9) => return true,
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::Budget;

    const EOI: &[u8] = &[0xFF, 0xD9];

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

    fn answer(parts: &[&[u8]]) -> Option<bool> {
        truncated(&mut Reader::new(&parts.concat(), Budget::default()), 0).unwrap()
    }

    #[test]
    fn an_end_is_found_whatever_follows_it() {
        let (whole, exif) = (scan(9000), [&[0xFF, 0xE1, 0x40, 0x00][..], &scan(0x3FFE), EOI].concat());
        let video: Vec<u8> = scan(9000).into_iter().map(|byte| if byte == 0 { 0xFE } else { byte }).collect();
        for after in
            [&[][..], &[0; 1000], &[0; 9000], &scan(8000), &scan(70_000), &video, &b"words ".repeat(2000), &exif]
        {
            assert_eq!(answer(&[&whole, EOI, after]), Some(false), "{}", after.len());
        }
        let tables = [&[0xFF, 0xC4, 0, 6, 0xFF, 0xD8, 0xFF, 0xD9, 0xFF, 0xDA, 0, 4, 1, 2][..], &scan(9000)].concat();
        assert_eq!(answer(&[&whole, &tables, EOI, &scan(8000)]), Some(false));
    }

    #[test]
    fn a_scan_without_an_end_is_cut() {
        for size in [1, 600, 9000, 90_000] {
            assert_eq!(answer(&[&scan(size)]), Some(true), "{size}");
            assert_eq!(answer(&[&scan(size), &[0xFF]]), Some(true), "{size}");
            assert_eq!(answer(&[&scan(size), &[0; 5000]]), Some(true), "{size}");
        }
    }

    #[test]
    fn the_end_of_another_image_is_not_the_end_of_this_one() {
        let preview = [&[0xFF, 0xE1, 0x10, 0x02, 0xFF, 0xD8][..], &[7; 0x0FFC], EOI].concat();
        assert_eq!(answer(&[&scan(9000), &preview]), Some(true));
        assert_eq!(
            answer(&[&scan(9000), &[0xFF, 0xD8, 0xFF, 0xDB, 0, 4, 1, 2, 0xFF, 0xDA, 0, 4], &scan(90), EOI]),
            Some(true)
        );
    }

    #[test]
    fn markers_are_found_across_steps() {
        for before in STEP - 3..STEP + 3 {
            assert_eq!(answer(&[&vec![7; before], EOI, &[7; 5000]]), Some(false), "{before}");
        }
    }
}
