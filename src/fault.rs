//! Why a fact could not be determined.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Something in a file that could not be read: what, and at which byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[error("{kind} at byte {offset}: {what}")]
#[non_exhaustive]
pub struct Fault {
    /// The sort of trouble.
    pub kind: FaultKind,
    /// Offset in bytes from the start of the file.
    pub offset: u64,
    /// What was found or expected there.
    pub what: Cow<'static, str>,
}

impl Fault {
    /// A fault of `kind` at byte `offset`.
    pub fn new(kind: FaultKind, offset: u64, what: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, offset, what: what.into() }
    }
}

/// Sorts of trouble while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// The source answered with an input or output error.
    Io,
    /// The file ends where its structure says there is more.
    UnexpectedEnd,
    /// The structure contradicts itself or its standard.
    Malformed,
    /// The structure is sound, and this crate does not read it.
    Unsupported,
    /// Reading on would have cost more than the [`Budget`](crate::Budget) allows.
    Budget,
    /// The body does not decode, though its header is sound.
    Undecodable,
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Io => "input error",
            Self::UnexpectedEnd => "unexpected end",
            Self::Malformed => "malformed",
            Self::Unsupported => "not supported",
            Self::Budget => "budget spent",
            Self::Undecodable => "does not decode",
        })
    }
}
