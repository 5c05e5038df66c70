//! The identity of a finding.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hash, RandomState};

use serde::Deserialize;

use crate::finding::Finding;
use crate::model::{MediaDuration, Rational, Value};

/// What identifies a finding.
#[derive(Debug, Hash)]
pub(super) struct Key<'a> {
    pub(super) uri: &'a str,
    pub(super) rule: &'a str,
    pub(super) pointer: &'a str,
    pub(super) quantity: &'a str,
    pub(super) outcome: &'a str,
    pub(super) actual: Option<Actual<'a>>,
}

impl<'a> Key<'a> {
    /// The key of a finding on the file with this URI.
    pub(super) fn of(uri: &'a str, finding: &'a Finding) -> Self {
        Self {
            uri,
            rule: finding.rule.id,
            pointer: &finding.pointer,
            quantity: finding.quantity,
            outcome: finding.outcome.name(),
            actual: finding.actual.as_ref().map(Actual::of),
        }
    }
}

/// An actual value, as in JSON. Durations are equal where their seconds are, whatever their ticks.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Actual<'a> {
    Integer(u64),
    Negative(i64),
    Fraction(Rational),
    Duration(MediaDuration),
    Text(#[serde(borrow)] Cow<'a, str>),
}

impl<'a> Actual<'a> {
    fn of(value: &'a Value) -> Self {
        match value {
            Value::Integer(value) => Self::Integer(*value),
            Value::Negative(value) => Self::Negative(*value),
            Value::Fraction(value) => Self::Fraction(*value),
            Value::Duration(value) => Self::Duration(*value),
            Value::Text(value) => Self::Text(Cow::Borrowed(value)),
        }
    }
}

impl Hash for Actual<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Integer(value) => value.hash(state),
            Self::Negative(value) => value.hash(state),
            // A fraction is in its lowest terms.
            Self::Fraction(value) => (value.num(), value.den()).hash(state),
            Self::Duration(value) => (value.seconds().num(), value.seconds().den()).hash(state),
            Self::Text(value) => value.hash(state),
        }
    }
}

/// Hashes with random keys, so that no file can be made to look known.
#[derive(Debug, Default)]
pub(super) struct Keys<S = RandomState> {
    high: S,
    low: S,
}

impl<S: BuildHasher> Keys<S> {
    pub(super) fn hash(&self, key: &Key<'_>) -> u128 {
        u128::from(self.high.hash_one(key)) << 64 | u128::from(self.low.hash_one(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_hash_alike_from_json_and_from_findings() {
        let keys = Keys::<RandomState>::default();
        let values = [
            Value::Integer(u64::MAX),
            Value::Negative(-3),
            Value::from(Rational::new(24_000, 1001).unwrap()),
            Value::from(MediaDuration::new(150_150, 30_000).unwrap()),
            Value::from("a \"quoted\" \u{1} name"),
        ];
        let hash = |actual: Option<Actual<'_>>| {
            keys.hash(&Key { uri: "n", rule: "r", pointer: "", quantity: "q", outcome: "o", actual })
        };
        let mut hashes = Vec::new();
        for value in &values {
            let json = serde_json::to_string(value).unwrap();
            let read = hash(Some(serde_json::from_str(&json).unwrap()));
            assert_eq!(read, hash(Some(Actual::of(value))), "{json}");
            hashes.push(read);
        }
        hashes.push(hash(None));
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), values.len() + 1);
        let slower = Value::from(MediaDuration::new(5005, 1000).unwrap());
        assert_eq!(hash(Some(Actual::of(&slower))), hash(Some(Actual::of(&values[3]))));
    }
}
