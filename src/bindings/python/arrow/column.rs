//! A column of paths, URLs or bytes.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BinaryArray, LargeBinaryArray};
use arrow_schema::{ArrowError, DataType};

/// What a row has.
#[derive(Clone, Copy)]
pub(super) enum Cell<'a> {
    /// A path or a URL.
    Name(&'a str),
    /// A path or a URL that is not UTF-8.
    NotText(&'a [u8]),
    /// The media.
    Bytes(&'a [u8]),
}

/// A column of a type that is known.
pub(super) struct Column {
    /// Bytes even of text, since not every producer ensures that it is UTF-8: pyarrow does not for Parquet.
    bytes: ArrayRef,
    is_text: bool,
}

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
        let (bytes, is_text): (ArrayRef, bool) = match array.data_type() {
            DataType::Utf8 => (Arc::new(BinaryArray::from(array.as_string::<i32>().clone())), true),
            DataType::LargeUtf8 => (Arc::new(LargeBinaryArray::from(array.as_string::<i64>().clone())), true),
            DataType::Utf8View => (Arc::new(array.as_string_view().clone().to_binary_view()), true),
            _ => (array, false),
        };
        Ok(Self { bytes, is_text })
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The row at `index`, which is below the length; `None` for null.
    pub(super) fn cell(&self, index: usize) -> Option<Cell<'_>> {
        let array = &self.bytes;
        if array.is_null(index) {
            return None;
        }
        let bytes = match array.data_type() {
            DataType::Binary => array.as_binary::<i32>().value(index),
            DataType::LargeBinary => array.as_binary::<i64>().value(index),
            DataType::BinaryView => array.as_binary_view().value(index),
            DataType::FixedSizeBinary(_) => array.as_fixed_size_binary().value(index),
            // `of` takes no other type.
            _ => return None,
        };
        Some(match self.is_text {
            true => std::str::from_utf8(bytes).map_or(Cell::NotText(bytes), Cell::Name),
            false => Cell::Bytes(bytes),
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
