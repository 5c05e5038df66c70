//! Errors of `ureq`, described without any part of the request.

use std::io;

use super::guard::Blocked;
use super::phase::Phase;
use super::{TransportError, TransportErrorKind as Kind};

/// Describes why there is no response to a request that got as far as `phase`.
pub(super) fn describe(error: ureq::Error, phase: Phase) -> TransportError {
    let (kind, what) = kind_and_words(error, phase);
    TransportError::new(kind, phase == Phase::Sent, what)
}

fn kind_and_words(error: ureq::Error, phase: Phase) -> (Kind, String) {
    use ureq::Error;
    match error {
        // The messages of these repeat the URL or the header.
        Error::BadUri(_) => (Kind::BadUrl, "invalid http or https URL".to_owned()),
        Error::Http(_) => (Kind::BadUrl, "the URL or a header contains a character that cannot be sent".to_owned()),
        Error::HostNotFound => (Kind::Resolve, "the name has no address".to_owned()),
        Error::Timeout(of) => (Kind::Timeout, timeout_words(of, phase)),
        Error::Io(error) => io_kind(&error, phase),
        Error::Rustls(error) => (Kind::Tls, error.to_string()),
        Error::Tls(what) => (Kind::Tls, what.to_owned()),
        Error::TlsRequired => (Kind::Tls, "the connection is not encrypted".to_owned()),
        Error::ConnectProxyFailed(_) => (Kind::Connect, "the proxy failed to connect".to_owned()),
        Error::ConnectionFailed => (Kind::Connect, "the connection failed".to_owned()),
        Error::LargeResponseHeader(_, most) => (Kind::Protocol, format!("the response's headers exceed {most} bytes")),
        Error::Protocol(_) => (Kind::Protocol, "the response cannot be parsed".to_owned()),
        Error::Other(error) => match error.downcast_ref::<Blocked>() {
            Some(blocked) => (Kind::BlockedAddress, blocked.to_string()),
            None => (Kind::Io, error.to_string()),
        },
        _ => (Kind::Io, "the request failed".to_owned()),
    }
}

fn io_kind(error: &io::Error, phase: Phase) -> (Kind, String) {
    let is_handshake_error = matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof);
    let kind = match phase {
        Phase::Preparing | Phase::Resolving => Kind::Resolve,
        Phase::Connecting if is_handshake_error => Kind::Tls,
        Phase::Connecting => Kind::Connect,
        Phase::Sent => Kind::Io,
    };
    (kind, error.to_string())
}

fn timeout_words(timeout: ureq::Timeout, phase: Phase) -> String {
    let during = match phase {
        Phase::Preparing | Phase::Resolving => "while resolving the name",
        Phase::Connecting => "while connecting",
        Phase::Sent => "while waiting for the response",
    };
    match timeout {
        ureq::Timeout::Global => format!("out of time {during}"),
        _ => format!("no data for too long {during}"),
    }
}

/// Describes why a body ended early.
pub(super) fn describe_body(error: io::Error) -> io::Error {
    let timeout = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
    match timeout {
        Some(ureq::Error::Timeout(ureq::Timeout::Global)) => {
            io::Error::new(io::ErrorKind::TimedOut, "out of time within the body")
        }
        Some(ureq::Error::Timeout(_)) => {
            io::Error::new(io::ErrorKind::TimedOut, "no data for too long within the body")
        }
        Some(ureq::Error::Protocol(_)) => io::Error::new(io::ErrorKind::InvalidData, "the body cannot be parsed"),
        _ if error.kind() == io::ErrorKind::UnexpectedEof => {
            io::Error::new(io::ErrorKind::UnexpectedEof, "the connection closed within the body")
        }
        _ => error,
    }
}
