//! What `ureq` says went wrong, in words that hold no part of the request.

use std::io;

use super::guard::Blocked;
use super::phase::Phase;
use super::{TransportError, TransportErrorKind as Kind};

/// Describes why there was no answer to a request that came as far as `phase`.
pub(super) fn describe(error: ureq::Error, phase: Phase) -> TransportError {
    let (kind, what) = kind_and_words(error, phase);
    TransportError::new(kind, phase == Phase::Sent, what)
}

fn kind_and_words(error: ureq::Error, phase: Phase) -> (Kind, String) {
    use ureq::Error;
    match error {
        // Their texts repeat the URL or the header.
        Error::BadUri(_) => (Kind::BadUrl, "no http or https URL".to_owned()),
        Error::Http(_) => (Kind::BadUrl, "a URL or a header of characters that cannot be sent".to_owned()),
        Error::HostNotFound => (Kind::Resolve, "the name has no address".to_owned()),
        Error::Timeout(of) => (Kind::Timeout, words_of_timeout(of, phase)),
        Error::Io(error) => of_io(&error, phase),
        Error::Rustls(error) => (Kind::Tls, error.to_string()),
        Error::Tls(what) => (Kind::Tls, what.to_owned()),
        Error::TlsRequired => (Kind::Tls, "the connection is not encrypted".to_owned()),
        Error::ConnectProxyFailed(_) => (Kind::Connect, "the proxy does not connect".to_owned()),
        Error::ConnectionFailed => (Kind::Connect, "the connection failed".to_owned()),
        Error::LargeResponseHeader(_, most) => (Kind::Protocol, format!("headers of more than {most} bytes")),
        Error::Protocol(_) => (Kind::Protocol, "the answer cannot be read".to_owned()),
        Error::Other(error) => match error.downcast_ref::<Blocked>() {
            Some(blocked) => (Kind::BlockedAddress, blocked.to_string()),
            None => (Kind::Io, error.to_string()),
        },
        _ => (Kind::Io, "the request failed".to_owned()),
    }
}

fn of_io(error: &io::Error, phase: Phase) -> (Kind, String) {
    let is_of_handshake = matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof);
    let kind = match phase {
        Phase::Preparing | Phase::Resolving => Kind::Resolve,
        Phase::Connecting if is_of_handshake => Kind::Tls,
        Phase::Connecting => Kind::Connect,
        Phase::Sent => Kind::Io,
    };
    (kind, error.to_string())
}

fn words_of_timeout(timeout: ureq::Timeout, phase: Phase) -> String {
    let during = match phase {
        Phase::Preparing | Phase::Resolving => "while the name was looked up",
        Phase::Connecting => "while connecting",
        Phase::Sent => "before the answer was there",
    };
    match timeout {
        ureq::Timeout::Global => format!("the time for all of it was spent {during}"),
        _ => format!("nothing came for too long {during}"),
    }
}

/// Describes why a body ends early.
pub(super) fn describe_body(error: io::Error) -> io::Error {
    let timeout = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
    match timeout {
        Some(ureq::Error::Timeout(ureq::Timeout::Global)) => {
            io::Error::new(io::ErrorKind::TimedOut, "the time for all of it was spent within the body")
        }
        Some(ureq::Error::Timeout(_)) => {
            io::Error::new(io::ErrorKind::TimedOut, "nothing came for too long within the body")
        }
        Some(ureq::Error::Protocol(_)) => io::Error::new(io::ErrorKind::InvalidData, "the body cannot be read"),
        _ if error.kind() == io::ErrorKind::UnexpectedEof => {
            io::Error::new(io::ErrorKind::UnexpectedEof, "the connection ended within the body")
        }
        _ => error,
    }
}
