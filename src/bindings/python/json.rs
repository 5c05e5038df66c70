//! JSON from Python to Rust and back, by Python's own `json`.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict};
use serde::Serialize;

use crate::render;

/// The object that `text` means.
pub(super) fn loads<'py>(py: Python<'py>, text: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    // Much faster for ASCII as `str` than for bytes, whose encoding Python would have to find out.
    match std::str::from_utf8(text) {
        Ok(text) => LOADS.import(py, "json", "loads")?.call1((text,)),
        Err(_) => LOADS.import(py, "json", "loads")?.call1((PyBytes::new(py, text),)),
    }
}

/// The JSON text of an object. A lone half of a surrogate pair is escaped, so that it becomes a finding.
///
/// # Errors
/// As `json.dumps`: for what is not JSON.
pub(super) fn dumps(object: &Bound<'_, PyAny>) -> PyResult<String> {
    static DUMPS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = object.py();
    let dumps = DUMPS.import(py, "json", "dumps")?;
    let keywords = PyDict::new(py);
    keywords.set_item("allow_nan", false)?;
    keywords.set_item("ensure_ascii", false)?;
    let text = dumps.call((object,), Some(&keywords))?;
    text.extract().or_else(|_| {
        keywords.set_item("ensure_ascii", true)?;
        dumps.call((object,), Some(&keywords))?.extract()
    })
}

/// `value` as the object that its JSON means.
pub(super) fn object<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let mut text = Vec::new();
    render::json_value(value, &mut text)?;
    loads(py, &text)
}
