//! What a sentence of a refusal says, taken apart.

use super::limit::Limit;
use crate::model::{Expected, Rational};
use crate::profile::{Mode, Range};

/// One sentence, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sentence<'t> {
    /// The words for what is refused: `video pixel count`.
    pub(super) quantity: String,
    /// Whether the sentence calls it a parameter, so that `duration` is the request's own.
    pub(super) is_parameter: bool,
    pub(super) model: Option<&'t str>,
    pub(super) mode: Option<Mode>,
    pub(super) bound: Option<Range>,
    pub(super) missed: Option<End>,
}

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Least,
    Greatest,
}

impl End {
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Least => Self::Greatest,
            Self::Greatest => Self::Least,
        }
    }
}

impl<'t> Sentence<'t> {
    /// The bound; only its missed end, if that is known.
    pub(super) fn missed_bound(&self) -> Option<Range> {
        self.bound.map(|bound| self.missed_end(bound))
    }

    /// A documented limit; only its missed end, if that is known.
    pub(super) fn missed_end_of(&self, limit: Limit) -> Expected {
        match limit {
            Limit::Range(range) => Expected::Range(self.missed_end(range).into()),
            Limit::Names(names) => Expected::OneOf(names),
        }
    }

    fn missed_end(&self, range: Range) -> Range {
        match self.missed {
            Some(End::Least) if range.min.is_some() => Range { max: None, ..range },
            Some(End::Greatest) if range.max.is_some() => Range { min: None, ..range },
            _ => range,
        }
    }

    pub(super) fn about(quantity: &str) -> Self {
        Self { quantity: quantity.to_owned(), is_parameter: false, model: None, mode: None, bound: None, missed: None }
    }
}

/// The number at the start: digits, thousands' commas, decimals. Its unit may follow directly.
pub(super) fn number(text: &str) -> Option<Rational> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    let digits = text.get(..end)?.trim_end_matches(['.', ',']).replace(',', "");
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let scale = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    Rational::new(format!("{whole}{decimals}").parse().ok()?, scale)
}
