//! What Python gives as a column.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use arrow_schema::{ArrowError, DataType};

use super::capsule::{self, Stream};
use super::column::{Column, check_type};

/// A column at once, or piece by piece.
pub(super) enum Input {
    Array(Column),
    Stream(Stream),
}

/// The column of anything that has `__arrow_c_array__` or `__arrow_c_stream__`.
///
/// # Errors
/// `TypeError` for anything else, and for columns of other types.
pub(super) fn input(column: &Bound<'_, PyAny>) -> PyResult<Input> {
    if column.hasattr("__arrow_c_array__")? {
        let array = capsule::array(&column.call_method0("__arrow_c_array__")?)?;
        return array.and_then(Column::of).map(Input::Array).map_err(wrong);
    }
    if column.hasattr("__arrow_c_stream__")? {
        let stream = capsule::stream(&column.call_method0("__arrow_c_stream__")?)?.map_err(wrong)?;
        let data_type = DataType::try_from(stream.schema()).map_err(wrong)?;
        check_type(&data_type).map_err(wrong)?;
        return Ok(Input::Stream(stream));
    }
    let name = column.get_type().name()?.to_string();
    Err(PyTypeError::new_err(format!("expected a column of Arrow, not {name}; pyarrow.array(…) makes one of a list")))
}

fn wrong(error: ArrowError) -> PyErr {
    match error {
        ArrowError::InvalidArgumentError(message) => PyTypeError::new_err(message),
        other => PyTypeError::new_err(other.to_string()),
    }
}
