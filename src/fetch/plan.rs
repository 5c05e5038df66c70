//! Which range to ask for, when a byte is missing.

use super::ranges::Ranges;

/// Ranges that are asked for at the least size, before each is twice as long as the last: many looks at one file, as at
/// one in fragments, are cheaper long than many.
const SMALL_RANGES: u32 = 3;

/// Bytes of the longest range that is asked for unless more are needed at once.
const LONGEST: u64 = 4 << 20;

/// What has been asked for so far.
#[derive(Debug, Default)]
pub(super) struct Plan {
    asked: u32,
    last_end: u64,
    last_size: u64,
}

impl Plan {
    /// The range, from its first byte to the one behind its last, that brings `wanted` bytes from `offset` on, of which
    /// the first is not held, and no byte that is held. `len` is the file's length.
    pub(super) fn range(&self, offset: u64, wanted: u64, least: u64, len: Option<u64>, held: &Ranges) -> (u64, u64) {
        // Whoever reads on where the last range ended is likely to read on again.
        let goes_on = offset == self.last_end && self.last_size > 0;
        let size = if goes_on {
            self.last_size.saturating_mul(2)
        } else {
            least.saturating_mul(1 << self.asked.saturating_sub(SMALL_RANGES).min(20))
        };
        let size = size.min(LONGEST).max(least).max(wanted);
        let room_end = held.start_behind(offset).into_iter().chain(len).min().unwrap_or(u64::MAX);
        let end = offset.saturating_add(size).min(room_end);
        (offset, end)
    }

    /// Notes that the range from `start` to `end` was asked for.
    pub(super) fn note(&mut self, start: u64, end: u64) {
        self.asked = self.asked.saturating_add(1);
        self.last_end = end;
        self.last_size = end.saturating_sub(start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_keep_to_gaps_and_grow_where_reading_goes_on() {
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
