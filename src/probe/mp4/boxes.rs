//! Boxes and their lengths: ISO/IEC 14496-12 §4.2.

use super::super::reader::{Reader, as_u64};
use crate::model::{Fault, FaultKind};

/// The short header: 32-bit size and type.
pub(super) const HEADER: u64 = 8;
/// The long header: size 1, type, 64-bit size.
const LONG_HEADER: u64 = 16;

/// A box by its position in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BoxAt {
    /// The four-character type.
    pub(super) kind: [u8; 4],
    /// Where its header begins.
    pub(super) start: u64,
    /// Where its content begins.
    pub(super) body: u64,
    /// Where it ends by its size.
    pub(super) end: u64,
    /// Whether it has no size of its own and reaches to the end of the file.
    pub(super) is_open: bool,
}

impl BoxAt {
    /// How long the content is.
    pub(super) fn body_len(&self) -> u64 {
        self.end.saturating_sub(self.body)
    }

    /// `N` bytes of the content, `at` bytes into it; `None` if the box ends before.
    pub(super) fn field<const N: usize>(&self, reader: &mut Reader<'_>, at: u64) -> Result<Option<[u8; N]>, Fault> {
        if at.saturating_add(as_u64(N)) > self.body_len() {
            return Ok(None);
        }
        reader.array(self.body.saturating_add(at)).map(Some)
    }

    /// `N` bytes of the content, `at` bytes into it, without which the box is of no use.
    pub(super) fn needed<const N: usize>(&self, reader: &mut Reader<'_>, at: u64) -> Result<[u8; N], Fault> {
        self.field(reader, at)?.ok_or_else(|| self.malformed("ends before its fields do"))
    }

    /// A fault of this box.
    pub(super) fn malformed(&self, what: &str) -> Fault {
        Fault::new(FaultKind::Malformed, self.start, format!("`{}` {what}", self.kind.escape_ascii()))
    }
}

/// Types of the boxes that decide a fact, or hold one that does.
const DECIDING: [&[u8; 4]; 40] = [
    b"mvhd", b"trak", b"mvex", b"trex", b"cmov", b"tkhd", b"tref", b"edts", b"elst", b"mdia", b"mdhd", b"hdlr",
    b"minf", b"vmhd", b"smhd", b"dinf", b"dref", b"stbl", b"stsd", b"stts", b"ctts", b"stsz", b"stz2", b"stsc",
    b"stco", b"co64", b"moof", b"traf", b"tfhd", b"tfdt", b"trun", b"pasp", b"avcC", b"hvcC", b"av1C", b"esds",
    b"wave", b"sinf", b"frma", b"pcmC",
];
/// How many bytes are searched for a type. Of more, it is assumed that there is one.
const MAX_SEARCHED: u64 = 64 << 10;

/// A walk over boxes that follow each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk {
    at: u64,
    end: u64,
    clamp: bool,
}

impl Walk {
    /// Over the boxes of a file. A box here may claim to reach beyond the end.
    pub(super) fn of_file(len: Option<u64>) -> Self {
        Self { at: 0, end: len.unwrap_or(u64::MAX), clamp: false }
    }

    /// Over the boxes within `parent`, from `skip` bytes into its content on. A child never reaches out of its parent.
    pub(super) fn within(parent: &BoxAt, skip: u64) -> Self {
        Self { at: parent.body.saturating_add(skip), end: parent.end, clamp: true }
    }

    /// The next box, or `None` if fewer bytes are left than a header has.
    ///
    /// After a length that cannot be followed, nothing is known of the rest of the parent. That is a fault unless no
    /// deciding box can be there, since its type is not: QuickTime ends lists with four zero bytes, encoders leave junk.
    pub(super) fn next(&mut self, reader: &mut Reader<'_>) -> Result<Option<BoxAt>, Fault> {
        let start = self.at;
        match self.follow(reader) {
            Err(fault) if self.clamp && fault.kind == FaultKind::Malformed => {
                self.at = self.end;
                if may_hold_deciding_box(reader, start, self.end)? { Err(fault) } else { Ok(None) }
            }
            found => found,
        }
    }

    fn follow(&mut self, reader: &mut Reader<'_>) -> Result<Option<BoxAt>, Fault> {
        let start = self.at;
        if self.end.saturating_sub(start) < HEADER {
            return Ok(None);
        }
        reader.count_element(start)?;
        let head = reader.up_to(start, 8)?;
        let Some(&[s0, s1, s2, s3, k0, k1, k2, k3]) = head.first_chunk::<8>() else {
            // A source of unknown length ends here; a parent states that it goes on.
            return if self.clamp {
                Err(Fault::new(FaultKind::UnexpectedEnd, start, "the file ends within a box"))
            } else {
                Ok(None)
            };
        };
        let kind = [k0, k1, k2, k3];
        let malformed = |what: &str| {
            let what = format!("a box `{}` {what}", kind.escape_ascii());
            Err(Fault::new(FaultKind::Malformed, start, what))
        };
        let (header, size) = match u32::from_be_bytes([s0, s1, s2, s3]) {
            // To the end of the file, for a box that no other contains. Eight zero bytes are padding.
            0 if self.clamp || kind == [0; 4] => return malformed("of 0 bytes"),
            0 => (HEADER, self.end.saturating_sub(start)),
            1 => (LONG_HEADER, u64::from_be_bytes(reader.array(start.saturating_add(HEADER))?)),
            short => (HEADER, u64::from(short)),
        };
        if size < header {
            return malformed(&format!("of {size} bytes"));
        }
        let end = start.saturating_add(size);
        if self.clamp && end > self.end {
            return malformed("that reaches out of its parent");
        }
        self.at = end;
        let is_open = [s0, s1, s2, s3] == [0; 4];
        Ok(Some(BoxAt { kind, start, body: start.saturating_add(header), end, is_open }))
    }
}

/// Whether a box that decides a fact may begin between `from` and `to`.
fn may_hold_deciding_box(reader: &mut Reader<'_>, from: u64, to: u64) -> Result<bool, Fault> {
    let len = to.saturating_sub(from);
    if len > MAX_SEARCHED {
        return Ok(true);
    }
    let bytes = reader.up_to(from, usize::try_from(len).unwrap_or(usize::MAX))?;
    Ok(bytes.windows(4).any(|window| DECIDING.iter().any(|kind| window == *kind)))
}

#[cfg(test)]
mod tests {
    use super::super::super::budget::Budget;
    use super::*;

    fn boxes(bytes: &[u8]) -> Result<Vec<BoxAt>, Fault> {
        let mut reader = Reader::new(&bytes, Budget::default());
        let mut walk = Walk::of_file(reader.len());
        std::iter::from_fn(|| walk.next(&mut reader).transpose()).collect()
    }

    #[test]
    fn sizes_are_short_long_or_to_the_end() {
        let bytes = b"\0\0\0\x0cfree1234\0\0\0\x01wide\0\0\0\0\0\0\0\x11x\0\0\0\0mdat....";
        let found = boxes(bytes).unwrap();
        let places: Vec<_> = found.iter().map(|b| (b.start, b.body, b.end)).collect();
        assert_eq!(places, [(0, 8, 12), (12, 28, 29), (29, 37, 41)]);
    }

    #[test]
    fn a_size_below_its_header_is_malformed() {
        assert_eq!(boxes(b"\0\0\0\x07free").unwrap_err().kind, FaultKind::Malformed);
        assert_eq!(boxes(b"\0\0\0\x01free\0\0\0\0\0\0\0\x0f").unwrap_err().kind, FaultKind::Malformed);
    }

    fn first_child(bytes: &[u8]) -> Result<Option<BoxAt>, Fault> {
        let mut reader = Reader::new(&bytes, Budget::default());
        let parent = Walk::of_file(reader.len()).next(&mut reader).unwrap().unwrap();
        Walk::within(&parent, 0).next(&mut reader)
    }

    #[test]
    fn a_child_that_cannot_be_followed_is_a_fault_if_it_may_hide_a_deciding_box() {
        for size in [b"\0\0\0\0", b"\0\0\0\x07", b"\0\0\0\x11", b"\xff\xff\xff\xff"] {
            let hides = [&b"\0\0\0\x18moov"[..], size, b"free\0\0\0\x08trak"].concat();
            assert_eq!(first_child(&hides).unwrap_err().kind, FaultKind::Malformed, "{size:?}");
            let is_one = [&b"\0\0\0\x10moov"[..], size, b"trak"].concat();
            assert_eq!(first_child(&is_one).map_err(|fault| fault.kind), Err(FaultKind::Malformed), "{size:?}");
            let harmless = [&b"\0\0\0\x10moov"[..], size, b"free"].concat();
            assert_eq!(first_child(&harmless), Ok(None), "{size:?}");
        }
        assert_eq!(first_child(b"\0\0\0\x10moov\0\0\0\x08trak").unwrap().unwrap().end, 16);
    }

    #[test]
    fn a_type_of_any_bytes_is_followed_by_its_size() {
        let kinds: Vec<_> =
            boxes(b"\0\0\0\x08\0\0\0\0\0\0\0\x08\xff\x80\x01\x02").unwrap().iter().map(|b| b.kind).collect();
        assert_eq!(kinds, [[0; 4], [0xFF, 0x80, 1, 2]]);
        assert_eq!(boxes(&[0; 8]).unwrap_err().kind, FaultKind::Malformed);
    }
}
