//! How long samples last: the runs of `stts` (ISO/IEC 14496-12 §8.6.1.2) and `trun` (§8.8.8), folded.

use super::super::reader::Reader;
use super::boxes::BoxAt;
use super::cadence::Cadence;
use crate::model::{Fault, FaultKind};

/// How many runs of `stts` are read at once.
const RUNS_AT_ONCE: u64 = 512;
/// Bytes of a run: sample count and duration.
const RUN: u64 = 8;

/// Number, sum and spread of the durations of a track's samples, in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct SampleTimes {
    count: u64,
    ticks: u128,
    /// Shortest and longest, without the last sample.
    spread: Option<(u32, u32)>,
    first: Option<u32>,
    last: Option<u32>,
}

/// What `stts` counts by itself, whatever `stsz` counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) samples: u64,
    pub(super) ticks: u64,
}

/// Reads `stts`, adds its samples to `cadence` as well, and returns them with what it counts.
///
/// If `samples`, the number that `stsz` counts, differs, the runs are cut to it, or the last duration is repeated.
pub(super) fn read(
    reader: &mut Reader<'_>,
    stts: &BoxAt,
    samples: Option<u64>,
    cadence: &mut Cadence,
) -> Result<(SampleTimes, Counted), Fault> {
    // Version and flags, then the number of runs.
    let mut runs = u64::from(u32::from_be_bytes(stts.needed(reader, 4)?));
    if runs > stts.body_len().saturating_sub(8) / RUN {
        return Err(stts.malformed("counts more runs than it holds"));
    }
    let (mut times, mut counted) = (SampleTimes::default(), Counted::default());
    let mut left = samples.unwrap_or(u64::MAX);
    let mut at = stts.body.saturating_add(8);
    while runs > 0 {
        let now = runs.min(RUNS_AT_ONCE);
        for _ in 0..now {
            reader.count_element(stts.start)?;
        }
        let bytes = reader.exact(at, usize::try_from(now * RUN).unwrap_or(usize::MAX))?;
        for run in bytes.as_chunks::<8>().0 {
            let &[c0, c1, c2, c3, d0, d1, d2, d3] = run;
            let (count, delta) =
                (u64::from(u32::from_be_bytes([c0, c1, c2, c3])), u32::from_be_bytes([d0, d1, d2, d3]));
            counted.samples = counted.samples.saturating_add(count);
            counted.ticks = counted.ticks.saturating_add(count.saturating_mul(u64::from(delta)));
            times.add(count.min(left), delta);
            cadence.add(count.min(left), delta);
            left -= count.min(left);
        }
        at = at.saturating_add(now * RUN);
        runs -= now;
    }
    if let (Some(_), Some(last)) = (samples, times.last) {
        times.add(left, last);
        cadence.add(left, last);
    }
    Ok((times, counted))
}

/// The fault of tables that count different numbers of samples.
pub(super) fn contradiction(stts: &BoxAt, counted: Counted, samples: u64) -> Fault {
    let counted = counted.samples;
    let what = format!("`stts` counts {counted} samples, `stsz` counts {samples}");
    Fault::new(FaultKind::Malformed, stts.start, what)
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
        self.first = self.first.or(Some(delta));
        self.last = Some(delta);
        self.count = self.count.saturating_add(count);
        self.ticks = self.ticks.saturating_add(u128::from(count) * u128::from(delta));
    }

    /// The number of samples.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// How long they last together, if that fits.
    pub(super) fn ticks(&self) -> Option<u64> {
        u64::try_from(self.ticks).ok()
    }

    /// The durations of the first and the last sample.
    pub(super) fn ends(&self) -> Option<(u32, u32)> {
        self.first.zip(self.last)
    }

    /// Whether durations differ by more than the rounding of their time scale: one is more than a tick longer or
    /// shorter than the mean. The last sample counts for neither, since its duration is often whatever remains.
    pub(super) fn is_variable(&self) -> bool {
        let Some(((shortest, longest), last)) = self.spread.zip(self.last) else { return false };
        let count = u128::from(self.count.saturating_sub(1));
        let ticks = self.ticks.saturating_sub(u128::from(last));
        let low = u128::from(shortest).saturating_add(1).saturating_mul(count) < ticks;
        let high = u128::from(longest).saturating_sub(1).saturating_mul(count) > ticks;
        low || high
    }

    /// These samples, followed by those of `next`.
    pub(super) fn followed_by(self, next: Self) -> Self {
        if next.count == 0 {
            return self;
        }
        let mut all = Self { first: self.first.or(next.first), ..self };
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
    fn rounding_to_ticks_does_not_vary_the_rate() {
        assert!(!times(&[]).is_variable());
        assert!(!times(&[(1, 7)]).is_variable());
        assert!(!times(&[(100, 33), (50, 34)]).is_variable());
        assert!(!times(&[(100, 512), (1, 2000)]).is_variable());
        assert!(!times(&[(1, 33), (1, 34), (1, 33), (1, 900)]).is_variable());
    }

    #[test]
    fn a_dropped_frame_varies_the_rate() {
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
