//! One file of an audit.

use std::path::PathBuf;

use super::FileStamp;
use crate::{Finding, Report};

/// What an audit says of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditedFile {
    /// The file, as it was found: below the folder that was named, as that was written.
    pub path: PathBuf,
    /// What was measured and found, without what the baseline knows.
    pub report: Report,
    /// Findings that the baseline knows. They are no part of the verdict.
    pub known: Vec<Finding>,
    /// Where the facts came from.
    pub origin: Origin,
    /// The file's stamp when it was measured; `None` where it could not be, or changed meanwhile.
    pub stamp: Option<FileStamp>,
    /// Bytes that were read of the file for it; 0 where the facts came from a journal.
    pub bytes_read: u64,
}

impl AuditedFile {
    /// The path as reports print it. What is no UTF-8 of it stands as U+FFFD.
    pub fn source(&self) -> std::borrow::Cow<'_, str> {
        self.path.to_string_lossy()
    }
}

/// Where the facts of a file came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// The file was opened and probed.
    Probed,
    /// A journal had them, and the file has not changed since.
    Journal,
}
