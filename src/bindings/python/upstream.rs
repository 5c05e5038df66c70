//! Refusals of the service.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::json;
use crate::language::Language;
use crate::render;
use crate::request::RequestDocument;
use crate::upstream::{self, Again, Direction, UpstreamRefusal};

/// What a refusal of the service means.
#[pyclass(frozen, module = "seedance_preflight")]
pub(super) struct Refusal {
    refusal: UpstreamRefusal,
    language: Language,
}

impl Refusal {
    fn json(&self) -> PyResult<Vec<u8>> {
        let mut text = Vec::new();
        render::json_refusal_in(&self.refusal, self.language, &mut text)?;
        Ok(text)
    }
}

#[pymethods]
impl Refusal {
    /// What sort of refusal it is, such as ``bound``, ``moderation``, ``rate`` or ``unknown``.
    #[getter]
    fn class_(&self) -> &'static str {
        self.refusal.class.name()
    }

    /// Whether anything was recognized.
    #[getter]
    fn known(&self) -> bool {
        self.refusal.is_known()
    }

    /// Id of the rule that finds the same before the upload.
    #[getter]
    fn rule(&self) -> Option<&'static str> {
        self.refusal.rule
    }

    /// Id of another rule that it may be, if the text fits two.
    #[getter]
    fn or_rule(&self) -> Option<&'static str> {
        self.refusal.or_rule
    }

    /// JSON pointer into the request.
    #[getter]
    fn pointer(&self) -> Option<&str> {
        self.refusal.pointer.as_deref()
    }

    /// Whether the value was too ``low`` or too ``high``, or either (``both``).
    #[getter]
    fn direction(&self) -> Option<&'static str> {
        self.refusal.direction.map(Direction::name)
    }

    /// Whether the same request may succeed: ``yes``, ``later`` or ``no``; ``None`` if that is not known.
    #[getter]
    fn again(&self) -> Option<&'static str> {
        self.refusal.again.map(Again::name)
    }

    /// What to do about it.
    #[getter]
    fn help(&self) -> std::borrow::Cow<'static, str> {
        self.refusal.help_in(self.language)
    }

    /// All of it, in the shape of ``seedance-preflight explain --upstream --format json``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::loads(py, &self.json()?)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().refusal == self.refusal)
    }

    fn __repr__(&self) -> String {
        let rule = self.refusal.rule.map(|rule| format!(" [{rule}]")).unwrap_or_default();
        format!("<Refusal {}{rule}: {}>", self.class_(), self.refusal.help())
    }
}

/// Explain a refusal of the service: its message, or the whole answer as text or as a ``dict``.
///
/// With the ``request`` that was refused (JSON text or a ``dict``), ``content[N]`` becomes a pointer into it. A refusal that
/// is not known has the class ``unknown``.
///
/// >>> import seedance_preflight as sp
/// >>> refusal = sp.explain_upstream("video pixel count must be less than or equal to 927408 for model x in r2v")
/// >>> refusal.rule, refusal.direction
/// ('video/pixels-out-of-range', 'high')
#[pyfunction]
#[pyo3(signature = (message, *, request = None, language = None))]
pub(super) fn explain_upstream(
    message: &Bound<'_, PyAny>,
    request: Option<&Bound<'_, PyAny>>,
    language: Option<&Bound<'_, PyAny>>,
) -> PyResult<Refusal> {
    let language = language.map(super::judging::language).transpose()?.unwrap_or_default();
    let request = request.map(text).transpose()?;
    let counts = request.as_deref().and_then(|request| RequestDocument::read(request).counts());
    let message = text(message)?;
    Ok(Refusal { refusal: upstream::explain_upstream(&String::from_utf8_lossy(&message), counts), language })
}

/// JSON text as it is, and anything else as JSON.
pub(super) fn text(value: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(text.to_str()?.as_bytes().to_vec());
    }
    match value.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.as_bytes().to_vec()),
        Err(_) => json::dumps(value).map(String::into_bytes),
    }
}
