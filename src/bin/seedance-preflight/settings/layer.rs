//! The settings of one source: each may be missing.

use std::path::PathBuf;

use seedance_preflight::Language;
use seedance_preflight::profile::Tolerance;

use super::origin::Sourced;
use crate::args::OutputArg;

/// What one source sets.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub(super) profile: Option<Sourced<PathBuf>>,
    pub(super) tolerance: Option<Sourced<Tolerance>>,
    pub(super) deny_warnings: Option<Sourced<bool>>,
    pub(super) select: Option<Sourced<Vec<String>>>,
    pub(super) ignore: Option<Sourced<Vec<String>>>,
    pub(super) per_file: Option<Sourced<Vec<PerFile>>>,
    pub(super) exclude: Option<Sourced<Exclude>>,
    pub(super) output: Option<Sourced<Vec<OutputArg>>>,
    pub(super) language: Option<Sourced<Language>>,
}

/// Rules that apply to some files only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PerFile {
    /// What the globs are relative to.
    pub(crate) folder: PathBuf,
    pub(crate) globs: Vec<String>,
    pub(crate) select: Vec<String>,
    pub(crate) ignore: Vec<String>,
}

/// What an audit excludes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Exclude {
    pub(crate) globs: Vec<String>,
    /// What the globs are relative to; `None` is each folder that is audited.
    pub(crate) from: Option<PathBuf>,
}
