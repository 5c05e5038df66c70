//! One interpreter per process: classes and exceptions are kept in statics.

use std::sync::atomic::{AtomicI64, Ordering};

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

/// Refuses every interpreter but the first that imports the module.
///
/// # Errors
/// `ImportError` in another interpreter.
pub(super) fn claim(_: Python<'_>) -> PyResult<()> {
    static FIRST: AtomicI64 = AtomicI64::new(NONE);
    // No interpreter has this number.
    const NONE: i64 = -1;
    // SAFETY: the interpreter of the attached thread, which the token proves.
    let current = unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) };
    match FIRST.compare_exchange(NONE, current, Ordering::Relaxed, Ordering::Relaxed) {
        Err(first) if first != current => Err(PyImportError::new_err(
            "seedance_preflight works in one interpreter of a process; use threads or processes",
        )),
        _ => Ok(()),
    }
}
