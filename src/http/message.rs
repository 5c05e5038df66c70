//! Requests, responses, and the transport between them.

use std::fmt;
use std::io::Read;
use std::time::Duration;

/// Sends one request and returns its response. Follows no redirects and retries nothing: both are up to the caller.
pub trait Transport: Send + Sync {
    /// Sends `request`. A response of any status is a success; its body is read on demand.
    ///
    /// # Errors
    /// If there is no response; the error says whether the request may have reached the server.
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError>;

    /// Waits before a request is sent once more; returns whether to send it. A transport that can be interrupted returns
    /// early, and `false`.
    fn pause(&self, length: Duration) -> bool {
        std::thread::sleep(length);
        true
    }
}

/// HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// GET.
    Get,
    /// POST, with a body.
    Post,
}

/// One request. Its `Debug` output omits header values, the URL's query and the body, since each may hold secrets.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpRequest {
    /// HTTP method.
    pub method: Method,
    /// The URL, `http` or `https`.
    pub url: String,
    /// Header names and values, in order.
    pub headers: Vec<(String, String)>,
    /// The body of a [`Method::Post`].
    pub body: Vec<u8>,
    /// How long the whole exchange may take, to the last byte of the response's body.
    pub timeout: Duration,
}

impl HttpRequest {
    /// A request without headers or body, with a timeout of 30 seconds.
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

/// One response.
#[non_exhaustive]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// Header names in lower case, and their values, in order.
    pub headers: Vec<(String, String)>,
    /// The body, not yet read. Dropping it closes the connection.
    pub body: Box<dyn Read + Send>,
    /// How long the request waited until its host had a connection to spare, before its own time began.
    pub waited: Duration,
}

impl HttpResponse {
    /// A response.
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Box<dyn Read + Send>) -> Self {
        Self { status, headers, body, waited: Duration::ZERO }
    }

    /// The value of the first header with this name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Why there is no response.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {what}")]
#[non_exhaustive]
pub struct TransportError {
    /// The kind of error.
    pub kind: TransportErrorKind,
    /// Whether any byte of the request may have reached the server; true if unknown.
    pub may_have_arrived: bool,
    /// What happened, without secrets.
    pub what: String,
    /// How long the request waited until its host had a connection to spare, before its own time began.
    pub waited: Duration,
}

impl TransportError {
    /// An error of this kind.
    pub fn new(kind: TransportErrorKind, may_have_arrived: bool, what: impl Into<String>) -> Self {
        Self { kind, may_have_arrived, what: what.into(), waited: Duration::ZERO }
    }
}

/// Kinds of [`TransportError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The URL cannot be requested, or a header cannot be sent.
    BadUrl,
    /// The name has no address.
    Resolve,
    /// The address is not allowed.
    BlockedAddress,
    /// The connection failed.
    Connect,
    /// The certificate or the handshake failed.
    Tls,
    /// A timeout passed.
    Timeout,
    /// The response is not valid HTTP.
    Protocol,
    /// The connection was lost.
    Io,
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadUrl => "invalid request",
            Self::Resolve => "cannot resolve host",
            Self::BlockedAddress => "address not allowed",
            Self::Connect => "cannot connect",
            Self::Tls => "TLS error",
            Self::Timeout => "timeout",
            Self::Protocol => "invalid HTTP response",
            Self::Io => "connection lost",
        })
    }
}
