//! The package's own exceptions. They are Python classes, since they have two bases each.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// An unknown profile, rule, kind, or other name or value of an argument.
pub(super) fn usage(py: Python<'_>, message: impl ToString) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    raised(py, &CLASS, "UsageError", message)
}

/// A profile file that is not valid.
pub(super) fn profile(py: Python<'_>, message: impl ToString) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    raised(py, &CLASS, "ProfileError", message)
}

/// What this package could not do.
pub(super) fn preflight(py: Python<'_>, message: impl ToString) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    raised(py, &CLASS, "PreflightError", message)
}

fn raised(py: Python<'_>, class: &PyOnceLock<Py<PyType>>, name: &str, message: impl ToString) -> PyErr {
    match class.import(py, "seedance_preflight._errors", name) {
        Ok(class) => PyErr::from_type(class.clone(), message.to_string()),
        Err(error) => error,
    }
}
