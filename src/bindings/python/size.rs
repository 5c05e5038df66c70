//! The size of the output.

use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyTuple};

use super::errors;
use super::judging::Judging;
use crate::size;

/// The size of a generated video in pixels; unpacks to width and height.
#[pyclass(frozen, eq, get_all, module = "seedance_preflight")]
#[derive(PartialEq)]
pub(super) struct Size {
    /// Width in pixels.
    width: u32,
    /// Height in pixels.
    height: u32,
    /// Whether the service chooses the ratio, so that this is the most probable size.
    predicted: bool,
}

impl From<size::OutputSize> for Size {
    fn from(size: size::OutputSize) -> Self {
        Self { width: size.width, height: size.height, predicted: size.predicted }
    }
}

#[pymethods]
impl Size {
    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        PyTuple::new(py, [self.width, self.height])?.try_iter()
    }

    fn __repr__(&self) -> String {
        format!("<Size {}x{}{}>", self.width, self.height, if self.predicted { ", predicted" } else { "" })
    }
}

/// The size of a video of this ratio and quality.
///
/// ``ratio`` is for example ``16:9``, ``quality`` ``720p``. Raises ``UsageError`` if the profile has no such size, as for
/// ``adaptive``: ``check_request(…).output_size`` has that, with the media.
///
/// >>> import seedance_preflight as sp
/// >>> width, height = sp.output_size("16:9", "720p")
/// >>> width, height
/// (1280, 720)
#[pyfunction]
#[pyo3(signature = (ratio, quality, *, profile = None))]
pub(super) fn output_size(
    py: Python<'_>,
    ratio: &str,
    quality: &str,
    profile: Option<&Bound<'_, PyAny>>,
) -> PyResult<Size> {
    let default = Judging::read(None)?.options;
    let read = profile.map(super::profile::read).transpose()?;
    let profile = read.as_ref().unwrap_or(&default.profile);
    match size::output_size(profile, ratio, quality) {
        Some(row) => Ok(Size { width: row.width, height: row.height, predicted: false }),
        None => {
            let message = format!("the profile {} has no size for {ratio} at {quality}", profile.name);
            Err(errors::usage(py, message))
        }
    }
}
