//! One finding, as properties.

use pyo3::prelude::*;

use super::{json, values};
use crate::finding;
use crate::language::Language;

/// One result of one rule: what was found and what was expected.
///
/// >>> import seedance_preflight as sp
/// >>> finding = sp.check("testdata/refused/film-rate.mp4").findings[0]
/// >>> finding.severity, finding.rule
/// ('error', 'video/fps-out-of-range')
/// >>> finding.quantity, finding.actual, finding.expected, finding.unit
/// ('frame_rate', Fraction(24000, 1001), {'min': 24, 'max': 60}, 'fps')
#[pyclass(frozen, eq, module = "seedance_preflight")]
#[derive(PartialEq)]
pub(super) struct Finding {
    pub(super) finding: finding::Finding,
    pub(super) language: Language,
}

#[pymethods]
impl Finding {
    /// Id of the rule. It never changes.
    #[getter]
    fn rule(&self) -> &'static str {
        self.finding.rule.id
    }

    /// How much it counts: ``error``, ``warning`` or ``note``.
    #[getter]
    fn severity(&self) -> &'static str {
        self.finding.severity.name()
    }

    /// ``fails``, ``undecided`` (a fact that the rule needs was not determined) or ``notes``.
    #[getter]
    fn outcome(&self) -> &'static str {
        self.finding.outcome.name()
    }

    /// JSON pointer into the request (RFC 6901); empty for a file.
    #[getter]
    fn pointer(&self) -> &str {
        &self.finding.pointer
    }

    /// What was judged, such as ``frame_rate``.
    #[getter]
    fn quantity(&self) -> &'static str {
        self.finding.quantity
    }

    /// What was found: an ``int``, a ``Fraction`` or a ``str``; ``None`` if it was not determined. Durations are in seconds.
    #[getter]
    fn actual<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.finding.actual.as_ref().map(|actual| values::value(py, actual)).transpose()
    }

    /// What was expected: a ``dict`` with ``min`` and ``max``, a ``tuple`` of names, or a value.
    #[getter]
    fn expected<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.finding.expected.as_ref().map(|expected| values::expected(py, expected)).transpose()
    }

    /// What the live service has been seen to accept beyond it.
    #[getter]
    fn observed<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.finding.observed.as_ref().map(|observed| values::expected(py, observed)).transpose()
    }

    /// What the numbers count.
    #[getter]
    fn unit(&self) -> Option<&'static str> {
        self.finding.unit.map(crate::model::Unit::name)
    }

    /// One sentence: what was found and what was expected. Its wording may change.
    #[getter]
    fn message(&self) -> String {
        self.finding.message_in(self.language)
    }

    /// One sentence: what to do. Its wording may change.
    #[getter]
    fn help(&self) -> std::borrow::Cow<'static, str> {
        self.finding.help_in(self.language)
    }

    /// Where the limit is documented.
    #[getter]
    fn source(&self) -> &str {
        &self.finding.source
    }

    /// What to write instead, if that can be guessed.
    #[getter]
    fn suggestion(&self) -> Option<&str> {
        self.finding.suggestion.as_ref().map(|suggestion| &*suggestion.value)
    }

    /// The part of the text at ``pointer`` that is meant: its first character, and the one after its last.
    #[getter]
    fn span(&self) -> Option<(usize, usize)> {
        self.finding.span.as_ref().map(|span| (span.characters.start, span.characters.end))
    }

    /// All of it, in the shape of the program's JSON. Its sentences are in English.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::object(py, &self.finding)
    }

    fn __str__(&self) -> String {
        format!("{}: {} [{}]", self.severity(), self.message(), self.rule())
    }

    fn __repr__(&self) -> String {
        let place =
            if self.finding.pointer.is_empty() { String::new() } else { format!(" at {}", self.finding.pointer) };
        format!("<Finding {} [{}]{place}: {}>", self.severity(), self.rule(), self.message())
    }
}
