//! BMP: the file header, and the headers of Windows (BITMAPINFOHEADER and later) and OS/2 (BITMAPCOREHEADER and later).

use super::shared::{malformed, set_size, unexpected_end};
use crate::model::{Fault, ImageFacts};
use crate::probe::notes::Notes;
use crate::probe::reader::Reader;

/// Length of BITMAPFILEHEADER.
const FILE_HEADER: u64 = 14;
/// Length of BITMAPCOREHEADER, whose sides have 16 bits.
const CORE_HEADER: u32 = 12;

/// biCompression: values whose pixel data has a length that follows from the size.
const RGB: u32 = 0;
const BITFIELDS: u32 = 3;
const ALPHA_BITFIELDS: u32 = 6;

/// Reads the size, and whether the pixel data is present.
pub(in crate::probe) fn read(reader: &mut Reader<'_>, image: &mut ImageFacts, notes: &mut Notes) -> Result<(), Fault> {
    let header = header(reader).inspect_err(|_| notes.truncated = is_cut(reader))?;
    let width = Some(header.width);
    let end = header.data_end();
    let found = match reader.len() {
        Some(len) if header.data >= len => Err(unexpected_end(len, "the file ends before its pixel data")),
        _ => Ok(()),
    };
    notes.declared_bytes = end;
    notes.truncated = reader.len().and_then(|len| Some(len < end? || header.data >= len));
    image.animated = Some(false);
    set_size(image, (width, Some(header.height)), None, &found);
    found
}

/// Whether the file ends within its headers.
fn is_cut(reader: &Reader<'_>) -> Option<bool> {
    reader.len().filter(|&len| len < FILE_HEADER + u64::from(CORE_HEADER)).map(|_| true)
}

struct Header {
    /// Where the pixel data begins.
    data: u64,
    width: u32,
    height: u32,
    bits: u32,
    compression: u32,
    /// biSizeImage: bytes of compressed pixel data.
    data_len: u32,
}

fn header(reader: &mut Reader<'_>) -> Result<Header, Fault> {
    let head: [u8; 18] = reader.array(0)?;
    let [.., d0, d1, d2, d3, s0, s1, s2, s3] = head;
    let data = u64::from(u32::from_le_bytes([d0, d1, d2, d3]));
    let size = u32::from_le_bytes([s0, s1, s2, s3]);
    if size == CORE_HEADER {
        let [w0, w1, h0, h1, _, _, b0, b1] = reader.array(FILE_HEADER + 4)?;
        let [width, height, bits] = [[w0, w1], [h0, h1], [b0, b1]].map(|pair| u32::from(u16::from_le_bytes(pair)));
        return checked(Header { data, width, height, bits, compression: RGB, data_len: 0 }, width != 0 && height != 0);
    }
    let [w0, w1, w2, w3, h0, h1, h2, h3, _, _, b0, b1] = reader.array(FILE_HEADER + 4)?;
    let width = i32::from_le_bytes([w0, w1, w2, w3]);
    // A negative height means that the rows are stored from top to bottom.
    let height = i32::from_le_bytes([h0, h1, h2, h3]).unsigned_abs();
    // OS/2 2.x headers may end before the fields that follow.
    let [c0, c1, c2, c3, l0, l1, l2, l3] = if size >= 24 { reader.array(FILE_HEADER + 16)? } else { [0; 8] };
    let header = Header {
        data,
        width: width.unsigned_abs(),
        height,
        bits: u32::from(u16::from_le_bytes([b0, b1])),
        compression: u32::from_le_bytes([c0, c1, c2, c3]),
        data_len: u32::from_le_bytes([l0, l1, l2, l3]),
    };
    checked(header, width > 0 && (1..=u32::MAX >> 1).contains(&height))
}

fn checked(header: Header, has_sides: bool) -> Result<Header, Fault> {
    if !has_sides {
        return Err(malformed(FILE_HEADER + 4, "a width or height that BMP does not allow"));
    }
    if header.data < FILE_HEADER + u64::from(CORE_HEADER) {
        return Err(malformed(10, "pixel data within the headers"));
    }
    Ok(header)
}

impl Header {
    /// Where the pixel data ends, without the padding of the last row; `None` if the header does not say.
    fn data_end(&self) -> Option<u64> {
        let len = match self.compression {
            RGB | BITFIELDS | ALPHA_BITFIELDS if self.bits > 0 => {
                let row = u64::from(self.width).checked_mul(u64::from(self.bits))?;
                let padded = row.div_ceil(32).checked_mul(4)?;
                padded.checked_mul(u64::from(self.height).saturating_sub(1))?.checked_add(row.div_ceil(8))?
            }
            _ if self.data_len > 0 => u64::from(self.data_len),
            _ => return None,
        };
        self.data.checked_add(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FaultKind;
    use crate::probe::Budget;

    fn facts(bytes: &[u8]) -> (ImageFacts, Notes, Option<FaultKind>) {
        let (mut image, mut notes) = (ImageFacts::default(), Notes::default());
        let result = read(&mut Reader::new(&bytes, Budget::default()), &mut image, &mut notes);
        (image, notes, result.err().map(|fault| fault.kind))
    }

    fn windows(width: i32, height: i32, bits: u16, compression: u32, data: &[u8]) -> Vec<u8> {
        let fields = [width.to_le_bytes(), height.to_le_bytes()].concat();
        let tail =
            [compression.to_le_bytes(), u32::try_from(data.len()).unwrap().to_le_bytes(), [0; 4], [0; 4]].concat();
        [&b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"[..], &fields, &[1, 0], &bits.to_le_bytes(), &tail, &[0; 8], data]
            .concat()
    }

    #[test]
    fn rows_from_top_or_bottom() {
        for height in [3, -3] {
            let (image, notes, fault) = facts(&windows(5, height, 24, RGB, &[0; 48]));
            assert_eq!((image.width, image.height, image.display_height), (Some(5), Some(3), Some(3)));
            assert_eq!((image.orientation, image.animated, fault), (Some(1), Some(false), None));
            assert_eq!((notes.truncated, notes.declared_bytes), (Some(false), Some(54 + 47)));
        }
    }

    #[test]
    fn os2_headers_have_short_sides() {
        let core = [&b"BM\0\0\0\0\0\0\0\0\x1A\0\0\0\x0C\0\0\0"[..], &[5, 0, 3, 0, 1, 0, 24, 0], &[0; 48]].concat();
        let (image, notes, _) = facts(&core);
        assert_eq!((image.width, image.height, notes.truncated), (Some(5), Some(3), Some(false)));
    }

    #[test]
    fn cut_pixel_data_is_truncated() {
        let whole = windows(5, 3, 24, RGB, &[0; 48]);
        assert_eq!(facts(&whole[..whole.len() - 1]).1.truncated, Some(false));
        assert_eq!(facts(&whole[..whole.len() - 2]).1.truncated, Some(true));
        let (image, notes, fault) = facts(&whole[..54]);
        assert_eq!((image.width, image.display_width, notes.truncated), (Some(5), None, Some(true)));
        assert_eq!(fault, Some(FaultKind::UnexpectedEnd));
        assert_eq!(facts(&whole[..20]).1.truncated, Some(true));
        // Run-length coded: the header states the length.
        let coded = windows(500, 300, 8, 1, &[0; 20]);
        assert_eq!(facts(&coded).1.truncated, Some(false));
        assert_eq!(facts(&coded[..60]).1.truncated, Some(true));
    }

    #[test]
    fn sides_that_are_not_allowed_are_malformed() {
        for (width, height) in [(0, 1), (1, 0), (-1, 1), (1, i32::MIN)] {
            assert_eq!(facts(&windows(width, height, 24, RGB, &[0; 9])).2, Some(FaultKind::Malformed));
        }
    }
}
