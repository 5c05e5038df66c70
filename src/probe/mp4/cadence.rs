//! The constant frame rate of a track, if its samples have one.

use crate::model::Rational;

/// The finest rounding that other containers impose on times that are copied into MP4: Matroska and FLV count
/// milliseconds.
const COARSE_TICKS_PER_SECOND: u32 = 1000;
/// How many samples may come before the first one whose decode time was not invented: H.264 and H.265 reorder up to 16
/// pictures (ITU-T H.264 §A.3.1, H.265 §A.4.2). Matroska states only when pictures are shown, so whoever copies from it
/// invents the first decode times, each a rounding further off.
const MAX_LEAD: u64 = 16;
/// Broadcast rates are whole rates times 1000/1001 (SMPTE ST 12-1 §5).
const BROADCAST: (u128, u128) = (1000, 1001);

/// Folds the durations of a track's samples, in order, into the one period that explains all of them.
///
/// The first and the last duration are left out: writers put a late start into one and whatever remains into the other.
/// Trailing samples without a duration count as part of the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cadence {
    /// Ticks per second of the track.
    time_scale: u32,
    first: Option<u32>,
    /// Equal durations that may include the last one.
    held: Run,
    /// Whether samples without a duration follow `held`.
    has_zero_tail: bool,
    /// Whether the samples can have no constant rate.
    is_broken: bool,
    /// Samples after the first that only a coarser rounding fits to those after them.
    lead: Stretch,
    middle: Middle,
}

/// Consecutive samples of the same duration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Run {
    count: u64,
    delta: u32,
}

/// Consecutive samples.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Stretch {
    count: u64,
    ticks: u64,
    /// The shortest and the longest duration.
    spread: Option<(u32, u32)>,
}

/// The samples between the lead and the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Middle {
    all: Stretch,
    /// Periods that explain all times rounded to ticks of the track.
    fine: Periods,
    /// Periods that explain all times rounded to milliseconds.
    coarse: Periods,
}

/// An interval of periods in ticks, each end as a fraction and inside: two times that are rounded by half a unit each are
/// a unit off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Periods {
    least: Option<(u64, u64)>,
    most: Option<(u64, u64)>,
}

impl Cadence {
    /// No samples yet, in a track of `time_scale` ticks per second.
    pub(super) fn new(time_scale: u32) -> Self {
        Self { time_scale, ..Self::default() }
    }

    /// Adds `count` samples that last `delta` ticks each.
    pub(super) fn add(&mut self, mut count: u64, delta: u32) {
        if count == 0 || self.is_broken {
            return;
        }
        if self.first.is_none() {
            self.first = Some(delta);
            count -= 1;
            if count == 0 {
                return;
            }
        }
        if delta == 0 {
            self.has_zero_tail = true;
            return;
        }
        if self.has_zero_tail {
            self.is_broken = true;
            return;
        }
        if self.held.count == 0 || self.held.delta == delta {
            self.held = Run { count: self.held.count.saturating_add(count), delta };
            return;
        }
        let tolerance = coarse_tolerance(self.time_scale);
        if self.middle.add(self.held, tolerance).is_none() {
            self.is_broken = self.restart(tolerance).is_none();
        }
        self.held = Run { count, delta };
    }

    /// The constant rate in samples per second; `None` if durations vary.
    ///
    /// Equal durations give their exact rate. Durations that differ by rounding give the simplest fraction that all
    /// times allow: a whole number, else a broadcast rate, else the fraction with the smallest denominator.
    pub(super) fn rate(&self) -> Option<Rational> {
        if self.is_broken || self.time_scale == 0 {
            return None;
        }
        let mut middle = self.middle;
        let run = Run { count: self.held.count.saturating_sub(1), ..self.held };
        if run.count > 0 {
            middle.add(run, coarse_tolerance(self.time_scale))?;
        }
        let exact = |delta: u32| Rational::new(u64::from(self.time_scale), u64::from(delta));
        let rate = match middle.all.spread {
            // One or two samples: each is the first or the last.
            None if self.held.count == 0 => exact(self.first?),
            None if self.first == Some(self.held.delta) => exact(self.held.delta),
            None => None,
            Some((shortest, longest)) if shortest == longest => exact(shortest),
            Some((shortest, longest)) => {
                // Times that were rounded to microseconds before may be one tick off on either side.
                let fine = (longest - shortest <= 2).then(|| middle.fine.rate(self.time_scale)).flatten();
                fine.or_else(|| middle.coarse.rate(self.time_scale))
            }
        };
        rate.filter(|&rate| self.explains_lead(middle.all, rate))
    }

    /// Counts the samples in the middle as part of the lead, and begins a new middle with the run that does not fit them.
    fn restart(&mut self, tolerance: u32) -> Option<()> {
        let lead = self.lead.followed_by(self.middle.all)?;
        let mut middle = Middle::default();
        middle.add(self.held, tolerance)?;
        (self.lead, self.middle) = (lead, middle);
        (lead.count <= MAX_LEAD).then_some(())
    }

    /// Whether the lead, which must be the smaller part, is at most two roundings off the rate of the middle, as a whole
    /// and in each duration.
    fn explains_lead(&self, middle: Stretch, rate: Rational) -> bool {
        let Some((lead, middle_spread)) = self.lead.spread.zip(middle.spread) else { return self.lead.count == 0 };
        let most = 2 * u64::from(coarse_tolerance(self.time_scale));
        let apart = lead.1.abs_diff(middle_spread.0).max(lead.0.abs_diff(middle_spread.1));
        let off = (u128::from(self.lead.ticks) * u128::from(rate.num()))
            .abs_diff(u128::from(self.lead.count) * u128::from(self.time_scale) * u128::from(rate.den()));
        self.lead.count < middle.count && u64::from(apart) <= most && off <= u128::from(most) * u128::from(rate.num())
    }
}

/// The largest distance in ticks between a time and its value rounded to milliseconds, and then to ticks again.
fn coarse_tolerance(time_scale: u32) -> u32 {
    let is_aligned = time_scale.is_multiple_of(COARSE_TICKS_PER_SECOND) || time_scale < COARSE_TICKS_PER_SECOND;
    time_scale.div_ceil(COARSE_TICKS_PER_SECOND) + u32::from(!is_aligned)
}

impl Stretch {
    /// These samples, followed by those of `next`; `None` if the sums do not fit.
    fn followed_by(self, next: Self) -> Option<Self> {
        let spread = match (self.spread, next.spread) {
            (Some((shortest, longest)), Some((next_shortest, next_longest))) => {
                Some((shortest.min(next_shortest), longest.max(next_longest)))
            }
            (spread, next) => spread.or(next),
        };
        let count = self.count.checked_add(next.count)?;
        Some(Self { count, ticks: self.ticks.checked_add(next.ticks)?, spread })
    }
}

impl Middle {
    /// Adds a run; `None`, with `all` as it was, if no constant rate explains it.
    fn add(&mut self, run: Run, tolerance: u32) -> Option<()> {
        let ticks = run.count.checked_mul(u64::from(run.delta))?;
        let spread = Some((run.delta, run.delta));
        let all = self.all.followed_by(Stretch { count: run.count, ticks, spread })?;
        // Rounded times of a constant rate have two distances, one grid unit apart.
        if all.spread.is_some_and(|(shortest, longest)| longest - shortest > tolerance) {
            return None;
        }
        // The bounds are monotonic within a run, so its ends suffice.
        let first = (self.all.count.saturating_add(1), self.all.ticks.saturating_add(u64::from(run.delta)));
        for (samples, ticks) in [first, (all.count, all.ticks)] {
            self.fine.narrow(samples, ticks, 1);
            self.coarse.narrow(samples, ticks, u64::from(tolerance));
        }
        if self.coarse.is_empty() {
            return None;
        }
        self.all = all;
        Some(())
    }
}

impl Periods {
    /// Keeps the periods that put sample number `samples` at most `tolerance` off `ticks`.
    fn narrow(&mut self, samples: u64, ticks: u64, tolerance: u64) {
        let least = (ticks.saturating_sub(tolerance), samples);
        let most = (ticks.saturating_add(tolerance), samples);
        if self.least.is_none_or(|before| is_less(before, least)) {
            self.least = Some(least);
        }
        if self.most.is_none_or(|before| is_less(most, before)) {
            self.most = Some(most);
        }
    }

    fn is_empty(self) -> bool {
        self.least.zip(self.most).is_some_and(|(least, most)| is_less(most, least))
    }

    /// The simplest rate whose period lies in the interval.
    fn rate(self, time_scale: u32) -> Option<Rational> {
        let (least, most) = self.least.zip(self.most).filter(|_| !self.is_empty())?;
        let per_second =
            |(ticks, samples): (u64, u64)| (u128::from(samples) * u128::from(time_scale), u128::from(ticks));
        let (low, high) = (per_second(most), per_second(least));
        // Halves that are rounded either way put a broadcast rate at an end. A whole rate there is another one's rounding.
        let (num, den) = if is_less(least, most) { simplest(low, high) } else { low };
        let (num, den) = if den == 1 { (num, den) } else { broadcast(low, high).unwrap_or((num, den)) };
        Rational::from_wide(num, den)
    }
}

fn is_less(left: (u64, u64), right: (u64, u64)) -> bool {
    u128::from(left.0) * u128::from(right.1) < u128::from(right.0) * u128::from(left.1)
}

/// The broadcast rate from `low` to `high`, if there is one.
fn broadcast(low: (u128, u128), high: (u128, u128)) -> Option<(u128, u128)> {
    let (num, den) = BROADCAST;
    // The smallest whole rate whose broadcast rate is not below `low`.
    let whole = low.0.checked_mul(den)?.div_ceil(low.1.checked_mul(num)?);
    let is_inside = whole.checked_mul(num)?.checked_mul(high.1)? <= high.0.checked_mul(den)?;
    is_inside.then_some((whole * num, den))
}

/// The fraction with the smallest denominator between `low` and `high`, by their continued fractions.
fn simplest(low: (u128, u128), high: (u128, u128)) -> (u128, u128) {
    let whole = low.0 / low.1;
    if (whole + 1) * high.1 < high.0 {
        return (whole + 1, 1);
    }
    // What lies between is `whole` and a fraction: the same question about the reciprocals of the rest; the
    // greater one may be infinite.
    let (num, den) = simplest((high.1, high.0 - whole * high.1), (low.1, low.0 - whole * low.1));
    (whole * num + den, num)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(time_scale: u32, runs: &[(u64, u32)]) -> Option<Rational> {
        let mut cadence = Cadence::new(time_scale);
        runs.iter().for_each(|&(count, delta)| cadence.add(count, delta));
        cadence.rate()
    }

    /// Durations of `count` frames at `num / den` per second whose times are rounded to `coarse` and then to `scale`.
    fn rounded(num: u64, den: u64, count: u64, coarse: u64, scale: u64) -> Vec<(u64, u32)> {
        let to = |ticks: u64, from: u64, to: u64| (2 * ticks * to + from) / (2 * from);
        let time = |frame: u64| to(to(frame * den, num, coarse), coarse, scale);
        (0..count).map(|frame| (1, u32::try_from(time(frame + 1) - time(frame)).unwrap())).collect()
    }

    fn fraction(num: u64, den: u64) -> Option<Rational> {
        Rational::new(num, den)
    }

    #[test]
    fn equal_durations_give_their_exact_rate() {
        assert_eq!(rate(24_000, &[(96, 1001)]), fraction(24_000, 1001));
        assert_eq!(rate(12_288, &[(96, 512)]), fraction(24, 1));
        assert_eq!(rate(90_000, &[(1, 3003); 60]), fraction(30_000, 1001));
        assert_eq!(rate(1_000_000, &[(10, 41_667)]), fraction(1_000_000, 41_667));
    }

    #[test]
    fn the_first_and_the_last_duration_do_not_count() {
        for (first, last) in [(1, 9000), (9000, 1), (0, 512), (513, 511), (u32::MAX, u32::MAX)] {
            assert_eq!(rate(12_288, &[(1, first), (94, 512), (1, last)]), fraction(24, 1), "{first} {last}");
        }
        assert_eq!(rate(12_288, &[(2, 775), (94, 512)]), None);
        assert_eq!(rate(12_288, &[(94, 512), (2, 775)]), None);
    }

    #[test]
    fn a_tail_without_duration_is_part_of_the_last() {
        assert_eq!(rate(24_000, &[(93, 1001), (3, 0)]), fraction(24_000, 1001));
        assert_eq!(rate(24_000, &[(93, 1001), (1, 70), (1, 0), (2, 0)]), fraction(24_000, 1001));
        assert_eq!(rate(24_000, &[(93, 1001), (3, 0), (1, 1001)]), None);
        assert_eq!(rate(24_000, &[(5, 0)]), None);
    }

    #[test]
    fn few_samples_have_a_rate_only_if_they_are_alike() {
        assert_eq!(rate(600, &[]), None);
        assert_eq!(rate(600, &[(1, 25)]), fraction(24, 1));
        assert_eq!(rate(600, &[(1, 0)]), None);
        assert_eq!(rate(600, &[(2, 25)]), fraction(24, 1));
        assert_eq!(rate(600, &[(1, 25), (1, 20)]), None);
        assert_eq!(rate(600, &[(1, 25), (1, 20), (1, 7)]), fraction(30, 1));
    }

    #[test]
    fn rounding_to_own_ticks_or_to_milliseconds_keeps_the_rate() {
        let rates =
            [(24, 1), (24_000, 1001), (25, 1), (30_000, 1001), (30, 1), (50, 1), (60_000, 1001), (60, 1), (61, 1)];
        for (num, den) in rates {
            // Two seconds, and the longest clip that is accepted.
            for seconds in [2, 15] {
                let count = seconds * num / den + 1;
                for scale in [1000, 12_800, 15_360, 16_000, 24_000, 30_000, 48_000, 90_000, 1_000_000] {
                    let found = rate(u32::try_from(scale).unwrap(), &rounded(num, den, count, 1000, scale));
                    assert_eq!(found, fraction(num, den), "{num}/{den} at {scale}, {seconds} s");
                }
                for scale in [600, 1000, 12_345, 90_000] {
                    let found = rate(u32::try_from(scale).unwrap(), &rounded(num, den, count, scale, scale));
                    assert_eq!(found, fraction(num, den), "{num}/{den} at {scale}, {seconds} s");
                }
            }
        }
    }

    /// As ffmpeg copies H.264 with B-frames from Matroska: the second decode time is invented from rounded ones.
    #[test]
    fn invented_first_decode_times_keep_the_rate() {
        let copied = |num, den, lead: &[(u64, u32)]| {
            let mut runs = lead.to_vec();
            runs.extend(rounded(num, den, 2 * num / den, 1000, 16_000));
            rate(16_000, &runs)
        };
        assert_eq!(copied(60, 1, &[(1, 256), (1, 277)]), fraction(60, 1));
        assert_eq!(copied(60_000, 1001, &[(1, 256), (1, 278)]), fraction(60_000, 1001));
        assert_eq!(copied(24, 1, &[(1, 656), (1, 677)]), fraction(24, 1));
        assert_eq!(copied(24_000, 1001, &[(1, 656), (1, 679)]), fraction(24_000, 1001));
        assert_eq!(copied(60, 1, &[(1, 256), (1, 277), (1, 250), (1, 283), (1, 267)]), fraction(60, 1));
        // A whole frame longer, a drift, and an odd frame after the pictures that may be reordered.
        assert_eq!(copied(60, 1, &[(1, 256), (1, 533)]), None);
        assert_eq!(copied(60, 1, &[(1, 256), (6, 283)]), None);
        let mut late = rounded(60, 1, 120, 1000, 16_000);
        late.insert(20, (1, 285));
        assert_eq!(rate(16_000, &late), None);
    }

    /// As ffmpeg copies them from a transport stream: half ticks that are rounded up before and down after.
    #[test]
    fn halves_rounded_either_way_keep_the_rate() {
        let mut runs = vec![(1, 1501), (2, 1502)];
        runs.extend([(1, 1501), (1, 1502)].repeat(60));
        assert_eq!(rate(90_000, &runs), fraction(60_000, 1001));
    }

    /// As cameras write them: times of 30000/1001 frames per second, rounded to microseconds and then to ticks.
    #[test]
    fn times_rounded_twice_keep_the_rate() {
        let mut runs = [(1, 3002), (1, 3003), (1, 3004)].repeat(9);
        runs.extend([(1, 3002), (2, 3003)]);
        assert_eq!(rate(90_000, &runs), fraction(30_000, 1001));
        runs.push((1, 0));
        assert_eq!(rate(90_000, &runs), fraction(30_000, 1001));
    }

    #[test]
    fn durations_that_no_rounding_explains_have_no_rate() {
        assert_eq!(rate(12_288, &[(24, 512), (24, 1024), (24, 512), (24, 1024)]), None);
        assert_eq!(rate(24_000, &[(50, 1001), (1, 2002), (50, 1001)]), None);
        // Each duration is within a tick of the mean, but the times drift away from it.
        assert_eq!(rate(1000, &[(100, 33), (50, 34)]), None);
        // Further apart than two roundings of one period.
        assert_eq!(rate(1000, &[(1, 33), (1, 32), (1, 34), (1, 32), (1, 34), (1, 33)]), None);
    }

    #[test]
    fn extremes_do_not_overflow() {
        assert_eq!(rate(u32::MAX, &[(u64::MAX, u32::MAX), (u64::MAX, 1), (5, 2)]), None);
        assert_eq!(rate(1, &[(u64::MAX, 1)]), fraction(1, 1));
        assert_eq!(rate(0, &[(9, 1)]), None);
        assert!(rate(u32::MAX, &[(1, 1), (1, 1), (1, 2), (1, 1)]).is_some());
        assert!(rate(u32::MAX, &[(1, 0), (1, u32::MAX), (1, u32::MAX - 1), (1, 1)]).is_some());
    }
}
