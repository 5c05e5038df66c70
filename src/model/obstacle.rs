//! Why a file could not be fetched.

use std::borrow::Cow;

use super::named::named_enum;
use super::{Fault, FaultKind};

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
        ServerError = "server-trouble",
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

impl FetchObstacle {
    /// The obstacle that a fault of kind [`FaultKind::NotFetched`] names as its cause.
    ///
    /// ```
    /// use seedance_preflight::{Fault, FaultKind, FetchObstacle};
    ///
    /// let fault = FetchObstacle::NotFound.fault(0, "the server responds with status 404");
    /// assert_eq!((fault.kind, FetchObstacle::of(&fault)), (FaultKind::NotFetched, Some(FetchObstacle::NotFound)));
    /// ```
    pub fn of(fault: &Fault) -> Option<Self> {
        fault.cause.as_deref().filter(|_| fault.kind == FaultKind::NotFetched).and_then(Self::from_name)
    }

    /// The fault of bytes from `offset` on that could not be fetched.
    pub fn fault(self, offset: u64, what: impl Into<Cow<'static, str>>) -> Fault {
        Fault::new(FaultKind::NotFetched, offset, what).with_cause(self.name())
    }
}
