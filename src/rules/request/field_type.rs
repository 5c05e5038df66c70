//! `request/field-type`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, Severity};
use crate::model::{Expected, Unit, Value};
use crate::request::ShapeFaultKind;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/field-type",
        severity: Severity::Error,
        summary: "A value is of the wrong type, or the text is no JSON.",
        explanation: "\
Types are strict: `\"5\"` and `5.0` are no integer, `\"true\"` and `null` are no boolean. A value of the wrong type is \
not judged further. An empty array counts as absent. A key that stands twice is refused too, since it depends on the \
reader which of the values counts; this one judges the last. Of a text that is no JSON the first place is told at \
which it breaks.",
        source: "own: what is documented as of one type is not sent as another",
        message,
        help,
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for fault in view.document.faults() {
        // A revision that does not know the field says so, and not of which type it should be.
        if fault.pointer == "/content_filter" && !view.profile.request.content_filter {
            continue;
        }
        let exactly = |text: &str| Expected::Exactly(Value::from(text));
        let finding = match &fault.kind {
            ShapeFaultKind::Malformed { what } => findings.fails("json", what.as_str()),
            ShapeFaultKind::WrongType { actual, expected } => {
                findings.fails("type", *actual).expecting(exactly(expected))
            }
            ShapeFaultKind::IntegerTooLarge { digits } => findings.fails("integer", digits.as_str()),
            ShapeFaultKind::TooManyElements { count } => findings.fails("elements", *count).in_unit(Unit::Count),
            ShapeFaultKind::RepeatedKey => findings.fails("key", "repeated").expecting(exactly("once")),
            ShapeFaultKind::UnknownKey { .. } => continue,
        };
        findings.push(finding.at(fault.pointer.as_str()));
    }
}

fn message(finding: &Finding) -> String {
    let (actual, pointer) = (wording::actual(finding), &finding.pointer);
    match finding.quantity {
        "json" => format!("this is no JSON: {actual}"),
        "integer" => format!("the integer {actual} at {pointer} is larger than any that is read"),
        "elements" => format!("{pointer} has {actual} elements, more than are looked at"),
        "key" => format!("the key of {pointer} stands more than once"),
        _ if pointer.is_empty() => {
            format!("the request is of type {actual}, accepted is {}", wording::expected(finding))
        }
        _ => format!("{pointer} is of type {actual}, accepted is {}", wording::expected(finding)),
    }
}

fn help(finding: &Finding) -> Cow<'static, str> {
    let expected = wording::expected(finding);
    Cow::Borrowed(match (finding.quantity, expected.as_str()) {
        ("json", _) => {
            "Write JSON as RFC 8259 has it: no comments, no commas at an end, keys and strings in double quotes."
        }
        ("key", _) => "Keep one of them.",
        ("integer" | "elements", _) => "Keep to what the field takes.",
        (_, "integer") => "Write a whole number, without quotes and without a decimal point.",
        (_, "boolean") => "Write true or false, without quotes.",
        (_, "array") => "Write a list of URLs in square brackets, even of one.",
        (_, "object") => "Write an object in braces.",
        _ => "Write a text in double quotes, or leave the field out.",
    })
}
