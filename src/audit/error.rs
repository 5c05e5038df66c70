//! Why an audit did not run to its end.

use std::io;

use super::JournalError;

/// Why an audit did not run, or not to its end. A file that cannot be read is no such reason.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// An exclusion is no glob.
    #[error("cannot exclude {glob:?}: {reason}")]
    Glob {
        /// The exclusion, as it was given.
        glob: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The system gives no threads.
    #[error("cannot start threads: {0}")]
    Threads(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The journal that was to be judged anew cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The output took no more.
    #[error("cannot write the results: {0}")]
    Output(#[source] io::Error),
}

impl AuditError {
    pub(super) fn threads(error: rayon::ThreadPoolBuildError) -> Self {
        Self::Threads(Box::new(error))
    }
}
