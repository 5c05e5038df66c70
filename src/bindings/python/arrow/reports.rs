//! Reports that were made one by one, as rows.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::super::report::Report;
use super::batch::CheckedBatch;
use crate::audit::{AuditedFile, Rows};

/// Reports as rows of Apache Arrow, in their order.
///
/// ``reports`` is an iterable of ``Report``, such as an audit; all rows are held in memory.
///
/// >>> import pyarrow, seedance_preflight as sp
/// >>> batch = pyarrow.record_batch(sp.to_arrow(sp.audit("testdata/accepted", sort=True)))
/// >>> batch.num_rows, batch["verdict"][0].as_py()
/// (7, 'accepted')
#[pyfunction]
pub(in super::super) fn to_arrow(reports: &Bound<'_, PyAny>) -> PyResult<CheckedBatch> {
    let mut rows = Rows::new();
    for report in reports.try_iter()? {
        let report = report?;
        let report = report.cast::<Report>()?.get();
        let mut file = AuditedFile::new(report.name(), report.report().clone());
        file.language = report.language();
        rows.push(&file);
    }
    rows.take().map(CheckedBatch).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}
