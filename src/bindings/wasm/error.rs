//! Why a call has no result.

use std::io;

use crate::check::UnknownRule;

/// Why a call has no result. Wrong use by the caller: files and requests, however broken, have reports.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    #[error("unknown call {0:?}")]
    UnknownCall(String),
    #[error("invalid arguments: {0}")]
    Arguments(serde_json::Error),
    #[error("unknown profile {0:?}")]
    UnknownProfile(String),
    #[error(transparent)]
    UnknownRule(#[from] UnknownRule),
    #[error("the profile has no size for {ratio} at {quality}")]
    NoSize { ratio: String, quality: String },
    #[error("the request is not a JSON object, so it cannot be converted")]
    NotConvertible,
    #[error("the command cannot be quoted")]
    NotQuotable,
    #[error("cannot write the result: {0}")]
    Result(#[from] io::Error),
}
