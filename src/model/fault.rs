//! Why a fact could not be determined.

use std::borrow::Cow;
use std::io;

use serde::{Deserialize, Serialize};

use super::named::named_enum;

/// Something in a file that could not be read: what, and at which byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[error("{}{}: {what}", .kind.label(), place(*.kind, *.offset))]
#[non_exhaustive]
pub struct Fault {
    /// The kind of fault.
    pub kind: FaultKind,
    /// Offset in bytes from the start of the file.
    pub offset: u64,
    /// What was found or expected there.
    pub what: Cow<'static, str>,
    /// A stable name for the cause, if the kind has such names: for [`FaultKind::NotFetched`] that of the
    /// [`FetchObstacle`](crate::FetchObstacle), for [`FaultKind::Io`] that of the [`AccessError`].
    #[serde(rename = "obstacle", default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cow<'static, str>>,
}

impl Fault {
    /// A fault of `kind` at byte `offset`.
    pub fn new(kind: FaultKind, offset: u64, what: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, offset, what: what.into(), cause: None }
    }

    /// The same fault with a stable name for its cause.
    pub(super) fn with_cause(self, cause: &'static str) -> Self {
        Self { cause: Some(Cow::Borrowed(cause)), ..self }
    }

    /// Why a source could not be read at `offset`: its own fault if the error holds one.
    pub(crate) fn of_input(error: io::Error, offset: u64) -> Self {
        match error.downcast::<Self>() {
            Ok(fault) => fault,
            Err(error) => Self::of_access(&error, offset),
        }
    }

    /// Why a source could not be opened, or read at `offset`.
    pub(crate) fn of_access(error: &io::Error, offset: u64) -> Self {
        Self::new(FaultKind::Io, offset, error.to_string()).with_cause(AccessError::from(error).name())
    }

    /// For [`FaultKind::Io`]: why the source could not be read, if the system reports it.
    pub fn access(&self) -> Option<AccessError> {
        self.cause.as_deref().filter(|_| self.kind == FaultKind::Io).and_then(AccessError::from_name)
    }
}

/// The offset in words; empty if nothing at all was read.
fn place(kind: FaultKind, offset: u64) -> String {
    if matches!(kind, FaultKind::NotFetched | FaultKind::Io) && offset == 0 {
        String::new()
    } else {
        format!(" at byte {offset}")
    }
}

named_enum! {
    /// Kinds of faults while reading.
    pub enum FaultKind {
        /// The source answered with an I/O error.
        Io = "io",
        /// The file ends where its structure requires more.
        UnexpectedEnd = "unexpected_end",
        /// The structure contradicts itself or its standard.
        Malformed = "malformed",
        /// The structure is valid, but this crate does not read it.
        Unsupported = "unsupported",
        /// Reading on would exceed the [`Budget`](crate::Budget).
        Budget = "budget",
        /// The body does not decode, although its header is valid.
        Undecodable = "undecodable",
        /// The bytes are on a remote source and could not be fetched.
        NotFetched = "not_fetched",
    }
}

impl FaultKind {
    /// The kind in words, as messages show it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Io => "input error",
            Self::UnexpectedEnd => "unexpected end",
            Self::Malformed => "malformed",
            Self::Unsupported => "not supported",
            Self::Budget => "budget spent",
            Self::Undecodable => "does not decode",
            Self::NotFetched => "not fetched",
        }
    }
}

named_enum! {
    /// Why a source could not be read.
    pub enum AccessError {
        /// The file does not exist.
        NotFound = "not-found",
        /// The user may not read it.
        Denied = "denied",
        /// It is a directory.
        Directory = "directory",
        /// It is a FIFO, a socket or a device.
        NotRegular = "not-regular",
        /// It is a URL of a scheme that is not fetched.
        OtherScheme = "other-scheme",
        /// Any other error of the system, such as a bad disk or a loop of links.
        Failed = "failed",
    }
}

impl From<&io::Error> for AccessError {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::IsADirectory => Self::Directory,
            io::ErrorKind::InvalidInput => Self::NotRegular,
            io::ErrorKind::Unsupported => Self::OtherScheme,
            _ => Self::Failed,
        }
    }
}
