//! Sentences that several rules share, made from a finding's typed values.

use std::borrow::Cow;

use crate::finding::{Finding, Severity};
use crate::model::{Expected, Rational, Unit, Value};
use crate::request::nearest;

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

/// "the total duration is not known: …", for rules on a request, which word this themselves.
pub(super) fn undecided(finding: &Finding, why: &str) -> String {
    format!("the {} is not known: {why}", finding.quantity.replace('_', " "))
}

/// "there are 3 images, accepted is 1 to 2".
pub(super) fn count_out_of_range(finding: &Finding) -> String {
    format!("the number of {} is {}, accepted is {}", finding.quantity, actual(finding), expected(finding))
}

/// The accepted name that is nearest to what was found, where one is near; else `otherwise`. A name of other digits is
/// another value and no slip: `480p` is not what `1080p` means.
pub(super) fn nearest_of_expected(finding: &Finding, otherwise: &'static str) -> Cow<'static, str> {
    let (Some(Value::Text(actual)), Some(Expected::OneOf(names))) = (&finding.actual, &finding.expected) else {
        return Cow::Borrowed(otherwise);
    };
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let alike = names.iter().map(String::as_str).filter(|name| digits(name) == digits(actual));
    match nearest(actual, alike) {
        Some(name) => Cow::Owned(format!("Write `{name}`, if that is what is meant.")),
        None => Cow::Borrowed(otherwise),
    }
}

/// What to do where an asset was not inspected.
pub(super) const INSPECT: &str = "Give the file behind each URL, so that it can be inspected.";

/// A text from a request, cut where it is longer than any that a finding needs.
pub(super) fn shown(text: &str) -> &str {
    const MOST_CHARACTERS: usize = 120;
    text.char_indices().nth(MOST_CHARACTERS).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// One help for a value below its range, another for one above, and a third for one that only touches an end.
pub(super) fn below_or_above(finding: &Finding, below: &'static str, above: &'static str) -> Cow<'static, str> {
    Cow::Borrowed(match finding.severity {
        Severity::Note => "Keep a little distance from the end of the range, if you can.",
        _ if is_below(finding) => below,
        _ => above,
    })
}

/// What to do about a ratio of width to height.
pub(super) fn aspect_help(finding: &Finding) -> Cow<'static, str> {
    below_or_above(
        finding,
        "Crop its height or pad its width: it is too tall for its width.",
        "Crop its width or pad its height: it is too wide for its height.",
    )
}

/// What to do about the length of a side.
pub(super) fn side_help(finding: &Finding) -> Cow<'static, str> {
    below_or_above(finding, "Scale it up, or take a larger original.", "Scale it down, keeping its ratio.")
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
        Some(Value::Negative(_) | Value::Text(_)) | None => None,
    };
    if let Some(Value::Negative(_)) = finding.actual {
        return true;
    }
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
