//! A column of paths, URLs or bytes.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::{ArrowError, DataType};

/// What a row has.
#[derive(Clone, Copy)]
pub(super) enum Cell<'a> {
    /// A path or a URL.
    Name(&'a str),
    /// The media.
    Bytes(&'a [u8]),
}

/// A column of a type that is known.
pub(super) struct Column(ArrayRef);

impl Column {
    /// A column; of a table, its only one.
    ///
    /// # Errors
    /// For columns of other types, and for tables of several columns.
    pub(super) fn of(array: ArrayRef) -> Result<Self, ArrowError> {
        if let Some(table) = array.as_struct_opt() {
            return match table.columns() {
                [only] if table.null_count() == 0 => Self::of(only.clone()),
                columns => Err(wrong(format!("a table of {} columns; choose the one to check", columns.len()))),
            };
        }
        check_type(array.data_type())?;
        Ok(Self(array))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The row at `index`, which is below the length; `None` for null.
    pub(super) fn cell(&self, index: usize) -> Option<Cell<'_>> {
        if self.0.is_null(index) {
            return None;
        }
        let array = &self.0;
        Some(match array.data_type() {
            DataType::Utf8 => Cell::Name(array.as_string::<i32>().value(index)),
            DataType::LargeUtf8 => Cell::Name(array.as_string::<i64>().value(index)),
            DataType::Utf8View => Cell::Name(array.as_string_view().value(index)),
            DataType::Binary => Cell::Bytes(array.as_binary::<i32>().value(index)),
            DataType::LargeBinary => Cell::Bytes(array.as_binary::<i64>().value(index)),
            DataType::BinaryView => Cell::Bytes(array.as_binary_view().value(index)),
            DataType::FixedSizeBinary(_) => Cell::Bytes(array.as_fixed_size_binary().value(index)),
            // `of` takes no other type.
            _ => return None,
        })
    }
}

/// Whether a column of this type can be checked.
///
/// # Errors
/// If it cannot.
pub(super) fn check_type(data_type: &DataType) -> Result<(), ArrowError> {
    match data_type {
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView
        | DataType::FixedSizeBinary(_) => Ok(()),
        DataType::Struct(fields) => match fields.iter().as_slice() {
            [only] => check_type(only.data_type()),
            columns => Err(wrong(format!("a table of {} columns; choose the one to check", columns.len()))),
        },
        other => Err(wrong(format!("a column of {other}"))),
    }
}

fn wrong(what: String) -> ArrowError {
    ArrowError::InvalidArgumentError(format!("expected a column of paths, URLs or bytes, not {what}"))
}
