//! The range that a quantity must be in, and where a value is relative to it.

use serde::Serialize;

use super::Source;
use crate::model::{ExpectedRange, Rational, Unit, Value};

/// A closed range; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Range {
    /// The least value inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Rational>,
    /// The greatest value inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Rational>,
}

impl Range {
    /// The range from `min` to `max`, both inside.
    pub fn closed(min: impl Into<Rational>, max: impl Into<Rational>) -> Self {
        Self { min: Some(min.into()), max: Some(max.into()) }
    }

    /// Everything up to and with `max`.
    pub fn at_most(max: impl Into<Rational>) -> Self {
        Self { min: None, max: Some(max.into()) }
    }

    /// Whether `value` is inside; both ends are.
    pub fn contains(&self, value: Rational) -> bool {
        self.min.is_none_or(|min| min <= value) && self.max.is_none_or(|max| value <= max)
    }

    /// Whether `value` is one of the ends.
    pub fn ends_at(&self, value: Rational) -> bool {
        self.min == Some(value) || self.max == Some(value)
    }
}

impl From<Range> for ExpectedRange {
    fn from(range: Range) -> Self {
        let value = |end: Rational| match end.den() {
            1 => Value::Integer(end.num()),
            _ => Value::Fraction(end),
        };
        Self { min: range.min.map(value), max: range.max.map(value) }
    }
}

/// A limit on a quantity: the documented range, and the band that the live service has accepted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Bound {
    /// What the documentation allows. It decides.
    pub documented: Range,
    /// The wider band that the live service has accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed: Option<Range>,
    /// Whether sources disagree on the ends themselves: a value exactly there passes with a note.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ends_disputed: bool,
    /// What is counted.
    pub unit: Unit,
    /// Where it is documented.
    pub source: Source,
}

/// Where a value is relative to a [`Bound`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Placement {
    /// Inside the documented range.
    Inside,
    /// Exactly at an end on which sources disagree.
    AtDisputedEnd,
    /// Outside the documented range and inside the observed band.
    Observed,
    /// Outside of both.
    Outside,
}

impl Bound {
    /// Where `value` is.
    ///
    /// ```
    /// use seedance_preflight::Rational;
    /// use seedance_preflight::profile::{Placement, Profile};
    ///
    /// let duration = &Profile::default().video.duration;
    /// assert_eq!(duration.place(Rational::from(15_u32)), Placement::Inside);
    /// assert_eq!(duration.place(Rational::new(151, 10).unwrap()), Placement::Observed);
    /// assert_eq!(duration.place(Rational::new(1521, 100).unwrap()), Placement::Outside);
    /// ```
    pub fn place(&self, value: Rational) -> Placement {
        if self.documented.contains(value) {
            if self.ends_disputed && self.documented.ends_at(value) {
                return Placement::AtDisputedEnd;
            }
            return Placement::Inside;
        }
        match self.observed {
            Some(band) if band.contains(value) => Placement::Observed,
            _ => Placement::Outside,
        }
    }
}

/// A limit in megabytes, where the documentation does not say which.
///
/// Over `megabytes` · 2^20 bytes is an error; over `megabytes` · 10^6 and up to there is a warning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct MegabyteLimit {
    /// The number that the documentation names.
    pub megabytes: u32,
    /// Where it is documented.
    pub source: Source,
}

impl MegabyteLimit {
    /// Bytes where a megabyte is 10^6: up to here any reading accepts.
    pub fn decimal_bytes(&self) -> u64 {
        u64::from(self.megabytes) * 1_000_000
    }

    /// Bytes where a megabyte is 2^20: beyond here no reading accepts.
    pub fn binary_bytes(&self) -> u64 {
        u64::from(self.megabytes) << 20
    }
}
