//! Which constant frame rate a video gets.

use super::number::{ceil, floor, quotient};
use crate::model::{Rational, VideoFacts};
use crate::profile::VideoLimits;

/// Rates whose terms are greater are rounded to a whole number: a container would round their times.
const MOST_TERM: u64 = 120_000;

/// Of a video whose rate is unknown.
const USUAL: u32 = 30;

/// Whether the rate is within the range by both of its readings.
pub(super) fn is_accepted(video: &VideoFacts, limits: &VideoLimits) -> bool {
    let is_in = |rate: Option<Rational>| rate.is_some_and(|rate| limits.fps.documented.contains(rate));
    is_in(video.fps) && video.nominal_fps.is_none_or(|rate| is_in(Some(rate)))
}

/// The constant rate nearest to the source's that is within the range: its own if that is constant and accepted, a
/// multiple of a slow one, a part of a fast one.
pub(super) fn target(video: &VideoFacts, limits: &VideoLimits) -> Option<Rational> {
    let range = &limits.fps.documented;
    let rate = video.nominal_fps.or(video.fps).filter(|rate| rate.num() > 0).unwrap_or(Rational::from(USUAL));
    let is_plain = |rate: Rational| rate.num() <= MOST_TERM && rate.den() <= MOST_TERM;
    let candidate = match (range.min, range.max) {
        (Some(min), _) if rate < min => slower(rate, min),
        (_, Some(max)) if rate > max => quotient(rate, Rational::from(ceil(quotient(rate, max)?))),
        _ => Some(rate).filter(|_| video.nominal_fps.is_some()),
    };
    if let Some(rate) = candidate.filter(|&rate| is_plain(rate) && range.contains(rate)) {
        return Some(rate);
    }
    let least = range.min.map_or(1, ceil);
    let most = range.max.map_or(u64::MAX, floor);
    (least <= most).then(|| Rational::from(rate.round().clamp(least, most)))
}

/// For a rate below the range: each frame several times where that reaches it; a rate near the end of the range becomes
/// that end, and some frames are shown twice.
fn slower(rate: Rational, min: Rational) -> Option<Rational> {
    let near = Rational::new(3, 4)?.checked_mul(min)?;
    if rate >= near { Some(min) } else { rate.checked_mul(Rational::from(ceil(quotient(min, rate)?))) }
}
