//! The bytes of a file that were received.

/// Parts of a file, in order; adjacent parts are merged.
#[derive(Debug, Default)]
pub(super) struct Ranges {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    start: u64,
    bytes: Vec<u8>,
}

impl Part {
    fn end(&self) -> u64 {
        self.start.saturating_add(as_u64(self.bytes.len()))
    }
}

impl Ranges {
    /// The contiguous bytes held from `offset` on.
    pub(super) fn from(&self, offset: u64) -> &[u8] {
        let part = self.parts.iter().find(|part| part.start <= offset && offset < part.end());
        let skip = |part: &Part| usize::try_from(offset.saturating_sub(part.start)).unwrap_or(usize::MAX);
        part.and_then(|part| part.bytes.get(skip(part)..)).unwrap_or_default()
    }

    /// Whether all `len` bytes from `offset` on are held.
    pub(super) fn hold(&self, offset: u64, len: u64) -> bool {
        as_u64(self.from(offset).len()) >= len
    }

    /// The offset of the first held part after `offset`.
    pub(super) fn start_after(&self, offset: u64) -> Option<u64> {
        self.parts.iter().map(|part| part.start).find(|&start| start > offset)
    }

    /// Adds bytes at `offset`. Bytes that are already held are kept.
    pub(super) fn insert(&mut self, offset: u64, bytes: &[u8]) {
        let (mut at, mut left) = (offset, bytes);
        while !left.is_empty() {
            let held = self.from(at).len().min(left.len());
            let room = self.start_after(at).map_or(left.len(), |start| {
                usize::try_from(start.saturating_sub(at)).unwrap_or(usize::MAX).min(left.len())
            });
            let step = if held > 0 { held } else { room };
            let (now, later) = left.split_at(step);
            if held == 0 {
                self.add(at, now);
            }
            at = at.saturating_add(as_u64(step));
            left = later;
        }
    }

    /// Adds bytes that are not held yet.
    fn add(&mut self, start: u64, bytes: &[u8]) {
        let index = self.parts.partition_point(|part| part.start < start);
        let before = index.checked_sub(1).and_then(|before| self.parts.get_mut(before));
        let index = match before.filter(|part| part.end() == start) {
            Some(part) => {
                part.bytes.extend_from_slice(bytes);
                index.saturating_sub(1)
            }
            None => {
                self.parts.insert(index, Part { start, bytes: bytes.to_vec() });
                index
            }
        };
        let end = start.saturating_add(as_u64(bytes.len()));
        let next = index.saturating_add(1);
        if self.parts.get(next).is_some_and(|part| part.start == end) {
            let joined = self.parts.remove(next);
            if let Some(part) = self.parts.get_mut(index) {
                part.bytes.extend_from_slice(&joined.bytes);
            }
        }
    }
}

/// `usize` as `u64`: lossless on every target that Rust supports.
pub(super) const fn as_u64(length: usize) -> u64 {
    length as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn adjacent_parts_are_merged() {
        let mut ranges = Ranges::default();
        ranges.insert(10, b"cd");
        ranges.insert(0, b"__");
        assert_eq!(ranges.start_after(2), Some(10));
        ranges.insert(8, b"ab");
        ranges.insert(12, b"e");
        assert_eq!(ranges.from(8), b"abcde");
        assert_eq!(ranges.parts.len(), 2);
        assert!(ranges.hold(9, 4) && !ranges.hold(9, 5) && !ranges.hold(2, 1) && ranges.hold(2, 0));
    }

    proptest! {
        #[test]
        fn held_bytes_equal_the_file(pieces in proptest::collection::vec((0_usize..200, 0_usize..60), 0..20)) {
            let file: Vec<u8> = (0..=255).cycle().take(300).collect();
            let mut ranges = Ranges::default();
            let mut held = [false; 300];
            for (start, len) in pieces {
                ranges.insert(as_u64(start), &file[start..start + len]);
                held[start..start + len].fill(true);
            }
            for offset in 0..300 {
                let run = held[offset..].iter().take_while(|&&held| held).count();
                prop_assert_eq!(ranges.from(as_u64(offset)), &file[offset..offset + run]);
            }
            prop_assert!(ranges.parts.windows(2).all(|pair| pair[0].end() < pair[1].start));
        }
    }
}
