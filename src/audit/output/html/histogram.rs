//! Counts values in a fixed number of bins.

use std::ops::{Range as Span, RangeInclusive};

use crate::model::Rational;
use crate::profile::Range;

/// Number of bins; with more, neighbouring bars would be hard to distinguish on a phone.
const BINS: u16 = 40;
/// Bins of the accepted window: at least so many, so that it is seen, and at most so many, so that what is beside it is.
const INSIDE: RangeInclusive<u16> = 6..=20;

/// Counts of positive values in bins of equal ratio, cut so that the ends of the accepted window fall between two bins.
///
/// The side of an end is decided exactly. The bin within that side is computed with floats, which affect only the chart.
#[derive(Debug, Clone)]
pub(super) struct Histogram {
    window: Range,
    /// Ends of the bins, one more than there are bins.
    edges: Vec<f64>,
    /// Bins of the window.
    inside: Span<usize>,
    counts: Vec<u64>,
}

/// One bin, to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bin {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) count: u64,
    /// Whether it lies in the accepted window.
    pub(super) inside: bool,
}

impl Histogram {
    /// Bins around `window`, which reach about `reach` times beyond each of its ends.
    pub(super) fn around(window: Range, reach: f64) -> Self {
        // A ratio to zero has no bins: nothing lies below that end.
        let low = window.min.filter(|min| min.num() > 0).map(Rational::to_f64);
        let high = window.max.filter(|max| max.num() > 0).map(Rational::to_f64);
        let [from, to] = match (low, high) {
            (Some(low), Some(high)) => [low, high],
            (Some(low), None) => [low, low * reach * reach],
            (None, Some(high)) => [high / (reach * reach), high],
            (None, None) => [1.0, reach * reach],
        };
        let span = (to / from).ln().max(0.01);
        let (below, above) = (low.is_some(), high.is_some());
        let whole = span + f64::from(u8::from(below) + u8::from(above)) * reach.ln();
        let fits = |bins: &u16| f64::from(*bins) * whole <= f64::from(BINS) * span;
        let middle = if below || above { INSIDE.rev().find(fits).unwrap_or(*INSIDE.start()) } else { BINS };
        let first = match (below, above) {
            (true, true) => (BINS - middle) / 2,
            (true, false) => BINS - middle,
            (false, _) => 0,
        };
        let inside = usize::from(first)..usize::from(first + middle);
        Self { inside, ..Self::cut(window, from, span / f64::from(middle), first) }
    }

    /// Bins whose ends' logarithms are `step` apart; the bin with index `first` begins at `from`.
    fn cut(window: Range, from: f64, step: f64, first: u16) -> Self {
        let edge = |index: u16| (from.ln() + (f64::from(index) - f64::from(first)) * step).exp();
        Self { window, edges: (0..=BINS).map(edge).collect(), inside: 0..0, counts: vec![0; usize::from(BINS)] }
    }

    /// Counts a value. What lies beyond the first or the last bin counts to that.
    pub(super) fn count(&mut self, value: Rational) {
        let Span { start, end } = self.inside;
        let Range { min, max } = self.window;
        let bins = if min.is_some_and(|min| value < min) {
            0..start
        } else if max.is_some_and(|max| max < value) {
            end..self.counts.len()
        } else {
            start..end
        };
        let float = value.to_f64();
        let below = self.edges.iter().skip(1).take_while(|edge| **edge <= float).count();
        let bin = below.min(bins.end.saturating_sub(1)).max(bins.start);
        if let Some(count) = self.counts.get_mut(bin) {
            *count += 1;
        }
    }

    /// The bins, from the least values to the greatest.
    pub(super) fn bins(&self) -> impl Iterator<Item = Bin> {
        let edges = self.edges.iter().zip(self.edges.iter().skip(1));
        edges.zip(&self.counts).enumerate().map(|(index, ((&from, &to), &count))| Bin {
            from,
            to,
            count,
            inside: self.inside.contains(&index),
        })
    }

    /// The accepted window.
    pub(super) fn window(&self) -> Range {
        self.window
    }

    /// Values counted.
    pub(super) fn values(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Values counted that lie outside the window.
    pub(super) fn outside(&self) -> u64 {
        self.bins().filter(|bin| !bin.inside).map(|bin| bin.count).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::profile::Profile;

    fn fps() -> Histogram {
        Histogram::around(Profile::default().video.fps.documented, 5.0)
    }

    fn counted(mut histogram: Histogram, num: u64, den: u64) -> Bin {
        histogram.count(Rational::new(num, den).unwrap());
        histogram.bins().find(|bin| bin.count > 0).unwrap()
    }

    #[test]
    fn the_ends_of_the_window_are_inside_and_a_hair_beyond_is_not() {
        assert!(counted(fps(), 24, 1).inside);
        assert!(counted(fps(), 60, 1).inside);
        let film = counted(fps(), 24_000, 1001);
        assert!(!film.inside && (film.to - 24.0).abs() < 1e-9, "{film:?}");
        assert!(!counted(fps(), 60_001, 1000).inside);
    }

    #[test]
    fn bins_are_as_many_for_every_window_and_grow() {
        let at_least = Range { min: Some(Rational::from(300_u32)), max: None };
        let from_zero = Range::closed(0_u32, 15_u32);
        let one_value = Range::closed(5_u32, 5_u32);
        for window in [at_least, from_zero, one_value, Range::at_most(15_u32), Range { min: None, max: None }] {
            let histogram = Histogram::around(window, 8.0);
            let bins: Vec<_> = histogram.bins().collect();
            assert_eq!(bins.len(), usize::from(BINS), "{window:?}");
            assert!(bins.iter().all(|bin| bin.from > 0.0 && bin.from < bin.to), "{window:?}");
            assert!(bins.iter().any(|bin| bin.inside), "{window:?}");
        }
    }

    proptest! {
        #[test]
        fn every_value_is_counted_once_and_on_its_side(num: u64, den in 1..=u64::MAX) {
            let mut histogram = fps();
            let value = Rational::new(num, den).unwrap();
            histogram.count(value);
            prop_assert_eq!(histogram.values(), 1);
            prop_assert_eq!(histogram.outside() == 0, histogram.window().contains(value));
        }
    }
}
