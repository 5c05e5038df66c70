//! Sentences that several rules share, made from a finding's typed values.

use std::borrow::Cow;

use crate::finding::{Finding, Severity};
use crate::language::{self, Language, say};
use crate::model::{Expected, Unit, Value};
use crate::request::nearest;

/// "aspect ratio is 3.2; expected 0.4 to 2.5".
pub(super) fn out_of_range(finding: &Finding, language: Language) -> Cow<'static, str> {
    let (actual, expected, unit) = (actual(finding, language), expected(finding, language), unit(finding, language));
    let quantity = quantity(finding, language);
    if finding.severity == Severity::Note {
        return say!(
            language,
            "{quantity} is {actual}{unit}, exactly at a limit of {expected}{unit}",
            quantity,
            actual,
            expected,
            unit
        );
    }
    match &finding.observed {
        Some(band) => say!(
            language,
            "{quantity} is {actual}{unit}; expected {expected}{unit} (the live service has accepted {band}{unit})",
            quantity,
            actual,
            expected,
            unit,
            band = language::expected(band, language)
        ),
        None => {
            say!(language, "{quantity} is {actual}{unit}; expected {expected}{unit}", quantity, actual, expected, unit)
        }
    }
}

/// "4 s (tracks), 60 s (container)".
pub(super) fn readings(finding: &Finding, language: Language) -> String {
    let unit = unit(finding, language);
    language::joined(finding.readings.iter().map(|reading| reading.in_unit(&unit, language)), language)
}

/// "format is heic; expected jpeg, png or webp".
pub(super) fn not_accepted(finding: &Finding, language: Language) -> Cow<'static, str> {
    let (quantity, actual, expected) =
        (quantity(finding, language), actual(finding, language), expected(finding, language));
    match &finding.observed {
        Some(names) => say!(
            language,
            "{quantity} is {actual}; expected {expected} (other copies of the documentation list {names})",
            quantity,
            actual,
            expected,
            names = language::expected(names, language)
        ),
        None => say!(language, "{quantity} is {actual}; expected {expected}", quantity, actual, expected),
    }
}

/// "total duration is unknown: …", for rules on a request, which word this themselves.
pub(super) fn undecided(finding: &Finding, language: Language, why: Cow<'static, str>) -> Cow<'static, str> {
    say!(language, "{quantity} is unknown: {why}", quantity = quantity(finding, language), why)
}

/// "3 images; expected 1 to 2".
pub(super) fn count_out_of_range(finding: &Finding, language: Language) -> Cow<'static, str> {
    let (quantity, actual, expected) =
        (quantity(finding, language), actual(finding, language), expected(finding, language));
    say!(language, "{actual} {quantity}; expected {expected}", quantity, actual, expected)
}

/// A question with the accepted name nearest to what was found, or `otherwise` if none is near. A name with other digits
/// is another value, not a typo: `480p` does not mean `1080p`.
pub(super) fn nearest_of_expected(
    finding: &Finding,
    language: Language,
    otherwise: Cow<'static, str>,
) -> Cow<'static, str> {
    let (Some(Value::Text(actual)), Some(Expected::OneOf(names))) = (&finding.actual, &finding.expected) else {
        return otherwise;
    };
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let alike = names.iter().map(AsRef::as_ref).filter(|name| digits(name) == digits(actual));
    match nearest(actual, alike) {
        Some(name) => did_you_mean(name, language),
        None => otherwise,
    }
}

/// "Did you mean `prompt`?"
pub(super) fn did_you_mean(name: &str, language: Language) -> Cow<'static, str> {
    say!(language, "Did you mean `{name}`?", name)
}

/// What to do if an asset was not inspected.
pub(super) fn inspect(language: Language) -> Cow<'static, str> {
    say!(language, "Provide the file for each URL, so that it can be inspected.")
}

/// A text from a request, cut if it is longer than a finding needs.
pub(super) fn shown(text: &str) -> &str {
    const MOST_CHARACTERS: usize = 120;
    text.char_indices().nth(MOST_CHARACTERS).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// One help for a value below its range, another for one above, and a third for one exactly at a limit.
pub(super) fn below_or_above(
    finding: &Finding,
    language: Language,
    below: Cow<'static, str>,
    above: Cow<'static, str>,
) -> Cow<'static, str> {
    match finding.severity {
        Severity::Note => {
            say!(language, "Stay clear of the limit, if you can: sources disagree on whether it is included.")
        }
        _ if is_below(finding) => below,
        _ => above,
    }
}

/// What to do about a ratio of width to height.
pub(super) fn aspect_help(finding: &Finding, language: Language) -> Cow<'static, str> {
    below_or_above(
        finding,
        language,
        say!(language, "Crop the height or pad the width: it is too tall for its width."),
        say!(language, "Crop the width or pad the height: it is too wide for its height."),
    )
}

/// What to do about the length of a side.
pub(super) fn side_help(finding: &Finding, language: Language) -> Cow<'static, str> {
    below_or_above(
        finding,
        language,
        say!(language, "Scale it up, or use a larger original."),
        say!(language, "Scale it down, keeping its aspect ratio."),
    )
}

/// The quantity for a sentence.
pub(in crate::rules) fn quantity(finding: &Finding, language: Language) -> String {
    language::quantity(finding.quantity, language)
}

/// The actual value for a sentence.
pub(super) fn actual(finding: &Finding, language: Language) -> String {
    finding.actual.as_ref().map(|value| language::value(value, language)).unwrap_or_default()
}

/// The actual value as it was found, in no language.
pub(super) fn found(finding: &Finding) -> String {
    finding.actual.as_ref().map(Value::to_string).unwrap_or_default()
}

/// The actual value for a sentence if it is words of a rule, not a name or a number from a file or a request.
pub(super) fn actual_words(finding: &Finding, language: Language) -> String {
    language::data(&found(finding), language).into_owned()
}

/// The expected value for a sentence if it is words of a rule.
pub(super) fn expected_words(finding: &Finding, language: Language) -> String {
    let expected = finding.expected.as_ref().map(Expected::to_string).unwrap_or_default();
    language::data(&expected, language).into_owned()
}

/// The expected value for a sentence.
pub(super) fn expected(finding: &Finding, language: Language) -> String {
    finding.expected.as_ref().map(|expected| language::expected(expected, language)).unwrap_or_default()
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
fn unit(finding: &Finding, language: Language) -> String {
    match finding.unit {
        None | Some(Unit::WidthOverHeight | Unit::Count) => String::new(),
        Some(unit) => language::unit(unit, language),
    }
}
