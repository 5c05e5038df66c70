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
    /// For [`FaultKind::NotFetched`]: what prevented it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<FetchObstacle>,
}

impl Fault {
    /// A fault of `kind` at byte `offset`.
    pub fn new(kind: FaultKind, offset: u64, what: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, offset, what: what.into(), obstacle: None }
    }

    /// Bytes from `offset` on that could not be fetched.
    pub fn not_fetched(obstacle: FetchObstacle, offset: u64, what: impl Into<Cow<'static, str>>) -> Self {
        Self { obstacle: Some(obstacle), ..Self::new(FaultKind::NotFetched, offset, what) }
    }

    /// Why a source could not be read at `offset`: its own fault if the error holds one.
    pub(crate) fn of_input(error: io::Error, offset: u64) -> Self {
        match error.downcast::<Self>() {
            Ok(fault) => fault,
            Err(error) => Self::new(FaultKind::Io, offset, error.to_string()),
        }
    }
}

/// The offset in words; empty if nothing at all was fetched.
fn place(kind: FaultKind, offset: u64) -> String {
    if kind == FaultKind::NotFetched && offset == 0 { String::new() } else { format!(" at byte {offset}") }
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
    /// What prevented a file from being fetched.
    pub enum FetchObstacle {
        /// Fetching is switched off.
        Offline = "offline",
        /// The URL cannot be fetched from.
        BadUrl = "bad-url",
        /// The URL, or a redirect, leads to an address that is not public.
        BlockedAddress = "blocked-address",
        /// The host name does not resolve.
        NoSuchHost = "no-such-host",
        /// No connection could be made.
        CannotConnect = "cannot-connect",
        /// The certificate or the TLS handshake failed.
        NoSafeConnection = "no-safe-connection",
        /// The server took too long.
        TooSlow = "too-slow",
        /// The connection broke.
        ConnectionLost = "connection-lost",
        /// The response is not HTTP, or contradicts itself.
        BadAnswer = "bad-answer",
        /// More redirects than are followed.
        TooManyRedirects = "too-many-redirects",
        /// A redirect without a usable target, or from https to http.
        BadRedirect = "bad-redirect",
        /// The server requires credentials: 401, 403, 407.
        Forbidden = "forbidden",
        /// The signature in the URL has expired.
        SignatureExpired = "signature-expired",
        /// Nothing is at this URL: 404, 410.
        NotFound = "not-found",
        /// The server is overloaded or failing: 429, 5xx.
        ServerTrouble = "server-trouble",
        /// Any other status that is not a success.
        UnexpectedStatus = "unexpected-status",
        /// The body is compressed, although that was not requested.
        Encoded = "encoded",
        /// The file was replaced while it was being read.
        Changed = "changed",
        /// The budget of requests or bytes is spent.
        Budget = "budget",
    }
}
