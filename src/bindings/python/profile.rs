//! The limits: built-in profiles, and files in TOML.

use std::io::Read;
use std::path::Path;

use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

use super::errors;
use super::json;
use super::path::path;
use crate::open::open_regular;
use crate::profile::Profile as Limits;

/// Bytes of a profile file at most.
const MOST_BYTES: u64 = 1 << 20;

/// The limits of one revision of the service, with their sources.
///
/// ``Profile("seedance-2.5")`` is a built-in one. Every function that takes ``profile=`` takes its name as well, and
/// the path of a TOML file.
///
/// >>> import seedance_preflight as sp
/// >>> sp.Profile().name
/// 'seedance-2.0'
#[pyclass(frozen, eq, module = "seedance_preflight")]
#[derive(PartialEq)]
pub(super) struct Profile(pub(super) Limits);

#[pymethods]
impl Profile {
    #[new]
    #[pyo3(signature = (name = "seedance-2.0"))]
    fn new(py: Python<'_>, name: &str) -> PyResult<Self> {
        named(py, name).map(Self)
    }

    /// Lay a profile in TOML over the built-in one that it names as ``base``.
    ///
    /// ``name`` becomes part of the profile's name. Raises ``ProfileError`` if the text is not a valid profile.
    ///
    /// >>> import seedance_preflight as sp
    /// >>> house = sp.Profile.from_toml('base = "seedance-2.0"\n[video]\nfps = { max = 30, source = "us" }', "house")
    /// >>> house.name
    /// 'seedance-2.0+house'
    #[classmethod]
    #[pyo3(signature = (text, name = "custom"))]
    fn from_toml(class: &Bound<'_, PyType>, text: &str, name: &str) -> PyResult<Self> {
        Limits::from_toml(name, text).map(Self).map_err(|error| errors::profile(class.py(), error))
    }

    /// As ``from_toml``, from a file; its name without the extension becomes part of the profile's name.
    #[classmethod]
    fn from_file(class: &Bound<'_, PyType>, path: std::path::PathBuf) -> PyResult<Self> {
        from_file(class.py(), &path).map(Self)
    }

    /// Its name.
    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    /// The name of the profile that it builds on.
    #[getter]
    fn base(&self) -> Option<&str> {
        self.0.base.as_deref()
    }

    /// What it is, in one sentence.
    #[getter]
    fn summary(&self) -> &str {
        &self.0.summary
    }

    /// All limits as a ``dict``, in the shape that ``seedance-preflight profiles NAME`` prints.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::object(py, &self.0)
    }

    fn __repr__(&self) -> String {
        format!("<Profile {}>", self.0.name)
    }
}

/// Every built-in profile, the reference first.
///
/// >>> import seedance_preflight as sp
/// >>> sp.profiles()[0]
/// <Profile seedance-2.0>
#[pyfunction]
pub(super) fn profiles(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, Limits::all().into_iter().map(Profile).collect::<Vec<_>>())
}

/// The limits that an argument means: a profile, the name of one, or the path of a TOML file.
pub(super) fn read(argument: &Bound<'_, PyAny>) -> PyResult<Limits> {
    if let Ok(profile) = argument.cast::<Profile>() {
        return Ok(profile.get().0.clone());
    }
    let path = path(argument)?;
    match path.as_deref().filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
        Some(path) => from_file(argument.py(), path),
        None => named(argument.py(), &argument.extract::<String>()?),
    }
}

fn named(py: Python<'_>, name: &str) -> PyResult<Limits> {
    Limits::named(name).ok_or_else(|| {
        let all = Limits::all();
        let known: Vec<_> = all.iter().map(|profile| &*profile.name).collect();
        errors::usage(
            py,
            format!("unknown profile {name:?}; expected {} or a path that ends in .toml", known.join(", ")),
        )
    })
}

fn from_file(py: Python<'_>, path: &Path) -> PyResult<Limits> {
    let mut text = String::new();
    let read = open_regular(path)?.take(MOST_BYTES + 1).read_to_string(&mut text)?;
    if u64::try_from(read).is_ok_and(|read| read > MOST_BYTES) {
        return Err(errors::profile(py, format!("{}: longer than {MOST_BYTES} bytes", path.display())));
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Limits::from_toml(&name, &text).map_err(|error| errors::profile(py, format!("{}: {error}", path.display())))
}
