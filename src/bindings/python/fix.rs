//! How a file becomes acceptable.

use std::ffi::OsString;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use serde::Serialize;
use serde_json::Value;

use super::fix_options::Choice;
use super::json;
use super::judging::{self, Judging};
use super::measure::measured;
use super::source::open;
use crate::fix::{Plan, ShownFix, fix_subject};
use crate::model::{Facts, Subject};
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
        Self { json: json_of(&fix), command: fix.command }
    }
}

fn json_of(value: &impl Serialize) -> String {
    let mut json = Vec::new();
    // Writing to memory does not fail, and JSON is text.
    let written = render::json_value(value, &mut json);
    debug_assert!(written.is_ok());
    String::from_utf8(json).unwrap_or_default()
}

impl Fix {
    /// Why there is no fix.
    fn without_command(plan: &Plan) -> Self {
        Self { json: json_of(plan), command: Vec::new() }
    }

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

/// Plan how a file becomes acceptable; ``None`` if it is accepted.
///
/// ``source`` is a path. The result goes to ``output``; default: ``NAME.fixed.EXT`` beside it. ``apply_fix`` carries such a
/// plan out.
///
/// ``fit`` is how a picture of another shape is brought into the range: ``crop``, unless more than ``max_crop`` percent
/// would be lost, or ``pad``. ``keep`` is the part of a recording that is too long: ``start``, ``end``, ``middle``, or two
/// times in seconds. ``extend`` is how one that is too short is extended: ``hold``, ``slow`` or ``loop``. ``quality`` is
/// ``small``, ``standard`` or ``high``. The other arguments are as for ``check``.
///
/// >>> import seedance_preflight as sp
/// >>> sp.fix("testdata/refused/too-long.mp3", keep=(2, "9.5")).steps[0]["step"]
/// 'trim'
/// >>> sp.fix("testdata/refused/cut.mp4").no_fix
/// 'damaged'
#[pyfunction]
#[pyo3(
    signature = (
        source, *, output = None, fit = "crop", max_crop = 25, keep = None, extend = None, quality = "standard",
        kind = None, deep = false, **judging
    ),
    text_signature = "(source, *, output=None, fit='crop', max_crop=25, keep='start', extend=None, quality='standard', \
        kind=None, deep=False, profile='seedance-2.0', tolerance='documented', deny_warnings=False, select=(), ignore=(), \
        language='en')"
)]
#[allow(clippy::too_many_arguments)] // Python's keywords.
pub(super) fn fix<'py>(
    py: Python<'py>,
    source: PathBuf,
    output: Option<PathBuf>,
    fit: &str,
    max_crop: u32,
    keep: Option<&Bound<'py, PyAny>>,
    extend: Option<&str>,
    quality: &str,
    kind: Option<&str>,
    deep: bool,
    judging: Option<&Bound<'py, PyDict>>,
) -> PyResult<Option<Fix>> {
    let judging = Judging::read(judging)?;
    let options = Choice { fit, max_crop, keep, extend, quality }.options(py, &judging)?;
    let expected_kind = judging::kind(py, kind)?;
    let facts = match py.detach(|| open(&source)) {
        Ok(file) => measured(py, &file, deep)?,
        Err(error) => Facts::of_unreadable(&error),
    };
    let name = source.to_string_lossy();
    let subject = Subject { name: Some(&name), expected_kind, is_fetched: false };
    let plan = py.detach(|| fix_subject(&facts, &subject, &judging.options.profile, &options));
    if plan.is_empty() {
        return Ok(None);
    }
    let output = output.unwrap_or_else(|| plan.output_beside(&source));
    let shown = ShownFix::new(plan.clone(), &source, &output);
    Ok(Some(shown.map_or_else(|| Fix::without_command(&plan), Fix::from)))
}
