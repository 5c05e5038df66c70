//! The readings of a video's duration that a service may use, and where they lie against a limit.

use crate::finding::Reading;
use crate::model::{DurationReading, MediaDuration, Rational, ReadingSource, Value, VideoFacts};
use crate::profile::{Bound, Range, Tolerance};

/// The finest rounding that a movie header of few ticks per second is credited with: QuickTime counts 600.
const COARSEST_TICKS_PER_SECOND: u64 = 600;

/// Every reading of a video's duration that differs from the others by more than rounding, the one by the standard
/// first. Empty if the duration could not be determined.
pub(super) fn of_video(video: &VideoFacts) -> Vec<DurationReading> {
    let Some(tracks) = video.duration else { return Vec::new() };
    let mut readings = vec![DurationReading::new(ReadingSource::Tracks, tracks)];
    let mut add = |by, duration: Option<MediaDuration>| {
        if let Some(duration) = duration
            && !readings.iter().any(|reading| is_rounded(reading.duration, duration))
        {
            readings.push(DurationReading::new(by, duration));
        }
    };
    add(ReadingSource::Streams, video.streams_duration);
    add(ReadingSource::Container, video.container_duration);
    for reading in &video.other_durations {
        add(reading.by, Some(reading.duration));
    }
    // A video track that presents nothing, beside audio that plays.
    add(ReadingSource::VideoTrack, video.video_duration.filter(|duration| duration.ticks() == 0));
    readings
}

/// The readings as a finding lists them.
pub(super) fn listed(readings: &[DurationReading]) -> Vec<Reading> {
    readings.iter().map(|reading| Reading::new(reading.by.name(), Value::Duration(reading.duration))).collect()
}

/// Where a value lies against the accepted range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Below,
    Inside,
    Above,
}

/// On which side of the ends of `bound` a value lies; the tolerance decides which ends.
pub(super) fn side(bound: &Bound, tolerance: Tolerance, value: Rational) -> Side {
    let is_within = |range: &Range| range.contains(value);
    let band = bound.observed.as_ref().filter(|_| tolerance == Tolerance::Observed);
    if is_within(&bound.documented) || band.is_some_and(is_within) {
        Side::Inside
    } else if bound.documented.min.is_some_and(|min| value < min) {
        Side::Below
    } else {
        Side::Above
    }
}

/// Whether `duration` is `exact`, rounded to the ticks of its own time scale.
fn is_rounded(exact: MediaDuration, duration: MediaDuration) -> bool {
    let Some(tick) = Rational::new(1, duration.time_scale().max(COARSEST_TICKS_PER_SECOND)) else { return false };
    let reaches = |low: Rational, high: Rational| low.checked_add(tick).is_some_and(|low| low >= high);
    reaches(exact.seconds(), duration.seconds()) && reaches(duration.seconds(), exact.seconds())
}
