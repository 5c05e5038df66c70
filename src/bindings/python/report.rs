//! The report on one file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyTuple};

use super::facts::Facts;
use super::finding::Finding;
use super::fix::Fix;
use super::judging::Judging;
use super::{html, json};
use crate::check::{self, Verdict};
use crate::fix::ShownFix;
use crate::language::Language;
use crate::model::{Kind, Subject};
use crate::render::{self, Palette};

/// The result of checking one file.
///
/// ``print(report)`` shows what the program prints; a notebook shows a table.
///
/// >>> import seedance_preflight as sp
/// >>> report = sp.check("testdata/refused/film-rate.mp4")
/// >>> report.verdict, report.accepted
/// ('refused', False)
/// >>> [finding.rule for finding in report.findings]
/// ['video/fps-out-of-range']
/// >>> report
/// <Report testdata/refused/film-rate.mp4: refused, mp4 h264 640x640 23.976 fps 3.003 s 12345 bytes, video/fps-out-of-range>
#[pyclass(frozen, module = "seedance_preflight")]
pub(super) struct Report {
    report: check::Report,
    /// Empty if it has none.
    name: PathBuf,
    language: Language,
    fix: OnceLock<Option<Fix>>,
    /// What a plan needs beside the facts; `None` if there is no file that could be fixed.
    policy: Option<(Judging, Option<Kind>)>,
    findings: PyOnceLock<Py<PyTuple>>,
}

impl Report {
    pub(super) fn new(
        report: check::Report,
        name: &Path,
        is_file: bool,
        expected_kind: Option<Kind>,
        judging: Judging,
    ) -> Self {
        Self {
            report,
            name: name.to_owned(),
            language: judging.language,
            fix: OnceLock::new(),
            policy: is_file.then_some((judging, expected_kind)),
            findings: PyOnceLock::new(),
        }
    }

    /// How the file becomes acceptable, planned when it is first asked for.
    fn planned(&self) -> Option<&Fix> {
        let plan = || {
            let (judging, expected_kind) = self.policy.as_ref()?;
            let name = self.name.to_string_lossy();
            let subject = Subject { name: Some(&name), expected_kind: *expected_kind, is_fetched: false };
            ShownFix::of_report(&self.name, &self.report, &subject, &judging.options).map(Fix::from)
        };
        self.fix.get_or_init(plan).as_ref()
    }

    fn json(&self) -> PyResult<Vec<u8>> {
        let mut line = Vec::with_capacity(render::TYPICAL_LINE);
        let extra = render::JsonExtra::<(), ()>::default();
        render::json_report_to_memory(&self.name, &self.report, extra, self.language, &mut line)?;
        if let Some(fix) = self.planned() {
            // The last member of the object.
            line.pop();
            line.extend_from_slice(b",\"fix\":");
            line.extend_from_slice(fix.json.as_bytes());
            line.push(b'}');
        }
        Ok(line)
    }

    pub(super) fn facts(&self) -> &crate::model::Facts {
        &self.report.facts
    }

    pub(super) fn report(&self) -> &check::Report {
        &self.report
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }

    pub(super) fn name(&self) -> &Path {
        &self.name
    }
}

#[pymethods]
impl Report {
    /// ``accepted``, ``undecided`` or ``refused``. What could not be read is undecided, and not accepted.
    #[getter]
    fn verdict(&self) -> &'static str {
        self.report.verdict.name()
    }

    /// Whether the verdict is ``accepted``.
    #[getter]
    fn accepted(&self) -> bool {
        self.report.verdict == Verdict::Accepted
    }

    /// Name of the profile whose limits were applied.
    #[getter]
    fn profile(&self) -> &str {
        &self.report.profile
    }

    /// Whether warnings refuse.
    #[getter]
    fn deny_warnings(&self) -> bool {
        self.report.deny_warnings
    }

    /// What the file is called; ``None`` for bytes without a name.
    #[getter]
    fn source(&self) -> Option<&std::ffi::OsStr> {
        Some(self.name.as_os_str()).filter(|name| !name.is_empty())
    }

    /// What was measured.
    #[getter(facts)]
    fn facts_of_python(&self) -> Facts {
        Facts(self.report.facts.clone())
    }

    /// Every finding, in the order of the rules.
    #[getter]
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let make = || {
            let findings = self.report.findings.iter().cloned();
            let findings = findings.map(|finding| Finding { finding, language: self.language });
            PyTuple::new(py, findings.collect::<Vec<_>>()).map(Bound::unbind)
        };
        Ok(self.findings.get_or_try_init(py, make)?.bind(py).clone())
    }

    /// How the file becomes acceptable; ``None`` if it is accepted, is not a file at a path, or has no fix.
    #[getter]
    fn fix(&self, py: Python<'_>) -> Option<Fix> {
        py.detach(|| self.planned().cloned())
    }

    /// The report as one line of JSON, as the program prints it.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        Ok(String::from_utf8(py.detach(|| self.json())?)?)
    }

    /// The report as a ``dict``, in the shape of the program's JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::loads(py, &py.detach(|| self.json())?)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| {
            let other = other.get();
            (&self.report, &self.name, self.language) == (&other.report, &other.name, other.language)
        })
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Pickled)> {
        let mut text = Vec::new();
        render::json_value(&self.report, &mut text)?;
        let fix = self.planned().map(|fix| (fix.json.clone(), fix.command.clone()));
        let state = (PyBytes::new(py, &text).unbind(), self.name.clone(), self.language.name(), fix);
        Ok((py.get_type::<Self>().getattr("_unpickled")?, state))
    }

    #[staticmethod]
    fn _unpickled(text: &[u8], name: PathBuf, language: &str, fix: Option<(String, Vec<OsString>)>) -> PyResult<Self> {
        let invalid = |error: serde_json::Error| PyValueError::new_err(error.to_string());
        let report = serde_json::from_slice(text).map_err(invalid)?;
        let fix = fix.map(|(json, command)| Fix { json, command });
        Ok(Self {
            report,
            name,
            language: Language::from_tag(language).unwrap_or_default(),
            fix: OnceLock::from(fix),
            policy: None,
            findings: PyOnceLock::new(),
        })
    }

    fn __str__(&self) -> PyResult<String> {
        let mut text = Vec::new();
        let palette = Palette::PLAIN.in_language(self.language);
        render::text_report(&self.name.to_string_lossy(), &self.report, palette, &mut text)?;
        Ok(String::from_utf8(text)?.trim_end().to_owned())
    }

    fn __repr__(&self) -> String {
        let name = render::printable(&self.name.to_string_lossy());
        let name = if name.is_empty() { "bytes".to_owned() } else { name };
        let facts = render::facts_summary(&self.report.facts, Language::English);
        let mut rules: Vec<_> = self.report.findings.iter().map(|finding| finding.rule.id).collect();
        rules.dedup();
        let rules = rules.iter().map(|rule| format!(", {rule}")).collect::<String>();
        format!("<Report {name}: {}, {facts}{rules}>", self.report.verdict)
    }

    fn _repr_html_(&self) -> String {
        let facts = render::facts_summary(&self.report.facts, self.language);
        html::report(&self.name.to_string_lossy(), self.report.verdict, &facts, &self.report.findings, self.language)
    }
}

/// The report as JSON, its name, its language, and its fix.
type Pickled = (Py<PyBytes>, PathBuf, &'static str, Option<(String, Vec<OsString>)>);
