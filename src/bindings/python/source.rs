//! What Python gives as media: a path, bytes, or a file object.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::fetcher::{Fetcher, Fetching, url_of};
use super::file_like::FileLike;
use super::measure::measured;
use super::path::path;
use super::signals::BETWEEN_LOOKS;
use crate::model::Facts;
use crate::open::open_regular;

/// The facts of media, and what they are called.
pub(super) struct Measured {
    pub(super) facts: Facts,
    /// Empty for bytes, and for a file object without a name.
    pub(super) name: PathBuf,
    pub(super) origin: Origin,
}

/// Where media come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A file at a path, whose fix has a command.
    File,
    /// A URL.
    Fetched,
    /// Bytes, or a file object.
    Memory,
}

/// Measures a path, a URL, bytes (or what has their buffer), or a file object. What cannot be opened or fetched has a fault.
///
/// # Errors
/// `TypeError` for any other object, and whatever a file object raises.
pub(super) fn measure(source: &Bound<'_, PyAny>, deep: bool, fetching: Fetching) -> PyResult<Measured> {
    let py = source.py();
    if let Ok(bytes) = source.cast::<PyBytes>() {
        return of_bytes(bytes, deep);
    }
    if let Some(name) = path(source)? {
        if let Some(url) = name.to_str().and_then(url_of) {
            let facts = fetched(py, url, deep, fetching)?;
            return Ok(Measured { facts, name, origin: Origin::Fetched });
        }
        let facts = match py.detach(|| open(&name)) {
            Ok(file) => measured(py, &file, deep)?,
            Err(error) => Facts::of_unreadable(&error),
        };
        return Ok(Measured { facts, name, origin: Origin::File });
    }
    if source.hasattr("read")? {
        let name = source.getattr("name").ok().filter(|name| name.is_instance_of::<PyString>());
        let name = name.map(|name| name.extract()).transpose()?.unwrap_or_default();
        let file = FileLike::new(source)?;
        let facts = measured(py, &file, deep);
        // What the file object raised comes first.
        file.finish(py)?;
        return Ok(Measured { facts: facts?, name, origin: Origin::Memory });
    }
    // A buffer may change while it is read, so its bytes are copied.
    let view = py.import("builtins")?.getattr("memoryview")?.call1((source,));
    let view = view.map_err(|_| {
        let name = source.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string());
        PyTypeError::new_err(format!("expected a path, bytes or a binary file, not {name}"))
    })?;
    of_bytes(view.call_method0("tobytes")?.cast()?, deep)
}

/// Opens a regular file, or says that a URL of its kind is not fetched.
///
/// # Errors
/// If it cannot be opened.
pub(super) fn open(path: &Path) -> io::Result<File> {
    open_regular(path).map_err(|error| match (error.kind(), path.to_str().and_then(|text| text.split_once("://"))) {
        (io::ErrorKind::NotFound, Some((scheme, _))) if is_scheme(scheme) => {
            io::Error::new(io::ErrorKind::Unsupported, format!("{scheme}:// URLs are not fetched"))
        }
        _ => error,
    })
}

/// Whether `text` is a scheme of URLs (RFC 3986, section 3.1).
fn is_scheme(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Fetches on a thread of its own, so that Ctrl-C does not wait for a server.
fn fetched(py: Python<'_>, url: &str, deep: bool, fetching: Fetching) -> PyResult<Facts> {
    let (fetcher, url) = (Fetcher::new(py, fetching, deep)?, url.to_owned());
    let (sender, receiver) = std::sync::mpsc::channel();
    let work = move || {
        // After Ctrl-C, the facts are not wanted any more.
        let _ = sender.send(fetcher.measure(&url));
    };
    std::thread::Builder::new().name("fetch".to_owned()).spawn(work)?;
    let receiver = Mutex::new(receiver);
    loop {
        let receive = || receiver.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(BETWEEN_LOOKS);
        match py.detach(receive) {
            Ok(facts) => return Ok(facts),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => {
                return Ok(Facts::of_unreadable(&io::Error::other("the fetch panicked")));
            }
        }
    }
}

fn of_bytes(bytes: &Bound<'_, PyBytes>, deep: bool) -> PyResult<Measured> {
    // Valid without the GIL: bytes never change.
    let facts = measured(bytes.py(), &bytes.as_bytes(), deep)?;
    Ok(Measured { facts, name: PathBuf::new(), origin: Origin::Memory })
}
