//! Sentences that several rules share, made from a finding's typed values.

use std::borrow::Cow;

use crate::finding::{Finding, Severity};
use crate::model::{Expected, Unit, Value};
use crate::request::nearest;

/// "aspect ratio is 3.2; expected 0.4 to 2.5".
pub(super) fn out_of_range(finding: &Finding) -> String {
    let (actual, expected, unit) = (actual(finding), expected(finding), unit(finding));
    let quantity = quantity(finding);
    if finding.severity == Severity::Note {
        return format!("{quantity} is {actual}{unit}, exactly at a limit of {expected}{unit}");
    }
    let observed = match &finding.observed {
        Some(band) => format!(" (the live service has accepted {band}{unit})"),
        None => String::new(),
    };
    format!("{quantity} is {actual}{unit}; expected {expected}{unit}{observed}")
}

/// "4 s (tracks), 60 s (container)".
pub(super) fn readings(finding: &Finding) -> String {
    let unit = unit(finding);
    finding.readings.iter().map(|reading| reading.in_unit(&unit)).collect::<Vec<_>>().join(", ")
}

/// "format is heic; expected jpeg, png or webp".
pub(super) fn not_accepted(finding: &Finding) -> String {
    let observed = match &finding.observed {
        Some(names) => format!(" (other copies of the documentation list {names})"),
        None => String::new(),
    };
    format!("{} is {}; expected {}{observed}", quantity(finding), actual(finding), expected(finding))
}

/// "total duration is unknown: …", for rules on a request, which word this themselves.
pub(super) fn undecided(finding: &Finding, why: &str) -> String {
    format!("{} is unknown: {why}", quantity(finding))
}

/// "3 images; expected 1 to 2".
pub(super) fn count_out_of_range(finding: &Finding) -> String {
    format!("{} {}; expected {}", actual(finding), quantity(finding), expected(finding))
}

/// A question with the accepted name nearest to what was found, or `otherwise` if none is near. A name with other digits
/// is another value, not a typo: `480p` does not mean `1080p`.
pub(super) fn nearest_of_expected(finding: &Finding, otherwise: &'static str) -> Cow<'static, str> {
    let (Some(Value::Text(actual)), Some(Expected::OneOf(names))) = (&finding.actual, &finding.expected) else {
        return Cow::Borrowed(otherwise);
    };
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let alike = names.iter().map(String::as_str).filter(|name| digits(name) == digits(actual));
    match nearest(actual, alike) {
        Some(name) => Cow::Owned(format!("Did you mean `{name}`?")),
        None => Cow::Borrowed(otherwise),
    }
}

/// What to do if an asset was not inspected.
pub(super) const INSPECT: &str = "Provide the file for each URL, so that it can be inspected.";

/// A text from a request, cut if it is longer than a finding needs.
pub(super) fn shown(text: &str) -> &str {
    const MOST_CHARACTERS: usize = 120;
    text.char_indices().nth(MOST_CHARACTERS).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// One help for a value below its range, another for one above, and a third for one exactly at a limit.
pub(super) fn below_or_above(finding: &Finding, below: &'static str, above: &'static str) -> Cow<'static, str> {
    Cow::Borrowed(match finding.severity {
        Severity::Note => "Stay clear of the limit, if you can: sources disagree on whether it is included.",
        _ if is_below(finding) => below,
        _ => above,
    })
}

/// What to do about a ratio of width to height.
pub(super) fn aspect_help(finding: &Finding) -> Cow<'static, str> {
    below_or_above(
        finding,
        "Crop the height or pad the width: it is too tall for its width.",
        "Crop the width or pad the height: it is too wide for its height.",
    )
}

/// What to do about the length of a side.
pub(super) fn side_help(finding: &Finding) -> Cow<'static, str> {
    below_or_above(finding, "Scale it up, or use a larger original.", "Scale it down, keeping its aspect ratio.")
}

/// The quantity for a sentence.
pub(in crate::rules) fn quantity(finding: &Finding) -> String {
    finding.quantity.replace('_', " ")
}

/// The actual value for a sentence.
pub(super) fn actual(finding: &Finding) -> String {
    finding.actual.as_ref().map(Value::to_string).unwrap_or_default()
}

/// The expected value for a sentence.
pub(super) fn expected(finding: &Finding) -> String {
    finding.expected.as_ref().map(Expected::to_string).unwrap_or_default()
}

/// Whether the actual value is below the expected range; for an unknown value, whether it can only be below.
fn is_below(finding: &Finding) -> bool {
    let Some(Expected::Range(range)) = &finding.expected else {
        return false;
    };
    let number = |value: &Option<Value>| value.as_ref().and_then(Value::number);
    if let Some(Value::Negative(_)) = finding.actual {
        return true;
    }
    match (number(&finding.actual), number(&range.min)) {
        (Some(actual), Some(min)) => actual < min,
        (None, Some(_)) => range.max.is_none(),
        _ => false,
    }
}

/// The unit for a sentence, after a space; ratios and counts read better without.
fn unit(finding: &Finding) -> String {
    match finding.unit {
        None | Some(Unit::WidthOverHeight | Unit::Count) => String::new(),
        Some(unit) => format!(" {unit}"),
    }
}
