//! The choices of a fix.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};

use super::errors;
use super::judging::Judging;
use crate::fix::{Extend, Fit, FixOptions, Keep, Quality};
use crate::model::MediaDuration;

/// What a caller chose, by name.
pub(super) struct Choice<'a, 'py> {
    pub(super) fit: &'a str,
    pub(super) max_crop: u32,
    pub(super) keep: Option<&'a Bound<'py, PyAny>>,
    pub(super) extend: Option<&'a str>,
    pub(super) quality: &'a str,
}

impl Choice<'_, '_> {
    /// # Errors
    /// `UsageError` for an unknown name.
    pub(super) fn options(&self, py: Python<'_>, judging: &Judging) -> PyResult<FixOptions> {
        let mut options = FixOptions::for_check(&judging.options);
        options.fit = one_of(py, "fit", Fit::ALL, Fit::name, self.fit)?;
        options.quality = one_of(py, "quality", Quality::ALL, Quality::name, self.quality)?;
        options.extend = self.extend.map(|name| one_of(py, "extend", Extend::ALL, Extend::name, name)).transpose()?;
        options.keep = self.keep.map_or(Ok(Keep::Start), keep)?;
        options.most_cropped_percent = self.max_crop;
        Ok(options)
    }
}

fn one_of<T: Copy>(
    py: Python<'_>,
    argument: &str,
    all: &[T],
    name_of: fn(T) -> &'static str,
    name: &str,
) -> PyResult<T> {
    all.iter().copied().find(|value| name_of(*value) == name).ok_or_else(|| {
        let known: Vec<_> = all.iter().map(|value| name_of(*value)).collect();
        errors::usage(py, format!("unknown {argument} {name:?}; expected one of: {}", known.join(", ")))
    })
}

/// A name, or the times in seconds between which the part is.
fn keep(value: &Bound<'_, PyAny>) -> PyResult<Keep> {
    let wrong =
        || errors::usage(value.py(), "keep: expected start, end, middle, or two times in seconds, the earlier first");
    if let Ok(name) = value.cast::<PyString>() {
        return match name.to_str()? {
            "start" => Ok(Keep::Start),
            "end" => Ok(Keep::End),
            "middle" => Ok(Keep::Middle),
            _ => Err(wrong()),
        };
    }
    let (from, to): (Bound<'_, PyAny>, Bound<'_, PyAny>) = value.extract()?;
    match (seconds(&from)?, seconds(&to)?) {
        (Some(from), Some(to)) if from < to => Ok(Keep::Range(from, to)),
        _ => Err(wrong()),
    }
}

/// An exact time; `None` if it is negative or needs more than 64 bits.
fn seconds(value: &Bound<'_, PyAny>) -> PyResult<Option<MediaDuration>> {
    static FRACTION: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let fraction = FRACTION.import(value.py(), "fractions", "Fraction")?.call1((value,))?;
    let over = fraction.getattr("numerator")?.extract::<u64>();
    let under = fraction.getattr("denominator")?.extract::<u64>();
    Ok(over.ok().zip(under.ok()).and_then(|(over, under)| MediaDuration::new(over, under)))
}
