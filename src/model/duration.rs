//! Durations as media files state them: ticks of a time scale.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::Rational;

/// An exact duration: `ticks / time_scale` seconds.
///
/// Durations of different time scales compare by value: 1/2 equals 500/1000.
/// JSON adds `seconds`, the same as a rounded decimal: to display, not to calculate with.
///
/// ```
/// use seedance_preflight::MediaDuration;
///
/// let clip = MediaDuration::new(150_150, 30_000).unwrap();
/// assert!(clip > MediaDuration::from_seconds(5));
/// assert_eq!(clip.to_string(), "5.005 s");
/// ```
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct MediaDuration {
    ticks: u64,
    time_scale: u64,
}

impl MediaDuration {
    /// `ticks` of `1 / time_scale` seconds each, or `None` if the scale is zero.
    pub const fn new(ticks: u64, time_scale: u64) -> Option<Self> {
        if time_scale == 0 {
            return None;
        }
        Some(Self { ticks, time_scale })
    }

    /// Whole seconds.
    pub const fn from_seconds(seconds: u64) -> Self {
        Self { ticks: seconds, time_scale: 1 }
    }

    /// The number of ticks.
    pub const fn ticks(self) -> u64 {
        self.ticks
    }

    /// Ticks per second; never zero.
    pub const fn time_scale(self) -> u64 {
        self.time_scale
    }

    /// The seconds as a fraction.
    pub fn seconds(self) -> Rational {
        // The scale is never zero, so the fraction exists.
        Rational::new(self.ticks, self.time_scale).unwrap_or(Rational::from(0_u64))
    }
}

impl From<Rational> for MediaDuration {
    fn from(seconds: Rational) -> Self {
        Self { ticks: seconds.num(), time_scale: seconds.den() }
    }
}

impl PartialEq for MediaDuration {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for MediaDuration {}

impl Ord for MediaDuration {
    fn cmp(&self, other: &Self) -> Ordering {
        // By cross-multiplication, which needs no lowest terms.
        let left = u128::from(self.ticks) * u128::from(other.time_scale);
        let right = u128::from(other.ticks) * u128::from(self.time_scale);
        left.cmp(&right)
    }
}

impl PartialOrd for MediaDuration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for MediaDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.seconds().to_f64())
    }
}

/// The JSON form.
#[derive(Serialize, Deserialize)]
struct Parts {
    ticks: u64,
    time_scale: u64,
    #[serde(default)]
    seconds: f64,
}

impl TryFrom<Parts> for MediaDuration {
    type Error = &'static str;

    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        Self::new(parts.ticks, parts.time_scale).ok_or("`time_scale` of a duration must not be 0")
    }
}

impl From<MediaDuration> for Parts {
    fn from(value: MediaDuration) -> Self {
        Self { ticks: value.ticks, time_scale: value.time_scale, seconds: value.seconds().to_f64() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_depend_on_the_time_scale() {
        let half = MediaDuration::new(1, 2).unwrap();
        assert_eq!(half, MediaDuration::new(500, 1000).unwrap());
        assert!(half < MediaDuration::new(501, 1000).unwrap());
        assert!(MediaDuration::new(3, 0).is_none());
    }

    #[test]
    fn json_states_ticks_scale_and_seconds() {
        let clip = MediaDuration::new(150_150, 30_000).unwrap();
        let json = serde_json::to_value(clip).unwrap();
        assert_eq!(json, serde_json::json!({"ticks": 150_150, "time_scale": 30_000, "seconds": 5.005}));
    }
}
