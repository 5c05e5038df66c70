//! Errors of audits.

use std::io;

use super::JournalError;

/// Why an audit did not run, or did not complete. An unreadable file is not an error of the audit.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// An exclusion is an invalid glob.
    #[error("cannot exclude {glob:?}: {reason}")]
    Glob {
        /// The exclusion, as given.
        glob: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Threads cannot be started.
    #[error("cannot start threads: {0}")]
    Threads(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The journal to recheck cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The output failed.
    #[error("cannot write the results: {0}")]
    Output(#[source] io::Error),
}

impl AuditError {
    pub(super) fn threads(error: rayon::ThreadPoolBuildError) -> Self {
        Self::Threads(Box::new(error))
    }
}
