//! The facts of a report, kept as C reads them.

use std::collections::HashMap;
use std::ffi::CString;

use serde_json::Value;

use super::status::Status;
use super::text::terminated;
use crate::model::Facts;

/// Facts by name.
#[derive(Debug, Default)]
pub(super) struct FactTexts(HashMap<String, Fact>);

/// One fact.
#[derive(Debug)]
pub(super) enum Fact {
    Integer(u64),
    Boolean(bool),
    Fraction(u64, u64),
    Text(CString),
    /// A list, or an object of another shape.
    Other,
}

impl FactTexts {
    pub(super) fn of(facts: Option<&Facts>) -> Self {
        match facts.map(serde_json::to_value) {
            Some(Ok(Value::Object(values))) => {
                let mut all: HashMap<_, _> = values.into_iter().map(|(name, value)| (name, Fact::of(&value))).collect();
                // A list in JSON: here each has a name of its own.
                for reading in facts.and_then(Facts::video).into_iter().flat_map(|video| &video.other_durations) {
                    let duration = reading.duration;
                    let fact = Fact::Fraction(duration.ticks(), duration.time_scale());
                    all.insert(format!("{}_duration", reading.by.name()), fact);
                }
                Self(all)
            }
            _ => Self::default(),
        }
    }

    /// The fact of this name, converted by `convert`.
    pub(super) fn get<'a, T>(&'a self, name: &str, convert: impl FnOnce(&'a Fact) -> Option<T>) -> Result<T, Status> {
        let fact = self.0.get(name).ok_or(Status::NotDetermined)?;
        convert(fact).ok_or(Status::InvalidArgument)
    }
}

impl Fact {
    fn of(value: &Value) -> Self {
        let number = |name| value.get(name).and_then(Value::as_u64);
        match value {
            Value::Bool(boolean) => Self::Boolean(*boolean),
            Value::String(text) => Self::Text(terminated(text.as_str())),
            Value::Number(number) => number.as_u64().map_or(Self::Other, Self::Integer),
            _ => {
                let fraction = number("num").zip(number("den")).or(number("ticks").zip(number("time_scale")));
                fraction.map_or(Self::Other, |(numerator, denominator)| Self::Fraction(numerator, denominator))
            }
        }
    }
}
