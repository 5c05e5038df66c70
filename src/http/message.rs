//! Requests, answers, and who carries them.

use std::fmt;
use std::io::Read;
use std::time::Duration;

/// Carries one request and brings its answer. Follows no redirect, and repeats nothing: both are for those who ask.
pub trait Transport: Send + Sync {
    /// Sends `request`. An answer of any status is an answer; its body is read as it is needed.
    ///
    /// # Errors
    /// Where there was no answer; the error says whether the request may have reached the server.
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError>;
}

/// How to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Reads.
    Get,
    /// Sends a body.
    Post,
}

/// One request. Its debug form shows neither values of headers, nor the query of its URL, nor its body, since each may
/// hold secrets.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpRequest {
    /// How to ask.
    pub method: Method,
    /// Whom and for what: `http` or `https`.
    pub url: String,
    /// Names and values of headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body of a [`Method::Post`].
    pub body: Vec<u8>,
    /// How long all of it may take, to the last byte of the answer's body.
    pub timeout: Duration,
}

impl HttpRequest {
    /// A request without headers and body, for 30 seconds.
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Self { method, url: url.into(), headers: Vec::new(), body: Vec::new(), timeout: Duration::from_secs(30) }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        let url = self.url.split(['?', '#']).next().unwrap_or_default();
        let mut shown = f.debug_struct("HttpRequest");
        shown.field("method", &self.method).field("url", &url).field("headers", &names);
        shown.field("body_bytes", &self.body.len()).field("timeout", &self.timeout).finish()
    }
}

/// One answer.
#[non_exhaustive]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// Names, in lower case, and values of headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body, not yet read. Dropping it hangs up.
    pub body: Box<dyn Read + Send>,
}

impl HttpResponse {
    /// An answer.
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Box<dyn Read + Send>) -> Self {
        Self { status, headers, body }
    }

    /// The value of the first header of this name, which is given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Why there was no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {what}")]
#[non_exhaustive]
pub struct TransportError {
    /// The sort of trouble.
    pub kind: TransportErrorKind,
    /// Whether any byte of the request may have reached the server. Where that is not certain, it may.
    pub may_have_arrived: bool,
    /// What happened, without secrets.
    pub what: String,
}

impl TransportError {
    /// An error of this kind.
    pub fn new(kind: TransportErrorKind, may_have_arrived: bool, what: impl Into<String>) -> Self {
        Self { kind, may_have_arrived, what: what.into() }
    }
}

/// Sorts of trouble on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The URL is none that can be asked, or a header is none that can be sent.
    BadUrl,
    /// The name has no address.
    Resolve,
    /// The address is one that is not to be connected to.
    BlockedAddress,
    /// Nobody answers there.
    Connect,
    /// The certificate or the handshake failed.
    Tls,
    /// It took too long.
    Timeout,
    /// What came back is no HTTP.
    Protocol,
    /// The line broke.
    Io,
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadUrl => "cannot be asked",
            Self::Resolve => "no such host",
            Self::BlockedAddress => "address not allowed",
            Self::Connect => "cannot connect",
            Self::Tls => "no safe connection",
            Self::Timeout => "too slow",
            Self::Protocol => "no HTTP answer",
            Self::Io => "connection lost",
        })
    }
}
