//! The end of a JPEG, found by reading through its scans.

use super::{Reader, as_u64};
use crate::model::{Fault, FaultKind};

/// Bytes looked at in one step through entropy-coded data.
const STEP: usize = 64 << 10;

/// Walks all segments and scans from the start up to the end-of-image marker (ISO/IEC 10918-1 §B.1.1), and gives the
/// offset behind it. What may follow there, a second picture or a video, is not looked at.
pub(super) fn find_end(reader: &mut Reader<'_>) -> Result<u64, Fault> {
    let mut offset = 2;
    loop {
        reader.count_element(offset)?;
        let marker_at = next_marker(reader, offset)?;
        let [_, code] = reader.array::<2>(marker_at).map_err(cut)?;
        offset = match code {
            // End of image.
            0xD9 => return Ok(marker_at + 2),
            // A stuffed zero, fill, a restart or TEM: no segment follows (§B.1.1.2, §B.1.1.3).
            0x00 | 0x01 | 0xD0..=0xD8 => marker_at + 2,
            0xFF => marker_at + 1,
            // Any other begins a segment with its own length, and entropy-coded data may follow it.
            _ => {
                let length = u16::from_be_bytes(reader.array(marker_at + 2).map_err(cut)?);
                marker_at + 2 + u64::from(length.max(2))
            }
        };
    }
}

/// The next 0xFF from `offset` on.
fn next_marker(reader: &mut Reader<'_>, mut offset: u64) -> Result<u64, Fault> {
    loop {
        let bytes = reader.up_to(offset, STEP)?;
        if bytes.is_empty() {
            return Err(Fault::new(FaultKind::Undecodable, offset, "the file ends without an end-of-image marker"));
        }
        let next = bytes.iter().position(|&byte| byte == 0xFF);
        let step = next.unwrap_or(bytes.len());
        offset = offset.saturating_add(as_u64(step));
        if next.is_some() {
            return Ok(offset);
        }
    }
}

/// A file that ends within a marker or a segment is a picture that does not decode.
fn cut(fault: Fault) -> Fault {
    match fault.kind {
        FaultKind::UnexpectedEnd => Fault { kind: FaultKind::Undecodable, ..fault },
        _ => fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::Budget;

    fn end_of(bytes: &[u8]) -> Result<u64, FaultKind> {
        find_end(&mut Reader::new(&bytes, Budget::DEEP)).map_err(|fault| fault.kind)
    }

    #[test]
    fn stuffing_restarts_and_thumbnails_do_not_end_a_picture() {
        let app1_with_a_thumbnail = [0xFF, 0xE1, 0, 6, 0xFF, 0xD8, 0xFF, 0xD9];
        let scan = [0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4];
        let mut picture = [&[0xFF, 0xD8][..], &app1_with_a_thumbnail, &scan].concat();
        assert_eq!(end_of(&picture), Err(FaultKind::Undecodable));
        picture.extend([0xFF, 0xD9]);
        let length = as_u64(picture.len());
        picture.extend(b"a video behind it");
        assert_eq!(end_of(&picture), Ok(length));
    }
}
