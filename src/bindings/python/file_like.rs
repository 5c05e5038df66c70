//! Python's file objects as sources of bytes.

use std::io;
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyString;

use crate::probe::ReadAt;

/// A file object: anything that seeks and reads bytes. It may be slow, answer less or more than was asked for, and raise.
pub(super) struct FileLike {
    object: Py<PyAny>,
    length: u64,
    /// Where it was before.
    position: u64,
    /// What it raised. Nothing is read after that, and the call raises the same.
    raised: Mutex<Option<PyErr>>,
}

impl FileLike {
    /// Finds the length by seeking to the end.
    ///
    /// # Errors
    /// Whatever the object raises.
    pub(super) fn new(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let position = object.call_method0("tell")?.extract()?;
        object.call_method1("seek", (0, 2))?;
        let length: i64 = object.call_method0("tell")?.extract()?;
        let length = u64::try_from(length).map_err(|_| PyValueError::new_err(format!("tell() returned {length}")))?;
        Ok(Self { object: object.clone().unbind(), length, position, raised: Mutex::new(None) })
    }

    /// Leaves the object where it was.
    ///
    /// # Errors
    /// What it raised while it was read, or raises now.
    pub(super) fn finish(self, py: Python<'_>) -> PyResult<()> {
        if let Some(raised) = self.raised.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(raised);
        }
        self.object.bind(py).call_method1("seek", (self.position,)).map(drop)
    }

    fn read(&self, py: Python<'_>, offset: u64, buffer: &mut [u8]) -> PyResult<usize> {
        let object = self.object.bind(py);
        object.call_method1("seek", (offset,))?;
        let answer = object.call_method1("read", (buffer.len(),))?;
        let bytes = bytes(&answer)?;
        // More than was asked for is not a fault of the media.
        let length = bytes.len().min(buffer.len());
        let (to, from) = (buffer.get_mut(..length), bytes.get(..length));
        if let (Some(to), Some(from)) = (to, from) {
            to.copy_from_slice(from);
        }
        Ok(length)
    }
}

/// What `read` answered.
fn bytes(answer: &Bound<'_, PyAny>) -> PyResult<PyBackedBytes> {
    if let Ok(bytes) = answer.extract::<PyBackedBytes>() {
        return Ok(bytes);
    }
    if answer.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("read() returned str; open the file in binary mode"));
    }
    let name = answer.get_type().name()?.to_string();
    Err(PyTypeError::new_err(format!("read() returned {name}; expected bytes")))
}

impl ReadAt for FileLike {
    fn byte_len(&self) -> Option<u64> {
        Some(self.length)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || offset >= self.length {
            return Ok(0);
        }
        let mut raised = self.raised.lock().unwrap_or_else(PoisonError::into_inner);
        if raised.is_some() {
            return Err(failed());
        }
        Python::attach(|py| self.read(py, offset, buffer)).map_err(|error| {
            *raised = Some(error);
            failed()
        })
    }
}

/// Not shown to the caller: the call raises what the object raised.
fn failed() -> io::Error {
    io::Error::other("the file object raised an exception")
}
