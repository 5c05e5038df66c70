//! The C data interface in Python's capsules, both ways.

use std::ffi::{CStr, c_int};

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray, make_array};
use arrow_schema::{ArrowError, Schema};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyCapsuleMethods, PyTuple};

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// The array of `__arrow_c_array__`, moved out of its capsule.
///
/// # Errors
/// For anything but the two capsules, and for types that the interface does not have.
pub(super) fn array(capsules: &Bound<'_, PyAny>) -> PyResult<Result<ArrayRef, ArrowError>> {
    let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = capsules.extract()?;
    let (schema, array) = (schema.pointer_checked(Some(SCHEMA))?, array.pointer_checked(Some(ARRAY))?);
    // SAFETY: by its name, the capsule holds such a struct, which it keeps until it is freed.
    let schema = unsafe { schema.cast::<FFI_ArrowSchema>().as_ref() };
    // SAFETY: by its name, the capsule holds such a struct; a moved one is left in its place.
    let array = unsafe { FFI_ArrowArray::from_raw(array.cast().as_ptr()) };
    if array.is_released() {
        return Ok(Err(ArrowError::CDataInterface("the array was moved before".to_owned())));
    }
    Ok(imported(array, schema))
}

/// The stream of `__arrow_c_stream__`, moved out of its capsule.
///
/// # Errors
/// For anything but such a capsule, and for a stream without a schema.
pub(super) fn stream(capsule: &Bound<'_, PyAny>) -> PyResult<Result<Stream, ArrowError>> {
    let pointer = capsule.cast::<PyCapsule>()?.pointer_checked(Some(STREAM))?;
    // SAFETY: by its name, the capsule holds such a struct; an empty one is left in its place.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.cast().as_ptr()) };
    Ok(Stream::new(stream))
}

/// A stream of arrays of one type.
pub(super) struct Stream {
    stream: FFI_ArrowArrayStream,
    schema: FFI_ArrowSchema,
}

impl Stream {
    fn new(mut stream: FFI_ArrowArrayStream) -> Result<Self, ArrowError> {
        let mut schema = FFI_ArrowSchema::empty();
        let status = match stream.get_schema() {
            // SAFETY: the callback is the stream's own, and `schema` may be written.
            Some(get_schema) => unsafe { get_schema(&raw mut stream, &raw mut schema) },
            None => return Err(ArrowError::CDataInterface("the stream was moved before".to_owned())),
        };
        let mut stream = Self { stream, schema };
        if status == 0 { Ok(stream) } else { Err(stream.error(status)) }
    }

    /// The type of its arrays.
    pub(super) fn schema(&self) -> &FFI_ArrowSchema {
        &self.schema
    }

    fn error(&mut self, status: c_int) -> ArrowError {
        let message = self.stream.get_last_error().and_then(|get_last_error| {
            // SAFETY: the callback is the stream's own, and was preceded by one that failed.
            let text = unsafe { get_last_error(&raw mut self.stream) };
            // SAFETY: a text that ends in NUL and is valid until the next call, or NULL.
            (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned())
        });
        ArrowError::CDataInterface(message.unwrap_or_else(|| format!("the stream failed with status {status}")))
    }
}

impl Iterator for Stream {
    type Item = Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let get_next = self.stream.get_next()?;
        let mut array = FFI_ArrowArray::empty();
        // SAFETY: the callback is the stream's own, and `array` may be written.
        let status = unsafe { get_next(&raw mut self.stream, &raw mut array) };
        if status != 0 {
            return Some(Err(self.error(status)));
        }
        (!array.is_released()).then(|| imported(array, &self.schema))
    }
}

fn imported(array: FFI_ArrowArray, schema: &FFI_ArrowSchema) -> Result<ArrayRef, ArrowError> {
    // SAFETY: by the C data interface, the producer's array is valid and of this type.
    Ok(make_array(unsafe { from_ffi(array, schema) }?))
}

/// The schema as a capsule.
pub(super) fn schema_capsule<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema).map_err(failed)?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}

/// A batch as the capsules of its schema and its array; the buffers are shared.
pub(super) fn batch_capsules<'py>(py: Python<'py>, batch: &RecordBatch) -> PyResult<Bound<'py, PyTuple>> {
    let (array, _) = to_ffi(&StructArray::from(batch.clone()).into_data()).map_err(failed)?;
    let array = PyCapsule::new_with_value(py, array, ARRAY)?;
    PyTuple::new(py, [schema_capsule(py, &batch.schema())?, array])
}

/// A stream as a capsule.
pub(super) fn stream_capsule(py: Python<'_>, stream: FFI_ArrowArrayStream) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, stream, STREAM)
}

fn failed(error: ArrowError) -> PyErr {
    pyo3::exceptions::PyRuntimeError::new_err(error.to_string())
}
