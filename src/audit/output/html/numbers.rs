//! Numbers as people read them.

use crate::language::{Language, say};
use std::time::Duration;

/// Groups of three digits: `1,234,567`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A length in bytes, in powers of ten: `15.2 MB`.
pub(super) fn bytes(number: u64) -> String {
    const STEPS: [(u64, &str); 5] = [
        (1_000_000_000_000_000, "PB"),
        (1_000_000_000_000, "TB"),
        (1_000_000_000, "GB"),
        (1_000_000, "MB"),
        (1000, "kB"),
    ];
    match STEPS.iter().find(|(step, _)| number >= *step) {
        Some((step, unit)) => {
            let tenths = u128::from(number) * 10 / u128::from(*step);
            format!("{}.{} {unit}", tenths / 10, tenths % 10)
        }
        None => format!("{number} B"),
    }
}

/// A share in per cent, rounded, though never to 0 or 100 where it is neither.
pub(super) fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0 %".to_owned();
    }
    let percent = (u128::from(part) * 200 + u128::from(whole)) / (u128::from(whole) * 2);
    match percent {
        0 if part > 0 => "< 1 %".to_owned(),
        100 if part < whole => "> 99 %".to_owned(),
        _ => format!("{percent} %"),
    }
}

/// How long something took: `850 ms`, `12.3 s`, `4 min 10 s`.
pub(super) fn elapsed(time: Duration, language: Language) -> String {
    let seconds = time.as_secs();
    match seconds {
        0 => say!(language, "{milliseconds} ms", milliseconds = time.as_millis()),
        1..60 => {
            let number = format!("{seconds}.{}", time.subsec_millis() / 100);
            say!(language, "{number} s", number)
        }
        60..3600 => say!(language, "{minutes} min {seconds} s", minutes = seconds / 60, seconds = seconds % 60),
        _ => say!(language, "{hours} h {minutes} min", hours = seconds / 3600, minutes = seconds / 60 % 60),
    }
    .into_owned()
}

/// A mark on an axis, in four digits or fewer: `0.4`, `23.5`, `927 k`.
pub(super) fn mark(value: f64) -> String {
    let (value, unit) = match value {
        value if value >= 999_500_000.0 => (value / 1e9, " G"),
        value if value >= 999_500.0 => (value / 1e6, " M"),
        value if value >= 9_999.5 => (value / 1e3, " k"),
        value => (value, ""),
    };
    let decimals = match value {
        value if value >= 99.5 => 0,
        value if value >= 9.95 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    let text = match text.parse() {
        Ok(whole @ 1000_u64..) => grouped(whole),
        Ok(_) => text,
        Err(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
    };
    format!("{text}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_in_threes() {
        let shown: Vec<_> = [0, 999, 1000, 1_234_567, u64::MAX].map(grouped).into();
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567", "18,446,744,073,709,551,615"]);
    }

    #[test]
    fn lengths_take_the_largest_unit_that_they_fill() {
        let shown: Vec<_> = [0, 999, 1000, 15_249_999, u64::MAX].map(bytes).into();
        assert_eq!(shown, ["0 B", "999 B", "1.0 kB", "15.2 MB", "18446.7 PB"]);
    }

    #[test]
    fn a_small_share_is_not_none_and_a_large_one_not_all() {
        let shown: Vec<_> = [(0, 9), (1, 1000), (1, 3), (999, 1000), (9, 9), (0, 0)].map(|(a, b)| share(a, b)).into();
        assert_eq!(shown, ["0 %", "< 1 %", "33 %", "> 99 %", "100 %", "0 %"]);
    }

    #[test]
    fn marks_are_short() {
        let shown: Vec<_> = [0.4, 2.5, 24.0, 23.976, 409_600.0, 927_408.0, 2_086_876.0, 6000.0].map(mark).into();
        assert_eq!(shown, ["0.4", "2.5", "24", "24", "410 k", "927 k", "2.09 M", "6,000"]);
    }

    #[test]
    fn times_are_said_in_two_units_at_most() {
        let shown: Vec<_> = [12, 850, 12_340, 250_000, 7_500_000]
            .map(|ms| elapsed(Duration::from_millis(ms), Language::English))
            .into();
        assert_eq!(shown, ["12 ms", "850 ms", "12.3 s", "4 min 10 s", "2 h 5 min"]);
    }
}
