//! How a file becomes acceptable.

use std::ffi::OsString;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use serde_json::Value;

use super::json;
use crate::fix::ShownFix;
use crate::render;

/// A plan by which a file becomes acceptable, with the command that carries it out.
///
/// >>> import seedance_preflight as sp
/// >>> fix = sp.check("testdata/refused/film-rate.mp4").fix
/// >>> [step["step"] for step in fix.steps]
/// ['frame_rate', 'encode_video', 'convert']
#[pyclass(frozen, eq, module = "seedance_preflight")]
#[derive(Clone, PartialEq)]
pub(super) struct Fix {
    /// The `fix` of a report's JSON.
    pub(super) json: String,
    /// Its command, exactly.
    pub(super) command: Vec<OsString>,
}

impl From<ShownFix> for Fix {
    fn from(fix: ShownFix) -> Self {
        let mut json = Vec::new();
        // Writing to memory does not fail, and JSON is text.
        let written = render::json_value(&fix, &mut json);
        debug_assert!(written.is_ok());
        Self { json: String::from_utf8(json).unwrap_or_default(), command: fix.command }
    }
}

impl Fix {
    fn member(&self, name: &str) -> Option<Value> {
        serde_json::from_str::<Value>(&self.json).ok()?.get_mut(name).map(Value::take)
    }

    fn word(&self, name: &str) -> Option<String> {
        self.member(name)?.as_str().map(str::to_owned)
    }
}

#[pymethods]
impl Fix {
    /// The steps, each a ``dict`` with ``step`` and its numbers, in the order in which they are carried out.
    #[getter]
    fn steps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let steps = self.member("steps").unwrap_or_default();
        let steps = steps.as_array().into_iter().flatten().map(|step| json::object(py, step));
        PyTuple::new(py, steps.collect::<PyResult<Vec<_>>>()?)
    }

    /// What is lost, as a ``dict``; empty if that is nothing.
    #[getter]
    fn loss<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self.member("loss") {
            Some(loss) => json::object(py, &loss),
            None => json::loads(py, b"{}"),
        }
    }

    /// Why there is no fix, such as ``too-short``; ``None`` if there is one.
    #[getter]
    fn no_fix(&self) -> Option<String> {
        self.word("no_fix")
    }

    /// A program and its arguments, to be run without a shell: ffmpeg, or ``seedance-preflight``.
    #[getter]
    fn command(&self) -> Vec<OsString> {
        self.command.clone()
    }

    /// The command as one line for a shell of this system; ``None`` if a name cannot be quoted.
    #[getter]
    fn shell(&self) -> Option<String> {
        self.word("shell")
    }

    /// All of it, in the shape of the program's JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::loads(py, self.json.as_bytes())
    }

    fn __repr__(&self) -> String {
        match (self.no_fix(), self.shell()) {
            (Some(why), _) => format!("<Fix {why}>"),
            (None, Some(shell)) => format!("<Fix {shell}>"),
            (None, None) => "<Fix without a command for a shell>".to_owned(),
        }
    }
}
