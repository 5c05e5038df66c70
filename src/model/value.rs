//! Typed values in findings: what was found and what was expected.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::{MediaDuration, Rational};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Value {
    /// A whole number.
    Integer(u64),
    /// A whole number below zero.
    Negative(i64),
    /// An exact fraction; in JSON `{"num", "den", "value"}`.
    Fraction(Rational),
    /// A duration; in JSON `{"ticks", "time_scale", "seconds"}`.
    Duration(MediaDuration),
    /// A name of a format, codec, kind or extension.
    Text(String),
}

impl Value {
    /// The number, unless it is below zero or a name.
    pub(crate) fn number(&self) -> Option<Rational> {
        match self {
            Self::Integer(value) => Some(Rational::from(*value)),
            Self::Fraction(value) => Some(*value),
            Self::Duration(value) => Some(value.seconds()),
            Self::Negative(_) | Self::Text(_) => None,
        }
    }
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self::Integer(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        u64::try_from(value).map_or(Self::Negative(value), Self::Integer)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Integer(u64::from(value))
    }
}

impl From<Rational> for Value {
    fn from(value: Rational) -> Self {
        Self::Fraction(value)
    }
}

impl From<MediaDuration> for Value {
    fn from(value: MediaDuration) -> Self {
        Self::Duration(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

/// For people: a fraction as a decimal if that is short, otherwise as a fraction with its approximate decimal.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::Negative(value) => write!(f, "{value}"),
            Self::Fraction(value) => write_fraction(f, *value),
            Self::Duration(value) => write_fraction(f, value.seconds()),
            Self::Text(value) => f.write_str(value),
        }
    }
}

/// What was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, from = "ExpectedRead")]
#[non_exhaustive]
pub enum Expected {
    /// Anything in a closed range; in JSON `{"min", "max"}`.
    Range(ExpectedRange),
    /// One of these names; in JSON a list.
    OneOf(Vec<Cow<'static, str>>),
    /// Exactly this.
    Exactly(Value),
}

/// As [`Expected`], in the order in which JSON is matched: every object is a range of unknown ends, unless it is a value.
#[derive(Deserialize)]
#[serde(untagged)]
enum ExpectedRead {
    OneOf(Vec<Cow<'static, str>>),
    Exactly(Value),
    Range(ExpectedRange),
}

impl From<ExpectedRead> for Expected {
    fn from(read: ExpectedRead) -> Self {
        match read {
            ExpectedRead::OneOf(names) => Self::OneOf(names),
            ExpectedRead::Exactly(value) => Self::Exactly(value),
            ExpectedRead::Range(range) => Self::Range(range),
        }
    }
}

impl Expected {
    /// One of `names`.
    pub(crate) fn one_of(names: impl IntoIterator<Item = &'static str>) -> Self {
        let names = names.into_iter();
        // By the upper bound: filtered names have no lower one, and the list would grow step by step.
        let mut list = Vec::with_capacity(names.size_hint().1.unwrap_or_default());
        list.extend(names.map(Cow::Borrowed));
        Self::OneOf(list)
    }

    /// A whole number from `min` to `max`, both included.
    pub(crate) fn count(min: Option<u64>, max: Option<u64>) -> Self {
        Self::Range(ExpectedRange { min: min.map(Value::Integer), max: max.map(Value::Integer) })
    }
}

/// A closed range of values; an absent end is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpectedRange {
    /// The smallest accepted value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Value>,
    /// The largest accepted value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Value>,
}

impl fmt::Display for ExpectedRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.min, &self.max) {
            (Some(min), Some(max)) => write!(f, "{min} to {max}"),
            (Some(min), None) => write!(f, "at least {min}"),
            (None, Some(max)) => write!(f, "at most {max}"),
            (None, None) => f.write_str("anything"),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range(range) => range.fmt(f),
            Self::OneOf(names) => match names.as_slice() {
                [others @ .., last] if !others.is_empty() => write!(f, "{} or {last}", others.join(", ")),
                names => f.write_str(&names.concat()),
            },
            Self::Exactly(value) => value.fmt(f),
        }
    }
}

/// Writes at most six decimals, exact if they suffice.
fn write_fraction(f: &mut fmt::Formatter<'_>, value: Rational) -> fmt::Result {
    const DECIMALS: usize = 6;
    const SCALE: u128 = 1_000_000;
    if value.den() == 1 {
        return write!(f, "{}", value.num());
    }
    let scaled = u128::from(value.num()) * SCALE;
    let den = u128::from(value.den());
    if !scaled.is_multiple_of(den) && den < 100_000 {
        write!(f, "{value} (about {:.3})", value.to_f64())
    } else {
        let (whole, decimals) = (scaled / den / SCALE, scaled / den % SCALE);
        let text = format!("{whole}.{decimals:0DECIMALS$}");
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_short_decimals_and_exact_fractions() {
        let shown = |num, den| Value::Fraction(Rational::new(num, den).unwrap()).to_string();
        assert_eq!(shown(2, 5), "0.4");
        assert_eq!(shown(15, 1), "15");
        assert_eq!(shown(24_000, 1001), "24000/1001 (about 23.976)");
        assert_eq!(shown(1_200_300, 1000), "1200.3");
    }
}
