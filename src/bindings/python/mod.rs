//! The Python package `seedance_preflight`: its native module.
//!
//! maturin builds it by the `pyproject.toml` beside this file. Every result is a frozen object around the library's own
//! types; what Python does not ask for is not converted. All work is done without the GIL.

// Exported functions and classes are public, though no Rust path leads to them.
#![allow(unreachable_pub)]

mod arrow;
mod assets;
mod audit;
mod check;
mod errors;
mod explain;
mod facts;
mod fetcher;
mod file_like;
mod finding;
mod fix;
mod fix_options;
mod hash;
mod html;
mod interpreter;
mod json;
mod judging;
mod measure;
mod path;
mod profile;
mod report;
mod request;
mod request_report;
mod roots;
mod signals;
mod size;
mod source;
mod upstream;
mod values;

use pyo3::pymodule;

/// The native module of `seedance_preflight`.
#[pymodule(name = "_native")]
mod native {
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        super::interpreter::claim(module.py())
    }

    #[pymodule_export]
    use super::arrow::{CheckedBatch, CheckedStream, check_arrow, to_arrow};
    #[pymodule_export]
    use super::audit::{Audit, run};
    #[pymodule_export]
    use super::check::{check, probe};
    #[pymodule_export]
    use super::explain::{Explanation, Rule, explain, rules};
    #[pymodule_export]
    use super::facts::Facts;
    #[pymodule_export]
    use super::finding::Finding;
    #[pymodule_export]
    use super::fix::{Fix, fix};
    #[pymodule_export]
    use super::profile::{Profile, profiles};
    #[pymodule_export]
    use super::report::Report;
    #[pymodule_export]
    use super::request::check_request;
    #[pymodule_export]
    use super::request_report::{Asset, RequestReport};
    #[pymodule_export]
    use super::size::{Size, output_size};
    #[pymodule_export]
    use super::upstream::{Refusal, explain_upstream};

    /// Version of the package.
    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
