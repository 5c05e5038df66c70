//! What makes two findings the same.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hash, RandomState};
use std::path::{Component, Path};

use serde::Deserialize;

use crate::finding::Finding;
use crate::model::{MediaDuration, Rational, Value};

/// What a finding is known by.
#[derive(Debug, Hash)]
pub(super) struct Key<'a> {
    pub(super) name: &'a str,
    pub(super) rule: &'a str,
    pub(super) pointer: &'a str,
    pub(super) quantity: &'a str,
    pub(super) outcome: &'a str,
    pub(super) actual: Option<Actual<'a>>,
}

impl<'a> Key<'a> {
    /// The key of a finding on the file of this [`name`].
    pub(super) fn of(name: &'a str, finding: &'a Finding) -> Self {
        Self {
            name,
            rule: finding.rule.id,
            pointer: &finding.pointer,
            quantity: finding.quantity,
            outcome: finding.outcome.name(),
            actual: finding.actual.as_ref().map(Actual::of),
        }
    }
}

/// An actual value, as JSON has it. Lengths of time are the same where their seconds are, in whatever ticks.
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

/// Hashes that nobody can foresee, so that no file can be made to look known.
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

/// A path without `.` and doubled separators, as the text that JSON has of it.
pub(super) fn name(path: &Path) -> String {
    let mut name = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir | Component::Prefix(_) => {}
            Component::ParentDir | Component::Normal(_) if name.is_empty() || name.ends_with('/') => {}
            Component::ParentDir | Component::Normal(_) => name.push('/'),
        }
        match component {
            Component::RootDir => name.push('/'),
            part => name.push_str(&part.as_os_str().to_string_lossy()),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_path_has_one_name() {
        for path in ["clips/a.mp4", "./clips/a.mp4", "clips//./a.mp4", ".//clips/a.mp4"] {
            assert_eq!(name(Path::new(path)), "clips/a.mp4");
        }
        assert_eq!(name(Path::new("../a")), "../a");
        #[cfg(unix)]
        assert_eq!(name(Path::new("//srv/./media/a")), "/srv/media/a");
    }

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
            keys.hash(&Key { name: "n", rule: "r", pointer: "", quantity: "q", outcome: "o", actual })
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
