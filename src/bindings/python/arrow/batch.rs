//! Reports as rows.

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use super::capsule;

/// Reports as rows of Apache Arrow, one for each row that was checked, in its order.
///
/// ``pyarrow.record_batch(batch)``, ``polars.DataFrame(batch)``, ``pandas`` through pyarrow, and DuckDB's ``from batch`` take
/// it as it is; nothing is copied.
#[pyclass(frozen, module = "seedance_preflight")]
pub(in super::super) struct CheckedBatch(pub(super) RecordBatch);

#[pymethods]
impl CheckedBatch {
    /// Number of rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.0.num_rows()
    }

    /// Names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.0.schema_ref().fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::schema_capsule(py, self.0.schema_ref())
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        // The interface leaves it to the producer whether to cast.
        let _ = requested_schema;
        capsule::batch_capsules(py, &self.0)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        capsule::stream_capsule(py, FFI_ArrowArrayStream::new(Box::new(batches)))
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<CheckedBatch of {} rows and {} columns>", self.0.num_rows(), self.0.num_columns())
    }
}
