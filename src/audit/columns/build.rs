//! Fills columns row by row.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{BooleanBuilder, Float64Builder, StringBuilder, UInt64Builder};

use super::cell::{Cell, Column};
use crate::language::Language;
use crate::model::{MediaDuration, Rational};

/// The values of some columns.
pub(super) struct Filling<R: 'static>(Vec<Values<R>>);

/// The values of a column so far, with where they come from.
enum Values<R: 'static> {
    Text(fn(&R, Language) -> Option<Cow<'_, str>>, StringBuilder),
    Whole(fn(&R) -> Option<u64>, UInt64Builder),
    Flag(fn(&R) -> Option<bool>, BooleanBuilder),
    Fraction(fn(&R) -> Option<Rational>, Exact),
    Duration(fn(&R) -> Option<MediaDuration>, Exact),
}

/// A rounded value, and the two terms of the exact one.
#[derive(Default)]
struct Exact {
    rounded: Float64Builder,
    over: UInt64Builder,
    under: UInt64Builder,
}

impl<R: 'static> Filling<R> {
    /// No rows of these columns yet.
    pub(super) fn new(columns: &[Column<R>]) -> Self {
        Self(columns.iter().map(|column| Values::of(&column.cell)).collect())
    }

    /// Adds a row, with its sentences in a language.
    pub(super) fn push(&mut self, row: &R, language: Language) {
        for values in &mut self.0 {
            values.push(row, language);
        }
    }

    /// Adds a row of nulls.
    #[cfg(feature = "python")]
    pub(super) fn push_null(&mut self) {
        self.0.iter_mut().for_each(Values::push_null);
    }

    /// The arrays of all columns, in the order of their fields; none of the rows is left.
    pub(super) fn take(&mut self) -> Vec<ArrayRef> {
        self.0.iter_mut().flat_map(Values::take).collect()
    }
}

impl<R: 'static> Values<R> {
    fn of(cell: &Cell<R>) -> Self {
        match *cell {
            Cell::Text(of) => Self::Text(of, StringBuilder::new()),
            Cell::Whole(of) => Self::Whole(of, UInt64Builder::new()),
            Cell::Flag(of) => Self::Flag(of, BooleanBuilder::new()),
            Cell::Fraction(of) => Self::Fraction(of, Exact::default()),
            Cell::Duration(of) => Self::Duration(of, Exact::default()),
        }
    }

    fn push(&mut self, row: &R, language: Language) {
        match self {
            Self::Text(of, values) => values.append_option(of(row, language)),
            Self::Whole(of, values) => values.append_option(of(row)),
            Self::Flag(of, values) => values.append_option(of(row)),
            Self::Fraction(of, values) => {
                values.push(of(row).map(|value| (value.to_f64(), value.num(), value.den())));
            }
            Self::Duration(of, values) => {
                values.push(of(row).map(|value| (value.seconds().to_f64(), value.ticks(), value.time_scale())));
            }
        }
    }

    #[cfg(feature = "python")]
    fn push_null(&mut self) {
        match self {
            Self::Text(_, values) => values.append_null(),
            Self::Whole(_, values) => values.append_null(),
            Self::Flag(_, values) => values.append_null(),
            Self::Fraction(_, values) | Self::Duration(_, values) => values.push(None),
        }
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        match self {
            Self::Text(_, values) => vec![Arc::new(values.finish())],
            Self::Whole(_, values) => vec![Arc::new(values.finish())],
            Self::Flag(_, values) => vec![Arc::new(values.finish())],
            Self::Fraction(_, values) | Self::Duration(_, values) => values.take(),
        }
    }
}

impl Exact {
    fn push(&mut self, value: Option<(f64, u64, u64)>) {
        self.rounded.append_option(value.map(|(rounded, ..)| rounded));
        self.over.append_option(value.map(|(_, over, _)| over));
        self.under.append_option(value.map(|(.., under)| under));
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        vec![Arc::new(self.rounded.finish()), Arc::new(self.over.finish()), Arc::new(self.under.finish())]
    }
}
