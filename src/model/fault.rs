//! Why a fact could not be determined.

use std::borrow::Cow;
use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};

/// Something in a file that could not be read: what, and at which byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[error("{kind}{}: {what}", place(*.kind, *.offset))]
#[non_exhaustive]
pub struct Fault {
    /// The sort of trouble.
    pub kind: FaultKind,
    /// Offset in bytes from the start of the file.
    pub offset: u64,
    /// What was found or expected there.
    pub what: Cow<'static, str>,
    /// Of [`FaultKind::NotFetched`]: what stood in the way.
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

    /// What a source says that could not be read at `offset`: its own fault, where the error holds one.
    pub(crate) fn of_input(error: io::Error, offset: u64) -> Self {
        match error.downcast::<Self>() {
            Ok(fault) => fault,
            Err(error) => Self::new(FaultKind::Io, offset, error.to_string()),
        }
    }
}

/// Where it was, unless nothing was had at all.
fn place(kind: FaultKind, offset: u64) -> String {
    if kind == FaultKind::NotFetched && offset == 0 { String::new() } else { format!(" at byte {offset}") }
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
    /// The bytes are behind a network, and were not had.
    NotFetched,
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
            Self::NotFetched => "not fetched",
        })
    }
}

/// Declares [`FetchObstacle`] from one table: variant and name.
macro_rules! obstacles {
    ($($(#[$doc:meta])* $variant:ident $name:literal;)*) => {
        /// What stood in the way of fetching a file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum FetchObstacle {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl FetchObstacle {
            /// The name as in JSON.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

obstacles! {
    /// Nobody was to be asked.
    Offline "offline";
    /// The URL is none that is fetched from.
    BadUrl "bad-url";
    /// The URL, or a redirect, leads to an address that is not public.
    BlockedAddress "blocked-address";
    /// The name has no address.
    NoSuchHost "no-such-host";
    /// Nobody answers there.
    CannotConnect "cannot-connect";
    /// The certificate or the handshake failed.
    NoSafeConnection "no-safe-connection";
    /// The server took too long.
    TooSlow "too-slow";
    /// The connection broke off.
    ConnectionLost "connection-lost";
    /// What came back is no HTTP, or contradicts itself.
    BadAnswer "bad-answer";
    /// More redirects than are followed.
    TooManyRedirects "too-many-redirects";
    /// A redirect that leads nowhere, or from https to http.
    BadRedirect "bad-redirect";
    /// The server wants to know who asks: 401, 403, 407.
    Forbidden "forbidden";
    /// The URL was signed for a time that is over.
    SignatureExpired "signature-expired";
    /// There is nothing at this URL: 404, 410.
    NotFound "not-found";
    /// The server has too much to do, or is out of order: 429, 5xx.
    ServerTrouble "server-trouble";
    /// Any other status that is no success.
    UnexpectedStatus "unexpected-status";
    /// The body is compressed, though nobody asked for that.
    Encoded "encoded";
    /// The file was replaced while it was read.
    Changed "changed";
    /// The budget of requests or bytes is spent.
    Budget "budget";
}

impl fmt::Display for FetchObstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
