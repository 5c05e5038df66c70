//! Reports as rows, piece by piece as they are asked for.

use std::sync::{Mutex, PoisonError};

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use super::batch::CheckedBatch;
use super::capsule::{self, Stream};
use super::column::Column;
use super::judge::Judge;
use crate::audit::Rows;

/// Reports as rows of Apache Arrow, checked as they are asked for: a batch for each one of the stream that was given.
///
/// ``pyarrow.table(stream)``, ``polars.DataFrame(stream)`` and DuckDB's ``from stream`` take it as it is, once; iterating
/// gives each ``CheckedBatch``.
#[pyclass(frozen, module = "seedance_preflight")]
pub(in super::super) struct CheckedStream(Mutex<Option<Batches>>);

impl CheckedStream {
    pub(super) fn new(stream: Stream, judge: Judge) -> Self {
        Self(Mutex::new(Some(Batches { stream, judge })))
    }

    fn take(&self) -> PyResult<Batches> {
        let batches = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        batches.ok_or_else(|| PyValueError::new_err("the stream was taken before"))
    }
}

#[pymethods]
impl CheckedStream {
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::schema_capsule(py, &Rows::schema())
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface leaves it to the producer whether to cast.
        let _ = requested_schema;
        capsule::stream_capsule(py, FFI_ArrowArrayStream::new(Box::new(self.take()?)))
    }

    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<CheckedBatch>> {
        let mut batches = self.take()?;
        let next = py.detach(|| batches.next());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(batches);
        next.transpose().map(|batch| batch.map(CheckedBatch)).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    fn __repr__(&self) -> &'static str {
        let is_taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).is_none();
        if is_taken { "<CheckedStream, taken>" } else { "<CheckedStream>" }
    }
}

struct Batches {
    stream: Stream,
    judge: Judge,
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let judge = &self.judge;
        let array = self.stream.next()?;
        // The consumer may hold the GIL while it pulls. Ctrl-C is its own matter, between batches.
        let judged = move || array.and_then(Column::of).and_then(|column| judge.batch(&column, &|| false));
        Some(match Python::try_attach(|_| ()) {
            Some(()) => Python::attach(|py| py.detach(judged)),
            // The interpreter ends.
            None => judged(),
        })
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        Rows::schema()
    }
}
