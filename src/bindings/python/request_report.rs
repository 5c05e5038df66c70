//! The report on one request.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;

use super::facts::Facts;
use super::finding::Finding;
use super::size::Size;
use super::{html, json};
use crate::check::{self, AssetReport, Verdict};
use crate::language::Language;
use crate::render::{self, Palette};
use crate::request::{RequestDocument, Role};

/// The result of checking one request.
///
/// >>> import seedance_preflight as sp
/// >>> report = sp.check_request({"model": "seedance-2.0-text-to-video", "promt": "A cat plays the piano."})
/// >>> report.verdict, report.model
/// ('refused', 'seedance-2.0-text-to-video')
/// >>> report
/// <RequestReport refused, request/field-missing at /prompt, request/unknown-field at /promt>
#[pyclass(frozen, module = "seedance_preflight")]
pub(super) struct RequestReport {
    report: check::RequestReport,
    text: Vec<u8>,
    /// Empty if it was not read from a file.
    name: PathBuf,
    language: Language,
    findings: PyOnceLock<Py<PyTuple>>,
}

impl RequestReport {
    pub(super) fn new(report: check::RequestReport, text: Vec<u8>, name: PathBuf, language: Language) -> Self {
        Self { report, text, name, language, findings: PyOnceLock::new() }
    }

    fn json(&self) -> PyResult<Vec<u8>> {
        let mut text = Vec::new();
        render::json_request_report_in(&self.name, &self.report, self.language, &mut text)?;
        Ok(text)
    }
}

#[pymethods]
impl RequestReport {
    /// ``accepted``, ``undecided`` or ``refused``. What could not be read is undecided, and not accepted.
    #[getter]
    fn verdict(&self) -> &'static str {
        self.report.verdict().name()
    }

    /// Whether the verdict is ``accepted``.
    #[getter]
    fn accepted(&self) -> bool {
        self.report.verdict() == Verdict::Accepted
    }

    /// Name of the profile whose limits were applied.
    #[getter]
    fn profile(&self) -> &str {
        self.report.profile()
    }

    /// The model that the request names, known or not.
    #[getter]
    fn model(&self) -> Option<&str> {
        self.report.model()
    }

    /// Whether warnings refuse.
    #[getter]
    fn deny_warnings(&self) -> bool {
        self.report.deny_warnings()
    }

    /// Size of the generated video; ``None`` if it cannot be known in advance.
    #[getter]
    fn output_size(&self) -> Option<Size> {
        self.report.output_size().map(Size::from)
    }

    /// Every finding: first those on the request as a whole, then those on each of its media.
    #[getter]
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let make = || {
            let findings = self.report.findings().iter().cloned();
            let findings = findings.map(|finding| Finding { finding, language: self.language });
            PyTuple::new(py, findings.collect::<Vec<_>>()).map(Bound::unbind)
        };
        Ok(self.findings.get_or_try_init(py, make)?.bind(py).clone())
    }

    /// Its media, in the order in which the service counts them: images, videos, audio.
    #[getter]
    fn assets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.report.assets().iter().cloned().map(Asset).collect::<Vec<_>>())
    }

    /// The report as one line of JSON, as the program prints it, but without ``fix``.
    fn to_json(&self) -> PyResult<String> {
        Ok(String::from_utf8(self.json()?)?)
    }

    /// The report as a ``dict``, in the shape of the program's JSON, but without ``fix``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::loads(py, &self.json()?)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| {
            let other = other.get();
            (&self.report, &self.name, self.language) == (&other.report, &other.name, other.language)
        })
    }

    fn __str__(&self) -> PyResult<String> {
        let mut text = Vec::new();
        let document = RequestDocument::read(&self.text);
        let palette = Palette::PLAIN.in_language(self.language);
        let name = self.name.to_string_lossy();
        let name = if name.is_empty() { "request".into() } else { name };
        render::text_request_report(&name, &self.report, &document, palette, &mut text)?;
        Ok(String::from_utf8(text)?.trim_end().to_owned())
    }

    fn __repr__(&self) -> String {
        let found = self.report.findings().iter().map(|finding| match finding.pointer.as_str() {
            "" => format!(", {}", finding.rule.id),
            pointer => format!(", {} at {pointer}", finding.rule.id),
        });
        format!("<RequestReport {}{}>", self.report.verdict(), found.collect::<String>())
    }

    fn _repr_html_(&self) -> String {
        let name = if self.name.as_os_str().is_empty() { "request".into() } else { self.name.to_string_lossy() };
        let model = self.report.model().unwrap_or_default();
        html::report(&name, self.report.verdict(), model, self.report.findings(), self.language)
    }
}

/// One of the media of a request.
#[pyclass(frozen, eq, module = "seedance_preflight")]
#[derive(PartialEq)]
pub(super) struct Asset(AssetReport);

#[pymethods]
impl Asset {
    /// JSON pointer to its URL.
    #[getter]
    fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// The name of what was measured, or else the URL.
    #[getter]
    fn source(&self) -> &str {
        &self.0.source
    }

    /// The kind of media that its field takes.
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind.name()
    }

    /// What it is for, such as ``first_frame``; ``None`` if the model accepts nothing in this place.
    #[getter]
    fn role(&self) -> Option<&'static str> {
        self.0.role.map(Role::name)
    }

    /// What was measured; ``None`` if it was not inspected.
    #[getter]
    fn facts(&self) -> Option<Facts> {
        self.0.facts.clone().map(Facts)
    }

    fn __repr__(&self) -> String {
        format!("<Asset {} {}: {}>", self.0.pointer, self.0.kind.name(), render::printable(&self.0.source))
    }
}
