//! The paths of an audit, from Python's iterator as they are needed.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::path::path;

/// Paths that are not taken yet.
pub(super) enum Roots {
    One(Option<PathBuf>),
    Iterator(Py<PyAny>),
}

impl Roots {
    pub(super) fn one(path: PathBuf) -> Self {
        Self::One(Some(path))
    }

    /// # Errors
    /// `TypeError` if it is not iterable.
    pub(super) fn of(paths: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self::Iterator(paths.try_iter()?.into_any().unbind()))
    }

    /// The paths, until the iterator raises something, which `raise` takes.
    pub(super) fn until<R: Fn(PyErr) + Send>(self, raise: R) -> impl Iterator<Item = PathBuf> + Send {
        let mut roots = self;
        std::iter::from_fn(move || match &mut roots {
            Self::One(path) => path.take(),
            // `None` while the interpreter ends, too.
            Self::Iterator(iterator) => Python::try_attach(|py| {
                next(iterator.bind(py)).unwrap_or_else(|error| {
                    raise(error);
                    None
                })
            })?,
        })
    }
}

fn next(iterator: &Bound<'_, PyAny>) -> PyResult<Option<PathBuf>> {
    let Some(item) = iterator.try_iter()?.next().transpose()? else { return Ok(None) };
    match path(&item)? {
        Some(path) => Ok(Some(path)),
        None => {
            let name = item.get_type().name()?.to_string();
            Err(PyTypeError::new_err(format!("expected a path, not {name}")))
        }
    }
}
