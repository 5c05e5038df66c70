//! What a column is.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_schema::{DataType, Field};

use crate::language::Language;
use crate::model::{MediaDuration, Rational};

/// A column, or several of one value, and where its value comes from.
pub(super) struct Column<R: 'static> {
    /// Never changes.
    pub(super) name: &'static str,
    /// What the value is, for readers of the schema.
    pub(super) about: &'static str,
    pub(super) cell: Cell<R>,
}

/// How the value is taken from a row.
pub(super) enum Cell<R: 'static> {
    Text(fn(&R, Language) -> Option<Cow<'_, str>>),
    Whole(fn(&R) -> Option<u64>),
    Flag(fn(&R) -> Option<bool>),
    /// Three columns: `NAME` rounded, `NAME_num` and `NAME_den` exact.
    Fraction(fn(&R) -> Option<Rational>),
    /// Three columns: `NAME_seconds` rounded, `NAME_ticks` and `NAME_time_scale` exact.
    Duration(fn(&R) -> Option<MediaDuration>),
}

impl<R: 'static> Column<R> {
    pub(super) const fn text(
        name: &'static str,
        about: &'static str,
        cell: fn(&R, Language) -> Option<Cow<'_, str>>,
    ) -> Self {
        Self { name, about, cell: Cell::Text(cell) }
    }

    pub(super) const fn whole(name: &'static str, about: &'static str, cell: fn(&R) -> Option<u64>) -> Self {
        Self { name, about, cell: Cell::Whole(cell) }
    }

    pub(super) const fn flag(name: &'static str, about: &'static str, cell: fn(&R) -> Option<bool>) -> Self {
        Self { name, about, cell: Cell::Flag(cell) }
    }

    pub(super) const fn fraction(name: &'static str, about: &'static str, cell: fn(&R) -> Option<Rational>) -> Self {
        Self { name, about, cell: Cell::Fraction(cell) }
    }

    pub(super) const fn duration(
        name: &'static str,
        about: &'static str,
        cell: fn(&R) -> Option<MediaDuration>,
    ) -> Self {
        Self { name, about, cell: Cell::Duration(cell) }
    }

    /// The fields of the schema.
    pub(super) fn fields(&self) -> Vec<Field> {
        let field = |suffix: &str, about: &str, data_type| {
            let about = [self.about, about].concat();
            Field::new([self.name, suffix].concat(), data_type, true).with_metadata([("description", about)])
        };
        match self.cell {
            Cell::Text(_) => vec![field("", "", DataType::Utf8)],
            Cell::Whole(_) => vec![field("", "", DataType::UInt64)],
            Cell::Flag(_) => vec![field("", "", DataType::Boolean)],
            Cell::Fraction(_) => vec![
                field("", ", rounded", DataType::Float64),
                field("_num", ": the numerator of the exact value", DataType::UInt64),
                field("_den", ": the denominator of the exact value", DataType::UInt64),
            ],
            Cell::Duration(_) => vec![
                field("_seconds", ", rounded", DataType::Float64),
                field("_ticks", ": ticks of the exact value", DataType::UInt64),
                field("_time_scale", ": ticks per second", DataType::UInt64),
            ],
        }
    }
}

/// The fields of all columns, in their order.
pub(super) fn fields<R: 'static>(columns: &[Column<R>]) -> Vec<Arc<Field>> {
    columns.iter().flat_map(Column::fields).map(Arc::new).collect()
}
