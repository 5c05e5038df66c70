//! Where a value comes from.

use std::fmt;
use std::path::PathBuf;

/// A value, and where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sourced<T> {
    pub(crate) value: T,
    pub(crate) origin: Origin,
}

/// The place where a value was set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    #[default]
    Default,
    File {
        kind: FileKind,
        path: PathBuf,
        /// From 1.
        line: usize,
    },
    /// A variable.
    Environment(&'static str),
    /// An option of the command line.
    Flag(&'static str),
}

/// Which settings file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// The file that `--config` or its variable names.
    Named,
    Project,
    User,
}

impl Origin {
    /// Its kind, as in JSON.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File { kind, .. } => kind.name(),
            Self::Environment(_) => "environment",
            Self::Flag(_) => "flag",
        }
    }
}

impl FileKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Named => "config",
            Self::Project => "project",
            Self::User => "user",
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { kind, path, line } => write!(f, "{}: {}:{line}", kind.name(), path.display()),
            Self::Environment(name) | Self::Flag(name) => write!(f, "{}: {name}", self.name()),
        }
    }
}
