//! A value, and what it was read from.

use serde::Serialize;

use crate::language::{self, Language, say};
use crate::model::Value;

/// One of several readings of the quantity that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// What it was read from, such as `container`.
    pub by: &'static str,
    /// What was read.
    pub value: Value,
}

impl Reading {
    /// `value` as read from `by`.
    pub(crate) fn new(by: &'static str, value: impl Into<Value>) -> Self {
        Self { by, value: value.into() }
    }

    /// "4 s (container)", where `unit` is " s".
    pub(crate) fn in_unit(&self, unit: &str, language: Language) -> String {
        let (value, by) = (language::value(&self.value, language), language::quantity(self.by, language));
        say!(language, "{value}{unit} ({by})", value, unit, by).into_owned()
    }
}
