//! What a walk includes.

use std::path::PathBuf;

/// Which files are found below a folder. A file that is given itself is always found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WalkOptions {
    /// Include hidden files and folders, whose names begin with a dot; on Windows also those with that attribute.
    pub hidden: bool,
    /// Include files that `.gitignore`, `.ignore`, `.preflightignore` or git's settings exclude.
    pub no_ignore: bool,
    /// Follow symbolic links.
    pub follow: bool,
    /// Exclude files that match one of these globs, in the syntax of `.gitignore`, relative to the given folder.
    pub exclude: Vec<String>,
    /// The folder that the globs of `exclude` are relative to instead.
    pub exclude_from: Option<PathBuf>,
    /// Exclude these files, by any path, such as the audit's own outputs.
    pub skip: Vec<PathBuf>,
}
