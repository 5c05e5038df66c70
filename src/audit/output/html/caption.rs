//! A finding in a few words, for below a picture.

use std::cmp::Ordering;

use super::numbers::grouped;
use crate::finding::{Finding, Outcome};
use crate::language::{Language, say};
use crate::model::{Expected, ExpectedRange, Rational, Unit, Value};

/// The value and what was needed: "width 48 px; at least 300". Of a finding without both, its message.
pub(super) fn caption(finding: &Finding, language: Language) -> String {
    let (Some(actual), Some(expected), Outcome::Fails) = (&finding.actual, &finding.expected, finding.outcome) else {
        return finding.message_in(language);
    };
    let quantity = match finding.unit {
        // Its unit says what it is.
        Some(Unit::Bytes) => String::new(),
        _ => format!("{} ", language.quantity(finding.quantity)),
    };
    let unit = match finding.unit {
        None | Some(Unit::WidthOverHeight | Unit::Count) => String::new(),
        Some(unit) => unit.text_in(language),
    };
    let (actual, needed) = compared(actual, expected, language);
    say!(language, "{quantity}{actual}{unit}; {needed}", quantity, actual, unit, needed).into_owned()
}

/// The value, and the end of the range that it is beyond, or all that was expected.
fn compared(actual: &Value, expected: &Expected, language: Language) -> (String, String) {
    let Expected::Range(ExpectedRange { min, max }) = expected else {
        return (shown(actual), expected.text_in(language));
    };
    let beyond = |end: &Option<Value>, side: Ordering| {
        let is_beyond = |end: &Value| compare(actual, end) == Some(side);
        end.clone().filter(is_beyond).map(|end| (side, end))
    };
    match beyond(min, Ordering::Less).or_else(|| beyond(max, Ordering::Greater)) {
        Some((side, end)) => {
            // Three decimals, if they are on the same side of the limit.
            let rounded = rounded(actual).filter(|rounded| compare(rounded, &end) == Some(side));
            let end = shown(&end);
            let needed = match side {
                Ordering::Less => say!(language, "at least {min}", min = end),
                _ => say!(language, "at most {max}", max = end),
            };
            (shown(rounded.as_ref().unwrap_or(actual)), needed.into_owned())
        }
        None => (shown(actual), expected.text_in(language)),
    }
}

fn compare(value: &Value, end: &Value) -> Option<Ordering> {
    Some(value.number()?.cmp(&end.number()?))
}

fn rounded(value: &Value) -> Option<Value> {
    if matches!(value, Value::Integer(_)) {
        return None;
    }
    let thousandths = value.number()?.checked_mul(Rational::from(1000_u32))?.round();
    Rational::new(thousandths, 1000).map(Value::Fraction)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Integer(number) => grouped(*number),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{CheckOptions, check_facts};
    use crate::model::{Facts, Format, ImageFacts, Media, Subject};

    use super::*;

    /// Captions of all findings that fail for an image of this size.
    fn captions(format: Format, width: u32, height: u32) -> Vec<String> {
        let (width, height) = (Some(width), Some(height));
        let mut facts = Facts::new(format);
        facts.bytes = Some(1000);
        facts.media = Media::Image(ImageFacts {
            width,
            height,
            display_width: width,
            display_height: height,
            ..ImageFacts::default()
        });
        let report = check_facts(facts, &Subject::default(), &CheckOptions::default());
        report
            .findings
            .iter()
            .filter(|finding| finding.outcome == Outcome::Fails)
            .map(|finding| caption(finding, Language::English))
            .collect()
    }

    #[test]
    fn the_end_of_the_range_that_was_missed_is_named() {
        assert_eq!(captions(Format::Png, 48, 48), ["width 48 px; at least 300", "height 48 px; at least 300"]);
        assert_eq!(captions(Format::Png, 6400, 4000), ["width 6,400 px; at most 6,000"]);
        assert_eq!(captions(Format::Png, 300, 1000), ["aspect ratio 0.3; at least 0.4"]);
        assert_eq!(captions(Format::Png, 1000, 370), ["aspect ratio 2.703; at most 2.5"]);
        // 5001/2000 is rounded up, 12501/5000 would be rounded to the limit.
        assert_eq!(captions(Format::Png, 5001, 2000), ["aspect ratio 2.501; at most 2.5"]);
        assert_eq!(captions(Format::Png, 5998, 2399), ["aspect ratio 5998/2399 (about 2.500); at most 2.5"]);
    }

    #[test]
    fn names_are_listed() {
        assert_eq!(captions(Format::Heic, 400, 400), ["format heic; jpeg, png or webp"]);
    }
}
