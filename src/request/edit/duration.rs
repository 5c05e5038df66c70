//! `duration` as others write it.

use super::body_edit::EditReason;
use super::item::Meant;
use super::values::text_or_number;
use crate::profile::Profile;
use crate::request::AUTOMATIC_DURATION;

/// Digits of a number that are read; more are beyond every limit.
const MOST_DIGITS: usize = 17;

/// Whole seconds within the profile's range. `only_automatic` where the model chooses.
pub(super) fn duration(raw: &str, profile: &Profile, only_automatic: bool) -> Meant {
    let Some(text) = text_or_number(raw) else { return Meant::Unknown };
    let limits = &profile.request;
    let is_automatic = text.trim().eq_ignore_ascii_case("auto") || text.trim() == "-1";
    let is_plain = raw.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let type_ = (!is_plain).then_some(EditReason::Type);
    if is_automatic || only_automatic {
        if !limits.automatic_duration {
            return Meant::Unknown;
        }
        let nearest = (!is_automatic).then_some(EditReason::Nearest);
        return Meant::Value(AUTOMATIC_DURATION.to_string(), type_.into_iter().chain(nearest).collect());
    }
    let Some((seconds, is_whole)) = seconds(&text) else { return Meant::Unknown };
    let range = &limits.duration.documented;
    let least = range.min.map_or(0, |min| min.num().div_ceil(min.den()));
    let most = range.max.map_or(u64::MAX, |max| max.num() / max.den());
    let within = seconds.clamp(least, most.max(least));
    let rounded = (!is_whole && within == seconds).then_some(EditReason::Rounded);
    let moved = (within != seconds).then_some(EditReason::OutOfRange);
    Meant::Value(within.to_string(), type_.into_iter().chain(rounded).chain(moved).collect())
}

/// `8`, `8s`, `8.0`, `8 seconds`, `7.5`, `1e1`: the nearest whole number, halves upwards, and whether it is exact.
fn seconds(text: &str) -> Option<(u64, bool)> {
    let text = text.trim().to_lowercase();
    let number = text.trim_end_matches(|last: char| last.is_alphabetic());
    if !["", "s", "sec", "secs", "second", "seconds", "秒"].contains(&text.get(number.len()..)?) {
        return None;
    }
    let number = number.trim_end();
    let (mantissa, exponent) = match number.split_once('e') {
        Some((mantissa, exponent)) => {
            (mantissa, exponent.parse::<usize>().ok().filter(|&exponent| exponent < MOST_DIGITS)?)
        }
        None => (number, 0),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) {
        return None;
    }
    let shift = exponent.min(decimals.len());
    let whole = format!("{whole}{}{}", decimals.get(..shift)?, "0".repeat(exponent - shift));
    let rest = decimals.get(shift..)?;
    let significant = whole.trim_start_matches('0');
    if significant.len() > MOST_DIGITS {
        return Some((u64::MAX, true));
    }
    let seconds: u64 = if significant.is_empty() { 0 } else { significant.parse().ok()? };
    let is_whole = rest.bytes().all(|digit| digit == b'0');
    Some((seconds + u64::from(rest.as_bytes().first().is_some_and(|&digit| digit >= b'5')), is_whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_read_in_every_spelling() {
        for (text, wanted) in [
            ("8", Some((8, true))),
            (" 8s", Some((8, true))),
            ("8 Seconds", Some((8, true))),
            ("8秒", Some((8, true))),
            ("8.0", Some((8, true))),
            ("7.5", Some((8, false))),
            ("7.49", Some((7, false))),
            ("1e1", Some((10, true))),
            ("1.25e1", Some((13, false))),
            ("99999999999999999999", Some((u64::MAX, true))),
            ("", None),
            ("-3", None),
            ("8 min", None),
            ("1e99", None),
            ("eight", None),
        ] {
            assert_eq!(seconds(text), wanted, "{text}");
        }
    }

    #[test]
    fn durations_are_moved_into_the_range() {
        let profile = Profile::default();
        let meant = |raw: &str| match duration(raw, &profile, false) {
            Meant::Value(value, reasons) => Some((value, reasons)),
            _ => None,
        };
        use EditReason::{OutOfRange, Rounded, Type};
        for (raw, value, reasons) in [
            ("8", "8", vec![]),
            ("\"8\"", "8", vec![Type]),
            ("20", "15", vec![OutOfRange]),
            ("3", "4", vec![OutOfRange]),
            ("7.5", "8", vec![Type, Rounded]),
            ("\"3.9s\"", "4", vec![Type, Rounded]),
            ("1e1", "10", vec![Type]),
        ] {
            assert_eq!(meant(raw), Some((value.to_owned(), reasons)), "{raw}");
        }
        for raw in ["\"auto\"", "-1", "-7", "null", "true", "[8]", "\"\""] {
            assert_eq!(meant(raw), None, "{raw}");
        }
        let later = Profile::named("seedance-2.5").unwrap();
        assert_eq!(duration("\"auto\"", &later, false), Meant::Value("-1".to_owned(), vec![EditReason::Type]));
        assert_eq!(duration("8", &later, true), Meant::Value("-1".to_owned(), vec![EditReason::Nearest]));
    }
}
