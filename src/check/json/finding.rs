//! A finding as JSON.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::finding::{Finding, Outcome, Reading, Severity, Span, Suggestion};
use crate::language::Language;
use crate::model::{Expected, Fault, Unit, Value};
use crate::rules;

#[derive(Serialize)]
struct Written<'a> {
    rule: &'static str,
    severity: Severity,
    outcome: Outcome,
    pointer: &'a str,
    quantity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    actual: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'a Expected>,
    #[serde(skip_serializing_if = "Option::is_none")]
    observed: Option<&'a Expected>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<&'a Fault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<&'a Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a Suggestion>,
    #[serde(skip_serializing_if = "<[Reading]>::is_empty")]
    readings: &'a [Reading],
    message: String,
    help: Cow<'static, str>,
    source: &'a str,
}

/// The shape of JSON version 1, with the sentences for people in English.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        written(self, Language::English).serialize(serializer)
    }
}

/// Findings with their sentences in a language.
#[derive(Clone, Copy)]
pub(super) struct FindingsIn<'a>(pub(super) &'a [Finding], pub(super) Language);

impl Serialize for FindingsIn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|finding| written(finding, self.1)))
    }
}

fn written(finding: &Finding, language: Language) -> Written<'_> {
    Written {
        rule: finding.rule.id,
        severity: finding.severity,
        outcome: finding.outcome,
        pointer: &finding.pointer,
        quantity: finding.quantity,
        actual: finding.actual.as_ref(),
        expected: finding.expected.as_ref(),
        observed: finding.observed.as_ref(),
        unit: finding.unit,
        fault: finding.fault.as_ref(),
        span: finding.span.as_ref(),
        suggestion: finding.suggestion.as_ref(),
        readings: &finding.readings,
        message: finding.message_in(language),
        help: finding.help_in(language),
        source: &finding.source,
    }
}

#[derive(Deserialize)]
struct Read {
    rule: String,
    severity: Severity,
    outcome: Outcome,
    pointer: String,
    quantity: String,
    actual: Option<Value>,
    expected: Option<Expected>,
    observed: Option<Expected>,
    unit: Option<Unit>,
    fault: Option<Fault>,
    span: Option<Span>,
    suggestion: Option<Suggestion>,
    #[serde(default)]
    readings: Vec<ReadingRead>,
    source: String,
}

#[derive(Deserialize)]
struct ReadingRead {
    by: String,
    value: Value,
}

/// The shape of JSON version 1. Fields that this version does not know are ignored; the sentences are made again from the
/// values.
///
/// # Errors
/// For a rule that this version does not have.
impl<'de> Deserialize<'de> for Finding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Read::deserialize(deserializer)?;
        let rule = rules::by_id(&read.rule).ok_or_else(|| D::Error::custom(format!("unknown rule {:?}", read.rule)))?;
        let name = |name: &str| kept(name).ok_or_else(|| D::Error::custom(format!("unknown name {name:?}")));
        let quantity = name(&read.quantity)?;
        let reading = |read: ReadingRead| Ok(Reading::new(name(&read.by)?, read.value));
        Ok(Self {
            rule,
            severity: read.severity,
            outcome: read.outcome,
            pointer: read.pointer,
            quantity,
            actual: read.actual,
            expected: read.expected,
            observed: read.observed,
            unit: read.unit,
            fault: read.fault,
            span: read.span,
            suggestion: read.suggestion,
            readings: read.readings.into_iter().map(reading).collect::<Result<_, _>>()?,
            source: Cow::Owned(read.source),
        })
    }
}

/// The name of a quantity, or of what it was read from. The rules have a few dozen; each is kept once for the life of the
/// program, and a hostile text cannot make it keep more than [`MOST_NAMES`].
fn kept(name: &str) -> Option<&'static str> {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(name) = known.get(name) {
        return Some(name);
    }
    if known.len() >= MOST_NAMES || name.len() > LONGEST_NAME {
        return None;
    }
    let name: &'static str = Box::leak(name.into());
    known.insert(name);
    Some(name)
}

const MOST_NAMES: usize = 1024;

/// Bytes of a name.
const LONGEST_NAME: usize = 64;
