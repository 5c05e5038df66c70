//! Which frame rate of a video is judged.

use super::readings::{Side, side};
use crate::finding::Reading;
use crate::model::{Rational, VideoFacts};
use crate::profile::{Tolerance, VideoLimits};

/// The frame rates of a video, as far as they matter to its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rates {
    /// No rate was determined.
    Unknown,
    /// This rate decides: the nominal one, or the average of a rate that varies.
    Decided(Rational),
    /// The nominal rate decides; the average is outside the range by no more than the tolerance.
    NearlyOutside { nominal: Rational, average: Rational },
    /// The nominal rate is inside and the average far outside.
    Disagree { nominal: Rational, average: Rational },
}

/// Compares the nominal and the average rate of a video.
pub(super) fn of_video(video: &VideoFacts, limits: &VideoLimits, tolerance: Tolerance) -> Rates {
    let Some(average) = video.fps else { return Rates::Unknown };
    let Some(nominal) = video.nominal_fps else { return Rates::Decided(average) };
    let is_inside = |rate| side(&limits.fps, tolerance, rate) == Side::Inside;
    if !is_inside(nominal) || is_inside(average) {
        return Rates::Decided(nominal);
    }
    // Off by no more than the tolerated share of the limit.
    let Some(share) = limits.agreement.share() else {
        return Rates::Disagree { nominal, average };
    };
    let range = &limits.fps.documented;
    let above = Rational::from(1_u64).checked_add(share);
    let is_low_enough =
        |max: Rational| above.and_then(|above| max.checked_mul(above)).is_some_and(|most| average <= most);
    let is_high_enough =
        |min: Rational| min.checked_mul(share).and_then(|off| average.checked_add(off)).is_some_and(|most| most >= min);
    if range.max.is_none_or(is_low_enough) && range.min.is_none_or(is_high_enough) {
        Rates::NearlyOutside { nominal, average }
    } else {
        Rates::Disagree { nominal, average }
    }
}

/// Both rates as a finding lists them.
pub(super) fn listed(nominal: Rational, average: Rational) -> Vec<Reading> {
    vec![Reading::new("nominal", nominal), Reading::new("average", average)]
}
