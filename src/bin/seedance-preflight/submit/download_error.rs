//! Why results were not saved.

use std::io;
use std::path::PathBuf;

use seedance_preflight::http::{LinkError, TransportError};

/// Far more than any result: 30 seconds of 4K video are a tenth of it.
pub(super) const MAX_BYTES: u64 = 2 << 30;

/// Why the results were not saved.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DownloadError {
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("cannot prepare downloads: {0}")]
    Transport(TransportError),
    #[error("cannot download result {index}: {cause}")]
    Result { index: usize, cause: Cause },
    #[error("interrupted")]
    Stopped,
}

/// Why one result was not saved.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Cause {
    #[error(transparent)]
    Link(#[from] LinkError),
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error("HTTP {0}; links expire 24 h after completion")]
    Status(u16),
    #[error("{what} after {bytes} bytes")]
    Incomplete { bytes: u64, what: String },
    #[error("longer than {MAX_BYTES} bytes")]
    TooLong,
    #[error("cannot write: {0}")]
    Write(io::Error),
    #[error("interrupted")]
    Stopped,
}

impl Cause {
    /// Whether another attempt may succeed.
    pub(super) fn is_transient(&self) -> bool {
        match self {
            Self::Transport(_) | Self::Incomplete { .. } => true,
            Self::Status(status) => *status >= 500,
            Self::Link(_) | Self::TooLong | Self::Write(_) | Self::Stopped => false,
        }
    }
}
