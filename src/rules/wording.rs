//! Sentences that several rules share, made from a finding's typed values.

use std::borrow::Cow;

use crate::{Expected, Finding, Rational, Severity, Unit, Value};

/// "the aspect ratio is 3.2, accepted is 0.4 to 2.5".
pub(super) fn out_of_range(finding: &Finding) -> String {
    let quantity = finding.quantity.replace('_', " ");
    let (actual, expected, unit) = (actual(finding), expected(finding), unit(finding));
    if finding.severity == Severity::Note {
        return format!("the {quantity} is {actual}{unit}, exactly at an end of {expected}{unit}");
    }
    let observed = match &finding.observed {
        Some(band) => format!(" (the live service has been seen to take {band}{unit})"),
        None => String::new(),
    };
    format!("the {quantity} is {actual}{unit}, accepted is {expected}{unit}{observed}")
}

/// "the format is heic, accepted is jpeg, png, webp".
pub(super) fn not_accepted(finding: &Finding) -> String {
    let quantity = finding.quantity.replace('_', " ");
    format!("the {quantity} is {}, accepted is {}", actual(finding), expected(finding))
}

/// One help for a value below its range, another for one above, and a third for one that only touches an end.
pub(super) fn below_or_above(finding: &Finding, below: &'static str, above: &'static str) -> Cow<'static, str> {
    Cow::Borrowed(match finding.severity {
        Severity::Note => "Keep a little distance from the end of the range, if you can.",
        _ if is_below(finding) => below,
        _ => above,
    })
}

/// The actual value for a sentence.
pub(super) fn actual(finding: &Finding) -> String {
    finding.actual.as_ref().map(Value::to_string).unwrap_or_default()
}

/// The expected value for a sentence.
pub(super) fn expected(finding: &Finding) -> String {
    finding.expected.as_ref().map(Expected::to_string).unwrap_or_default()
}

/// Whether the actual value lies below the expected range; of a value that is not known, whether it only can.
fn is_below(finding: &Finding) -> bool {
    let Some(Expected::Range(range)) = &finding.expected else {
        return false;
    };
    let number = |value: &Option<Value>| match value {
        Some(Value::Integer(value)) => Some(Rational::from(*value)),
        Some(Value::Fraction(value)) => Some(*value),
        Some(Value::Duration(value)) => Some(value.seconds()),
        Some(Value::Text(_)) | None => None,
    };
    match (number(&finding.actual), number(&range.min)) {
        (Some(actual), Some(min)) => actual < min,
        (None, Some(_)) => range.max.is_none(),
        _ => false,
    }
}

/// The unit for a sentence, with a space before it; a ratio and a count read better without.
fn unit(finding: &Finding) -> String {
    match finding.unit {
        None | Some(Unit::WidthOverHeight | Unit::Count) => String::new(),
        Some(unit) => format!(" {unit}"),
    }
}
