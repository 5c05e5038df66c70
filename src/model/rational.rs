//! Exact fractions. No verdict of this crate depends on a float.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A non-negative fraction in lowest terms.
///
/// In JSON `value` is the same as a decimal, rounded: to display, not to calculate with.
///
/// Compared exactly, by cross-multiplication in 128 bits: 24000/1001 is below 24.
///
/// ```
/// use seedance_preflight::Rational;
///
/// let ntsc_film = Rational::new(24_000, 1_001).unwrap();
/// assert!(ntsc_film < Rational::from(24_u32));
/// assert_eq!(Rational::new(1920, 1080), Rational::new(16, 9));
/// assert_eq!(Rational::new(1, 0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Rational {
    num: u64,
    den: u64,
}

impl Rational {
    /// `num / den` in lowest terms, or `None` if `den` is zero.
    pub fn new(num: u64, den: u64) -> Option<Self> {
        if den == 0 {
            return None;
        }
        let divisor = gcd(num, den);
        Some(Self { num: num / divisor, den: den / divisor })
    }

    /// `num / den`, whose terms may need 128 bits before they are reduced;
    /// `None` if `den` is zero or the reduced terms do not fit 64 bits.
    pub fn from_wide(num: u128, den: u128) -> Option<Self> {
        // Nearly all terms fit, and processors divide 64 bits many times faster.
        if let (Ok(num), Ok(den)) = (u64::try_from(num), u64::try_from(den)) {
            return Self::new(num, den);
        }
        if den == 0 {
            return None;
        }
        let divisor = wide_gcd(num, den);
        Some(Self { num: u64::try_from(num / divisor).ok()?, den: u64::try_from(den / divisor).ok()? })
    }

    /// The numerator, in lowest terms.
    pub const fn num(self) -> u64 {
        self.num
    }

    /// The denominator, in lowest terms; never zero.
    pub const fn den(self) -> u64 {
        self.den
    }

    /// The sum, or `None` if its terms do not fit 64 bits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let left = u128::from(self.num).checked_mul(u128::from(other.den))?;
        let right = u128::from(other.num).checked_mul(u128::from(self.den))?;
        Self::from_wide(left.checked_add(right)?, u128::from(self.den) * u128::from(other.den))
    }

    /// The product, or `None` if its terms do not fit 64 bits.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Self::from_wide(u128::from(self.num) * u128::from(other.num), u128::from(self.den) * u128::from(other.den))
    }

    /// `1 / self`, or `None` for zero.
    pub fn recip(self) -> Option<Self> {
        Self::new(self.den, self.num)
    }

    /// The nearest integer, halves upwards.
    pub fn round(self) -> u64 {
        let doubled = 2 * u128::from(self.num) + u128::from(self.den);
        u64::try_from(doubled / (2 * u128::from(self.den))).unwrap_or(u64::MAX)
    }

    /// An approximation for display and JSON; never for a verdict.
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64(self) -> f64 {
        self.num as f64 / self.den as f64
    }
}

impl From<u64> for Rational {
    fn from(num: u64) -> Self {
        Self { num, den: 1 }
    }
}

impl From<u32> for Rational {
    fn from(num: u32) -> Self {
        Self::from(u64::from(num))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u128::from(self.num) * u128::from(other.den);
        let right = u128::from(other.num) * u128::from(self.den);
        left.cmp(&right)
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == 1 { write!(f, "{}", self.num) } else { write!(f, "{}/{}", self.num, self.den) }
    }
}

/// The JSON form: `{"num": 30000, "den": 1001, "value": 29.97002997002997}`.
#[derive(Serialize, Deserialize)]
struct Parts {
    num: u64,
    den: u64,
    /// For readers without fractions; never read.
    #[serde(default)]
    value: f64,
}

impl TryFrom<Parts> for Rational {
    type Error = &'static str;

    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        Self::new(parts.num, parts.den).ok_or("`den` of a fraction must not be 0")
    }
}

impl From<Rational> for Parts {
    fn from(value: Rational) -> Self {
        Self { num: value.num, den: value.den, value: value.to_f64() }
    }
}

/// Greatest common divisor; 1 for zero and zero, so that it always divides.
fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { 1 } else { a }
}

/// As [`gcd`], where one term needs 128 bits.
fn wide_gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return gcd(a, b).into();
        }
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn extremes_compare_without_overflow() {
        let big = Rational::new(u64::MAX, 1).unwrap();
        let nearly = Rational::new(u64::MAX - 1, 1).unwrap();
        let tiny = Rational::new(1, u64::MAX).unwrap();
        assert!(nearly < big);
        assert!(tiny < nearly);
        assert_eq!(big.checked_add(tiny), None);
        assert_eq!(Rational::new(0, 5), Some(Rational::from(0_u64)));
        assert_eq!(big.round(), u64::MAX);
    }

    proptest! {
        #[test]
        fn order_agrees_with_integers(a in 0..1_000_000_u64, b in 1..1_000_u64, c in 0..1_000_000_u64, d in 1..1_000_u64) {
            let (left, right) = (Rational::new(a, b).unwrap(), Rational::new(c, d).unwrap());
            prop_assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn wide_terms_reduce_as_others_do(num: u64, den in 1..=u64::MAX, factor in 1..=u64::MAX) {
            let factor = u128::from(factor);
            let wide = Rational::from_wide(u128::from(num) * factor, u128::from(den) * factor);
            prop_assert_eq!(wide, Rational::new(num, den));
        }

        #[test]
        fn json_round_trips(num: u64, den in 1..=u64::MAX) {
            let value = Rational::new(num, den).unwrap();
            let json = serde_json::to_string(&value).unwrap();
            prop_assert_eq!(serde_json::from_str::<Rational>(&json).unwrap(), value);
        }
    }
}
