//! Exact numbers in a profile file: integers, and strings for what is none.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use crate::model::Rational;

/// A number that stayed exact on its way out of TOML.
pub(super) struct Number(pub(super) Rational);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a whole number, or a string such as \"0.4\" or \"24000/1001\", which stays exact where a float does not",
        )
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Number, E> {
        u64::try_from(value)
            .map(|value| Number(Rational::from(value)))
            .map_err(|_| E::custom("a limit is not negative"))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Number, E> {
        Ok(Number(Rational::from(value)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
        exact(text).map(Number).ok_or_else(|| E::custom(format!("{text:?} is neither a decimal nor a fraction")))
    }
}

/// `"30"`, `"0.4"` or `"24000/1001"`.
fn exact(text: &str) -> Option<Rational> {
    if let Some((num, den)) = text.split_once('/') {
        return Rational::new(digits(num)?, digits(den)?);
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let scale = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let num = digits(whole)?.checked_mul(scale)?.checked_add(digits(decimals)?)?;
    Rational::new(num, scale)
}

/// Digits only: `parse` would accept a sign.
fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_and_fractions_are_exact() {
        assert_eq!(exact("0.4"), Rational::new(2, 5));
        assert_eq!(exact("24000/1001"), Rational::new(24_000, 1_001));
        assert_eq!(exact("30"), Rational::new(30, 1));
        for wrong in
            ["", ".", "1.", ".5", "+1", "-1", "1/0", "1/2/3", "1e3", "99999999999999999999", "1.00000000000000000000"]
        {
            assert_eq!(exact(wrong), None, "{wrong}");
        }
    }
}
