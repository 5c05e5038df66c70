//! Exact values as Python's own types: a fraction, and a duration in seconds, are a `fractions.Fraction`.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};

use crate::model::{Expected, MediaDuration, Rational, Value};

/// An exact number, for Python.
pub(super) struct Exact {
    num: u64,
    den: u64,
}

impl From<Rational> for Exact {
    fn from(value: Rational) -> Self {
        Self { num: value.num(), den: value.den() }
    }
}

/// In seconds.
impl From<MediaDuration> for Exact {
    fn from(value: MediaDuration) -> Self {
        Self { num: value.ticks(), den: value.time_scale() }
    }
}

impl<'py> IntoPyObject<'py> for Exact {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        static FRACTION: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        FRACTION.import(py, "fractions", "Fraction")?.call1((self.num, self.den))
    }
}

/// An `int`, a `Fraction` or a `str`.
pub(super) fn value<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Integer(value) => Ok(value.into_pyobject(py)?.into_any()),
        Value::Negative(value) => Ok(value.into_pyobject(py)?.into_any()),
        Value::Fraction(value) => Exact::from(*value).into_pyobject(py),
        Value::Duration(value) => Exact::from(*value).into_pyobject(py),
        Value::Text(value) => Ok(value.into_pyobject(py)?.into_any()),
    }
}

/// A `dict` with `min` and `max`, a `tuple` of names, or a value.
pub(super) fn expected<'py>(py: Python<'py>, expected: &Expected) -> PyResult<Bound<'py, PyAny>> {
    match expected {
        Expected::Range(range) => {
            let ends = PyDict::new(py);
            for (name, end) in [("min", &range.min), ("max", &range.max)] {
                if let Some(end) = end {
                    ends.set_item(name, value(py, end)?)?;
                }
            }
            Ok(ends.into_any())
        }
        Expected::OneOf(names) => Ok(PyTuple::new(py, names)?.into_any()),
        Expected::Exactly(exactly) => value(py, exactly),
    }
}
