//! Lengths of time such as `12h`.

use std::time::Duration;

/// Units by their letters, in seconds.
const UNITS: [(char, u64); 4] = [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400)];

/// Reads a whole number and its unit.
pub(super) fn age(text: &str) -> Result<Duration, String> {
    let parsed = UNITS.iter().find_map(|&(letter, seconds)| {
        let number: u64 = text.strip_suffix(letter)?.parse().ok()?;
        number.checked_mul(seconds)
    });
    parsed.map(Duration::from_secs).ok_or_else(|| "expected a whole number with s, m, h or d for its unit".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_its_unit() {
        for (text, seconds) in [("0s", 0), ("90s", 90), ("5m", 300), ("12h", 43_200), ("7d", 604_800)] {
            assert_eq!(age(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "12", "h", "1.5h", "-1s", "5 m", "1w", "99999999999999999999d", "400000000000000000h"] {
            assert!(age(text).is_err(), "{text}");
        }
    }
}
