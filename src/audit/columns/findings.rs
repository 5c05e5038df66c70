//! The fields of a finding, in their order. A new one goes to the end.

use super::cell::Column;
use crate::finding::Finding;
use crate::language;
use crate::model::{Unit, Value};

pub(super) static FINDINGS: &[Column<Finding>] = &[
    Column::text("rule", "Rule", |finding, _| Some(finding.rule.id.into())),
    Column::text("severity", "`error`, `warning` or `note`", |finding, _| Some(finding.severity.name().into())),
    Column::text("outcome", "`fails`, `undecided` or `notes`", |finding, _| Some(finding.outcome.name().into())),
    Column::text("pointer", "JSON pointer into the request; empty for a file", |finding, _| {
        Some((&*finding.pointer).into())
    }),
    Column::text("quantity", "Quantity that the rule judged", |finding, _| Some(finding.quantity.into())),
    Column::text("actual", "What was found, as text", |finding, language| {
        finding.actual.as_ref().map(|value| language::value(value, language).into())
    }),
    Column::fraction("actual_value", "What was found, if it is a number from 0 up", |finding| {
        finding.actual.as_ref().and_then(Value::number)
    }),
    Column::text("expected", "What was expected, as text", |finding, language| {
        finding.expected.as_ref().map(|expected| expected.text_in(language).into())
    }),
    Column::text("unit", "What the numbers count", |finding, _| finding.unit.map(Unit::name).map(Into::into)),
    Column::text("fault", "Why the quantity could not be determined", |finding, language| {
        finding.fault.as_ref().map(|fault| fault.text_in(language).into())
    }),
    Column::text("message", "One sentence: what was found and what was expected", |finding, language| {
        Some(finding.message_in(language).into())
    }),
    Column::text("help", "One sentence: what to do", |finding, language| Some(finding.help_in(language))),
    Column::text("source", "Where the limit is documented", |finding, _| Some((&*finding.source).into())),
];
