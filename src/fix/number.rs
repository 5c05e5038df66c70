//! Arithmetic of exact fractions, rounded where a count of frames or pixels is wanted.

use crate::model::Rational;

/// The greatest whole number that is not above `value`.
pub(super) fn floor(value: Rational) -> u64 {
    value.num() / value.den()
}

/// The least whole number that is not below `value`.
pub(super) fn ceil(value: Rational) -> u64 {
    value.num().div_ceil(value.den())
}

/// `left - right`, or zero where that is negative or does not fit.
pub(super) fn minus(left: Rational, right: Rational) -> Rational {
    let zero = Rational::from(0_u32);
    let (ln, ld) = (u128::from(left.num()), u128::from(left.den()));
    let (rn, rd) = (u128::from(right.num()), u128::from(right.den()));
    (ln * rd).checked_sub(rn * ld).and_then(|num| Rational::from_wide(num, ld * rd)).unwrap_or(zero)
}

/// `left / right`; `None` for a zero divisor, or if the terms do not fit.
pub(super) fn quotient(left: Rational, right: Rational) -> Option<Rational> {
    left.checked_mul(right.recip()?)
}

/// Seconds with six decimals, rounded down.
pub(super) fn decimal(seconds: Rational) -> String {
    let microseconds = u128::from(seconds.num()) * 1_000_000 / u128::from(seconds.den());
    format!("{}.{:06}", microseconds / 1_000_000, microseconds % 1_000_000)
}
