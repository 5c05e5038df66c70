//! Paths as Python has them.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyString;

/// A path, unless the object is not one.
pub(super) fn path(value: &Bound<'_, PyAny>) -> PyResult<Option<PathBuf>> {
    match value.is_instance_of::<PyString>() || value.hasattr("__fspath__")? {
        true => value.extract().map(Some),
        false => Ok(None),
    }
}
