//! How files and requests are judged: the keyword arguments that all functions share.

use std::sync::{Arc, LazyLock};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use super::errors;
use super::profile;
use crate::check::{CheckOptions, RuleSelection};
use crate::language::Language;
use crate::model::Kind;
use crate::profile::{Profile, Tolerance};

/// The policy and the language of a call.
#[derive(Clone)]
pub(super) struct Judging {
    pub(super) options: Arc<CheckOptions>,
    pub(super) language: Language,
    /// Whether the profile is left to the model of the request.
    pub(super) is_profile_automatic: bool,
}

static DEFAULT: LazyLock<Arc<CheckOptions>> = LazyLock::new(Arc::default);

impl Judging {
    /// From `profile`, `tolerance`, `deny_warnings`, `select`, `ignore` and `language`.
    ///
    /// # Errors
    /// `TypeError` for another keyword, and `UsageError` for an unknown name.
    pub(super) fn read(keywords: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let (mut language, mut is_profile_automatic) = (Language::English, false);
        let Some(keywords) = keywords.filter(|keywords| !keywords.is_empty()) else {
            return Ok(Self { options: DEFAULT.clone(), language, is_profile_automatic });
        };
        let py = keywords.py();
        let mut options = CheckOptions::default();
        let (mut selected, mut ignored) = (Vec::new(), Vec::new());
        for (key, value) in keywords {
            let key: String = key.extract()?;
            match key.as_str() {
                "profile" | "tolerance" | "deny_warnings" | "select" | "ignore" | "language" if value.is_none() => {}
                "profile" if is_automatic(&value) => is_profile_automatic = true,
                "profile" => options.profile = profile::read(&value)?,
                "tolerance" => options.tolerance = tolerance(&value)?,
                "deny_warnings" => options.deny_warnings = value.extract()?,
                "select" => selected = names(&value)?,
                "ignore" => ignored = names(&value)?,
                "language" => language = self::language(&value)?,
                _ => return Err(PyTypeError::new_err(format!("unexpected keyword argument {key:?}"))),
            }
        }
        options.rules = RuleSelection::new(&selected, &ignored).map_err(|error| errors::usage(py, error))?;
        Ok(Self { options: Arc::new(options), language, is_profile_automatic })
    }

    /// The same, with the profile of a request's model if that is wanted.
    pub(super) fn for_model(mut self, model: Option<&str>) -> Self {
        if self.is_profile_automatic
            && let Some(profile) = model.and_then(Profile::for_model)
        {
            Arc::make_mut(&mut self.options).profile = profile;
        }
        self
    }
}

/// The kind of this name.
pub(super) fn kind(py: Python<'_>, name: Option<&str>) -> PyResult<Option<Kind>> {
    let Some(name) = name else { return Ok(None) };
    match Kind::from_name(name).filter(|kind| *kind != Kind::Other) {
        Some(kind) => Ok(Some(kind)),
        None => Err(errors::usage(py, format!("unknown kind {name:?}; expected image, video or audio"))),
    }
}

/// The language of a tag, such as `zh` or `en-GB`.
pub(super) fn language(value: &Bound<'_, PyAny>) -> PyResult<Language> {
    let tag: String = value.extract()?;
    let unknown = || errors::usage(value.py(), format!("unknown language {tag:?}; expected en or zh"));
    Language::from_tag(&tag).ok_or_else(unknown)
}

fn is_automatic(value: &Bound<'_, PyAny>) -> bool {
    value.cast::<PyString>().is_ok_and(|text| text == "auto")
}

fn tolerance(value: &Bound<'_, PyAny>) -> PyResult<Tolerance> {
    match value.extract::<String>()?.as_str() {
        "documented" => Ok(Tolerance::Documented),
        "observed" => Ok(Tolerance::Observed),
        other => {
            let message = format!("unknown tolerance {other:?}; expected documented or observed");
            Err(errors::usage(value.py(), message))
        }
    }
}

/// One name, or several.
fn names(value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    match value.cast::<PyString>() {
        Ok(name) => Ok(vec![name.extract()?]),
        Err(_) => value.try_iter()?.map(|name| name?.extract()).collect(),
    }
}
