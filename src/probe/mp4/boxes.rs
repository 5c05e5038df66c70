//! Where boxes begin and end: ISO/IEC 14496-12 §4.2.

use super::super::reader::{Reader, as_u64};
use crate::model::{Fault, FaultKind};

/// The short header: 32-bit size and type.
pub(super) const HEADER: u64 = 8;
/// The long header: size 1, type, 64-bit size.
const LONG_HEADER: u64 = 16;

/// A box by its place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BoxAt {
    /// The four-character type.
    pub(super) kind: [u8; 4],
    /// Where its header begins.
    pub(super) start: u64,
    /// Where its content begins.
    pub(super) body: u64,
    /// Where it says that it ends.
    pub(super) end: u64,
}

impl BoxAt {
    /// How long the content is.
    pub(super) fn body_len(&self) -> u64 {
        self.end.saturating_sub(self.body)
    }

    /// Whether the type could be one: printable ASCII, or the copyright sign that QuickTime's user data begin with.
    pub(super) fn is_plausible(&self) -> bool {
        self.kind.iter().all(|&byte| matches!(byte, 0x20..=0x7E | 0xA9))
    }

    /// `N` bytes of the content, `at` bytes into it; `None` where the box ends before.
    pub(super) fn field<const N: usize>(&self, reader: &mut Reader<'_>, at: u64) -> Result<Option<[u8; N]>, Fault> {
        if at.saturating_add(as_u64(N)) > self.body_len() {
            return Ok(None);
        }
        reader.array(self.body.saturating_add(at)).map(Some)
    }

    /// `N` bytes of the content, `at` bytes into it, without which the box says nothing.
    pub(super) fn needed<const N: usize>(&self, reader: &mut Reader<'_>, at: u64) -> Result<[u8; N], Fault> {
        self.field(reader, at)?.ok_or_else(|| self.malformed("ends before its fields do"))
    }

    /// A fault of this box.
    pub(super) fn malformed(&self, what: &str) -> Fault {
        Fault::new(FaultKind::Malformed, self.start, format!("`{}` {what}", self.kind.escape_ascii()))
    }
}

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

    /// The next box of a list that anything may follow: what does not walk ends it, and spoils nothing.
    pub(super) fn next_or_end(&mut self, reader: &mut Reader<'_>) -> Result<Option<BoxAt>, Fault> {
        self.next(reader).or_else(|fault| match fault.kind {
            FaultKind::Malformed | FaultKind::UnexpectedEnd => Ok(None),
            _ => Err(fault),
        })
    }

    /// The next box, or `None` where fewer bytes are left than a header has.
    pub(super) fn next(&mut self, reader: &mut Reader<'_>) -> Result<Option<BoxAt>, Fault> {
        let start = self.at;
        if self.end.saturating_sub(start) < HEADER {
            return Ok(None);
        }
        reader.count_element(start)?;
        let head = reader.up_to(start, 8)?;
        let Some(&[s0, s1, s2, s3, k0, k1, k2, k3]) = head.first_chunk::<8>() else {
            // A source of unknown length ends here; a parent says that it goes on.
            return if self.clamp {
                Err(Fault::new(FaultKind::UnexpectedEnd, start, "the file ends within a box"))
            } else {
                Ok(None)
            };
        };
        let kind = [k0, k1, k2, k3];
        let (header, size) = match u32::from_be_bytes([s0, s1, s2, s3]) {
            // To the end. Four zero bytes of type as well are no box but padding, as behind QuickTime's user data.
            0 if kind == [0; 4] => return Ok(None),
            0 => (HEADER, self.end.saturating_sub(start)),
            1 => (LONG_HEADER, u64::from_be_bytes(reader.array(start.saturating_add(HEADER))?)),
            short => (HEADER, u64::from(short)),
        };
        if size < header {
            let what = format!("a box `{}` of {size} bytes", kind.escape_ascii());
            return Err(Fault::new(FaultKind::Malformed, start, what));
        }
        let mut end = start.saturating_add(size);
        if self.clamp {
            end = end.min(self.end);
        }
        self.at = end;
        Ok(Some(BoxAt { kind, start, body: start.saturating_add(header).min(end), end }))
    }
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

    #[test]
    fn a_child_never_reaches_out_of_its_parent() {
        let bytes: &[u8] = b"\0\0\0\x10moov\xff\xff\xff\xfffree";
        let mut reader = Reader::new(&bytes, Budget::default());
        let parent = Walk::of_file(reader.len()).next(&mut reader).unwrap().unwrap();
        let child = Walk::within(&parent, 0).next(&mut reader).unwrap().unwrap();
        assert_eq!((child.start, child.end), (8, 16));
    }
}
