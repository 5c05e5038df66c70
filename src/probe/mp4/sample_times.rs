//! How long samples last: the runs of `stts` and `trun`, folded.

/// Number, sum and spread of the lengths of a track's samples, met in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct SampleTimes {
    count: u64,
    ticks: u128,
    /// Shortest and longest, the last sample left out.
    spread: Option<(u32, u32)>,
    /// The length of the last sample.
    last: Option<u32>,
}

impl SampleTimes {
    /// Adds `count` samples that last `delta` ticks each.
    pub(super) fn add(&mut self, count: u64, delta: u32) {
        if count == 0 {
            return;
        }
        if let Some(before) = self.last {
            self.widen(before);
        }
        if count > 1 {
            self.widen(delta);
        }
        self.last = Some(delta);
        self.count = self.count.saturating_add(count);
        self.ticks = self.ticks.saturating_add(u128::from(count) * u128::from(delta));
    }

    /// How many samples.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// How long they last together, if that fits.
    pub(super) fn ticks(&self) -> Option<u64> {
        u64::try_from(self.ticks).ok()
    }

    /// Whether samples differ by more than the rounding of their time scale: one lasts more than a tick longer or
    /// shorter than the mean. The last sample is left out of both: its length is often whatever remained.
    pub(super) fn is_variable(&self) -> bool {
        let Some(((shortest, longest), last)) = self.spread.zip(self.last) else { return false };
        let count = u128::from(self.count.saturating_sub(1));
        let ticks = self.ticks.saturating_sub(u128::from(last));
        let low = u128::from(shortest).saturating_add(1).saturating_mul(count) < ticks;
        let high = u128::from(longest).saturating_sub(1).saturating_mul(count) > ticks;
        low || high
    }

    /// These samples and then those of `next`.
    pub(super) fn followed_by(self, next: Self) -> Self {
        if next.count == 0 {
            return self;
        }
        let mut all = self;
        self.last.into_iter().for_each(|last| all.widen(last));
        if let Some((shortest, longest)) = next.spread {
            all.widen(shortest);
            all.widen(longest);
        }
        all.last = next.last;
        all.count = all.count.saturating_add(next.count);
        all.ticks = all.ticks.saturating_add(next.ticks);
        all
    }

    fn widen(&mut self, delta: u32) {
        let (shortest, longest) = self.spread.unwrap_or((delta, delta));
        self.spread = Some((shortest.min(delta), longest.max(delta)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(runs: &[(u64, u32)]) -> SampleTimes {
        let mut times = SampleTimes::default();
        for &(count, delta) in runs {
            times.add(count, delta);
        }
        times
    }

    #[test]
    fn rounding_to_ticks_is_no_variable_rate() {
        assert!(!times(&[]).is_variable());
        assert!(!times(&[(1, 7)]).is_variable());
        assert!(!times(&[(100, 33), (50, 34)]).is_variable());
        assert!(!times(&[(100, 512), (1, 2000)]).is_variable());
        assert!(!times(&[(1, 33), (1, 34), (1, 33), (1, 900)]).is_variable());
    }

    #[test]
    fn one_dropped_frame_is_a_variable_rate() {
        assert!(times(&[(100, 1001), (1, 2002), (100, 1001)]).is_variable());
        assert!(times(&[(100, 512), (2, 2000)]).is_variable());
    }

    #[test]
    fn extremes_do_not_overflow() {
        let mut extreme = times(&[(u64::MAX, u32::MAX), (u64::MAX, 0)]);
        assert_eq!(extreme.ticks(), None);
        assert_eq!(extreme.count(), u64::MAX);
        assert!(extreme.is_variable());
        extreme.add(u64::MAX, u32::MAX);
    }
}
