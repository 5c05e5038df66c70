//! Which range to request when a byte is missing.

use super::ranges::Ranges;

/// Ranges requested at the minimum size, before each is twice as long as the last: a file that needs many reads, such as
/// a fragmented one, is cheaper to read in few long ranges.
const SMALL_RANGES: u32 = 3;

/// The longest range in bytes, unless one read needs more.
const LONGEST: u64 = 4 << 20;

/// What has been requested so far.
#[derive(Debug, Default)]
pub(super) struct Plan {
    requested: u32,
    last_end: u64,
    last_size: u64,
}

impl Plan {
    /// The range (its first byte, and the byte after its last) that covers `wanted` bytes from `offset` and no byte that is
    /// already held. The byte at `offset` is not held. `len` is the file's length.
    pub(super) fn range(&self, offset: u64, wanted: u64, least: u64, len: Option<u64>, held: &Ranges) -> (u64, u64) {
        // Sequential reads are likely to continue.
        let is_sequential = offset == self.last_end && self.last_size > 0;
        let size = if is_sequential {
            self.last_size.saturating_mul(2)
        } else {
            least.saturating_mul(1 << self.requested.saturating_sub(SMALL_RANGES).min(20))
        };
        let size = size.min(LONGEST).max(least).max(wanted);
        let gap_end = held.start_after(offset).into_iter().chain(len).min().unwrap_or(u64::MAX);
        let end = offset.saturating_add(size).min(gap_end);
        (offset, end)
    }

    /// Records that the range from `start` to `end` was requested.
    pub(super) fn note(&mut self, start: u64, end: u64) {
        self.requested = self.requested.saturating_add(1);
        self.last_end = end;
        self.last_size = end.saturating_sub(start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_keep_to_gaps_and_grow_where_reading_is_sequential() {
        let mut held = Ranges::default();
        held.insert(0, &[0; 100]);
        held.insert(500, &[0; 10]);
        let mut plan = Plan::default();
        assert_eq!(plan.range(100, 10, 50, Some(9000), &held), (100, 150));
        assert_eq!(plan.range(470, 10, 50, Some(9000), &held), (470, 500));
        assert_eq!(plan.range(8990, 10, 50, Some(9000), &held), (8990, 9000));
        assert_eq!(plan.range(600, 700, 50, None, &held), (600, 1300));
        plan.note(600, 650);
        assert_eq!(plan.range(650, 10, 50, Some(9000), &held), (650, 750));
        assert_eq!(plan.range(700, 10, 50, Some(9000), &held), (700, 750));
        (0..4).for_each(|_| plan.note(0, 1));
        assert_eq!(plan.range(700, 10, 50, Some(9000), &held), (700, 900));
    }
}
