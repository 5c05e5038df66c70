//! Image file directories: TIFF 6.0 §2, and BigTIFF, which widens counts and offsets to 64 bits.

use crate::model::Fault;
use crate::probe::reader::Reader;

/// TIFF 6.0 §8: Orientation.
pub(super) const ORIENTATION: u16 = 0x0112;

/// TIFF 6.0 §2: field types that hold unsigned integers, and SLONG, which is used for them too.
const BYTE: u16 = 1;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const SLONG: u16 = 9;
/// BigTIFF: an unsigned integer of 64 bits.
const LONG8: u16 = 16;

/// A TIFF structure within the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tiff {
    /// Where the structure begins: its offsets count from here.
    base: u64,
    len: u64,
    is_little_endian: bool,
    is_big: bool,
    /// Offset of the first directory.
    pub(super) first: u64,
}

/// One directory: its entries, and the offset of the next one, or 0.
pub(super) struct Directory {
    entries: Vec<Entry>,
    pub(super) next: u64,
}

/// One field of a directory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    tag: u16,
    kind: u16,
    pub(super) count: u64,
    /// The value, or its offset if it is longer than this.
    value: [u8; 8],
}

impl Tiff {
    /// Reads the header of the structure of `len` bytes at `base`; `None` if there is none.
    pub(super) fn open(reader: &mut Reader<'_>, base: u64, len: u64) -> Result<Option<Self>, Fault> {
        let head = reader.up_to(base, 16)?;
        let head = head.get(..usize::try_from(len).unwrap_or(usize::MAX)).unwrap_or(head);
        let (is_little_endian, is_big) = match head {
            [b'I', b'I', b'*', 0, ..] => (true, false),
            [b'M', b'M', 0, b'*', ..] => (false, false),
            // BigTIFF: offsets of 8 bytes, and a reserved 0.
            [b'I', b'I', b'+', 0, 8, 0, 0, 0, ..] => (true, true),
            [b'M', b'M', 0, b'+', 0, 8, 0, 0, ..] => (false, true),
            _ => return Ok(None),
        };
        let tiff = Self { base, len, is_little_endian, is_big, first: 0 };
        let first = if is_big { head.get(8..16) } else { head.get(4..8) };
        Ok(first.map(|first| Self { first: tiff.number(first), ..tiff }))
    }

    /// Reads the directory at `offset`; `None` if it does not lie within the structure.
    pub(super) fn directory(&self, reader: &mut Reader<'_>, offset: u64) -> Result<Option<Directory>, Fault> {
        reader.count_element(self.base.saturating_add(offset))?;
        let (count_len, entry_len, next_len) = if self.is_big { (8, 20, 8) } else { (2, 12, 4) };
        let Some(count) = self.bytes(reader, offset, count_len)?.map(|bytes| self.number(bytes)) else {
            return Ok(None);
        };
        let start = offset.saturating_add(u64::try_from(count_len).unwrap_or(0));
        let wanted = usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(entry_len);
        // A cut directory still holds the entries before the cut.
        let left = usize::try_from(self.len.saturating_sub(start)).unwrap_or(usize::MAX);
        let bytes = reader.up_to(self.base.saturating_add(start), wanted.min(left))?;
        let is_whole = bytes.len() == wanted;
        let entries = bytes.chunks_exact(entry_len).filter_map(|entry| self.entry(entry)).collect();
        let end = start.saturating_add(u64::try_from(wanted).unwrap_or(u64::MAX));
        let next = if is_whole { self.bytes(reader, end, next_len)?.map(|next| self.number(next)) } else { None };
        Ok(Some(Directory { entries, next: next.unwrap_or(0) }))
    }

    /// The numbers of a field, wherever they are stored; `None` if its type is not an integer or it lies outside.
    pub(super) fn numbers(&self, reader: &mut Reader<'_>, entry: &Entry) -> Result<Option<Vec<u64>>, Fault> {
        let Some(size) = size_of(entry.kind) else { return Ok(None) };
        let len = usize::try_from(entry.count).unwrap_or(usize::MAX).saturating_mul(size);
        let bytes = match entry.value.get(..len).filter(|_| len <= self.inline()) {
            Some(inline) => inline,
            None => {
                let offset = self.number(entry.value.get(..self.inline()).unwrap_or_default());
                let Some(bytes) = self.bytes(reader, offset, len)? else { return Ok(None) };
                bytes
            }
        };
        Ok(Some(bytes.chunks_exact(size).map(|bytes| self.number(bytes)).collect()))
    }

    /// The single number of a field.
    pub(super) fn number_of(&self, entry: &Entry) -> Option<u64> {
        let size = size_of(entry.kind).filter(|&size| entry.count == 1 && size <= self.inline())?;
        entry.value.get(..size).map(|bytes| self.number(bytes))
    }

    /// The orientation of a directory, from 1 to 8.
    pub(super) fn orientation(&self, directory: &Directory) -> Option<u8> {
        let value = self.number_of(directory.entry(ORIENTATION)?)?;
        u8::try_from(value).ok().filter(|value| (1..=8).contains(value))
    }

    /// How many bytes a field holds in place of an offset.
    fn inline(&self) -> usize {
        if self.is_big { 8 } else { 4 }
    }

    fn entry(&self, bytes: &[u8]) -> Option<Entry> {
        let (tag, rest) = bytes.split_at_checked(2)?;
        let (kind, rest) = rest.split_at_checked(2)?;
        let (count, rest) = rest.split_at_checked(self.inline())?;
        let mut value = [0; 8];
        value.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        let short = |bytes| u16::try_from(self.number(bytes)).ok();
        Some(Entry { tag: short(tag)?, kind: short(kind)?, count: self.number(count), value })
    }

    fn bytes<'r>(&self, reader: &'r mut Reader<'_>, offset: u64, len: usize) -> Result<Option<&'r [u8]>, Fault> {
        let end = u64::try_from(len).ok().and_then(|len| offset.checked_add(len));
        if end.is_none_or(|end| end > self.len) {
            return Ok(None);
        }
        let bytes = reader.up_to(self.base.saturating_add(offset), len)?;
        Ok((bytes.len() == len).then_some(bytes))
    }

    /// An unsigned number of up to 8 bytes, in the byte order of the structure.
    fn number(&self, bytes: &[u8]) -> u64 {
        let add = |sum: u64, &byte: &u8| sum << 8 | u64::from(byte);
        if self.is_little_endian { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) }
    }
}

impl Directory {
    /// The first field with this tag.
    pub(super) fn entry(&self, tag: u16) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }
}

fn size_of(kind: u16) -> Option<usize> {
    match kind {
        BYTE => Some(1),
        SHORT => Some(2),
        LONG | SLONG => Some(4),
        LONG8 => Some(8),
        _ => None,
    }
}
