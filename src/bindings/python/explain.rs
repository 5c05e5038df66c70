//! The rules, and what they mean under a profile.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::judging::Judging;
use super::{errors, json};
use crate::check::RuleSelection;
use crate::explain::{Explanation as Explained, explain_in};
use crate::finding::RuleInfo;
use crate::rules as table;

/// A rule: what is wrong if it finds something.
#[pyclass(frozen, module = "seedance_preflight")]
pub(super) struct Rule(&'static RuleInfo);

#[pymethods]
impl Rule {
    /// Its id, ``family/what-is-wrong``. It never changes.
    #[getter]
    fn id(&self) -> &'static str {
        self.0.id
    }

    /// The highest severity of its findings.
    #[getter]
    fn severity(&self) -> &'static str {
        self.0.severity.name()
    }

    /// One line: what is wrong.
    #[getter]
    fn summary(&self) -> &'static str {
        self.0.summary
    }

    /// What is measured, how it is judged, and why.
    #[getter]
    fn explanation(&self) -> &'static str {
        self.0.explanation
    }

    /// Where the limit is documented.
    #[getter]
    fn source(&self) -> std::borrow::Cow<'static, str> {
        self.0.source.text()
    }

    /// All of it, in the shape of the program's JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::object(py, self.0)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().0 == self.0)
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Rule {} ({}): {}>", self.0.id, self.0.severity, self.0.summary)
    }
}

/// What a rule means under a profile: its limits in numbers, and an example that fails and one that passes.
///
/// ``print(explanation)`` shows what ``seedance-preflight explain`` prints.
#[pyclass(frozen, eq, module = "seedance_preflight")]
#[derive(PartialEq)]
pub(super) struct Explanation(Explained);

#[pymethods]
impl Explanation {
    /// The rule.
    #[getter]
    fn rule(&self) -> Rule {
        Rule(self.0.rule)
    }

    /// Name of the profile.
    #[getter]
    fn profile(&self) -> &str {
        &self.0.profile
    }

    /// The limits that the rule applies, each a ``dict`` with ``path``, ``text``, ``value`` and ``source``.
    #[getter]
    fn limits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let limits = self.0.limits.iter().map(|limit| json::object(py, limit));
        PyTuple::new(py, limits.collect::<PyResult<Vec<_>>>()?)
    }

    /// An example that fails, as a ``dict``; ``None`` if nothing fails under this profile.
    #[getter]
    fn fails<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.0.fails.as_ref().map(|example| json::object(py, example)).transpose()
    }

    /// An example that passes, as a ``dict``.
    #[getter]
    fn passes<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.0.passes.as_ref().map(|example| json::object(py, example)).transpose()
    }

    /// All of it, in the shape of the program's JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::object(py, &self.0)
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Explanation of {} under {}>", self.0.rule.id, self.0.profile)
    }
}

/// Every rule, in the order in which they are applied.
///
/// >>> import seedance_preflight as sp
/// >>> "video/fps-out-of-range" in [rule.id for rule in sp.rules()]
/// True
#[pyfunction]
pub(super) fn rules(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, table::all().map(Rule).collect::<Vec<_>>())
}

/// Explain a rule by the numbers of a profile.
///
/// Raises ``UsageError`` for an unknown rule.
///
/// >>> import seedance_preflight as sp
/// >>> explanation = sp.explain("video/fps-out-of-range")
/// >>> explanation.limits[0]["text"].startswith("24 to 60 fps")
/// True
#[pyfunction]
#[pyo3(signature = (rule, *, profile = None, language = None))]
pub(super) fn explain(
    py: Python<'_>,
    rule: &str,
    profile: Option<&Bound<'_, PyAny>>,
    language: Option<&Bound<'_, PyAny>>,
) -> PyResult<Explanation> {
    let default = Judging::read(None)?;
    let profile = profile.map(super::profile::read).transpose()?;
    let language = language.map(super::judging::language).transpose()?.unwrap_or(default.language);
    let Some(info) = table::by_id(rule) else {
        let unknown = RuleSelection::new(&[rule], &[]).err().map(|error| error.to_string());
        return Err(errors::usage(
            py,
            unknown.unwrap_or_else(|| format!("{rule:?} is a family of rules; name one rule")),
        ));
    };
    Ok(Explanation(explain_in(info, profile.as_ref().unwrap_or(&default.options.profile), language)))
}
