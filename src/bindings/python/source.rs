//! What Python gives as media: a path, bytes, or a file object.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::file_like::FileLike;
use super::measure::measured;
use super::path::path;
use crate::model::Facts;
use crate::open::open_regular;

/// The facts of media, and what they are called.
pub(super) struct Measured {
    pub(super) facts: Facts,
    /// Empty for bytes, and for a file object without a name.
    pub(super) name: PathBuf,
    /// Whether it is a file at a path, whose fix has a command.
    pub(super) is_file: bool,
}

/// Measures a path, bytes (or what has their buffer), or a file object. A file that cannot be opened has a fault.
///
/// # Errors
/// `TypeError` for any other object, and whatever a file object raises.
pub(super) fn measure(source: &Bound<'_, PyAny>, deep: bool) -> PyResult<Measured> {
    let py = source.py();
    if let Ok(bytes) = source.cast::<PyBytes>() {
        return of_bytes(bytes, deep);
    }
    if let Some(name) = path(source)? {
        let facts = match py.detach(|| open_regular(&name)) {
            Ok(file) => measured(py, &file, deep)?,
            Err(error) => Facts::of_unreadable(&error),
        };
        return Ok(Measured { facts, name, is_file: true });
    }
    if source.hasattr("read")? {
        let name = source.getattr("name").ok().filter(|name| name.is_instance_of::<PyString>());
        let name = name.map(|name| name.extract()).transpose()?.unwrap_or_default();
        let file = FileLike::new(source)?;
        let facts = measured(py, &file, deep);
        // What the file object raised comes first.
        file.finish(py)?;
        return Ok(Measured { facts: facts?, name, is_file: false });
    }
    // A buffer may change while it is read, so its bytes are copied.
    let view = py.import("builtins")?.getattr("memoryview")?.call1((source,));
    let view = view.map_err(|_| {
        let name = source.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string());
        PyTypeError::new_err(format!("expected a path, bytes or a binary file, not {name}"))
    })?;
    of_bytes(view.call_method0("tobytes")?.cast()?, deep)
}

fn of_bytes(bytes: &Bound<'_, PyBytes>, deep: bool) -> PyResult<Measured> {
    // Valid without the GIL: bytes never change.
    let facts = measured(bytes.py(), &bytes.as_bytes(), deep)?;
    Ok(Measured { facts, name: PathBuf::new(), is_file: false })
}
