//! A request, or the body of its response, that failed, and whether to try again.

use std::io;
use std::time::{Duration, SystemTime};

use super::obstacle;
use crate::http::{HttpResponse, Link, LinkError, TransportError, TransportErrorKind, retry_after};
use crate::model::{Fault, FetchObstacle};

/// Why a request, or reading its response, failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) fault: Fault,
    pub(super) retry: Retry,
}

/// Whether another try may succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Retry {
    /// It would fail again.
    Never,
    /// At once, if it is the first failure: a connection that is reused may have been closed by the server meanwhile.
    AtOnce,
    /// After a pause.
    Later,
    /// After a pause, and once only, since each try takes long.
    OnceLater,
    /// After the pause that the server asks for.
    After(Duration),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self { fault, retry: Retry::Never }
    }
}

impl From<LinkError> for Failure {
    fn from(error: LinkError) -> Self {
        Fault::from(error).into()
    }
}

impl Failure {
    /// A request without a response.
    pub(super) fn of_transport(error: &TransportError, offset: u64) -> Self {
        let retry = match error.kind {
            TransportErrorKind::Io => Retry::AtOnce,
            TransportErrorKind::Connect => Retry::Later,
            TransportErrorKind::Timeout => Retry::OnceLater,
            _ => Retry::Never,
        };
        Self { fault: obstacle::of_transport(error, offset), retry }
    }

    /// A body that ended early.
    pub(super) fn of_body(error: &io::Error, offset: u64) -> Self {
        Self::of_lost_body(obstacle::of_body(error, offset))
    }

    /// A body that ended before its length.
    pub(super) fn of_ended(offset: u64) -> Self {
        let what = "the body ends before its announced length";
        Self::of_lost_body(FetchObstacle::ConnectionLost.fault(offset, what))
    }

    fn of_lost_body(fault: Fault) -> Self {
        let is_lost = FetchObstacle::of(&fault) == Some(FetchObstacle::ConnectionLost);
        Self { fault, retry: if is_lost { Retry::AtOnce } else { Retry::Never } }
    }

    /// A response that is not a success.
    pub(super) fn of_status(response: &HttpResponse, link: &Link, offset: u64) -> Self {
        let asked = || response.header("retry-after").and_then(|value| retry_after(value, SystemTime::now()));
        let retry = match response.status {
            // RFC 6585 §4, RFC 9110 §15.6.3 to §15.6.5: the same request may succeed later.
            429 | 502..=504 => asked().map_or(Retry::Later, Retry::After),
            _ => Retry::Never,
        };
        Self { fault: obstacle::of_status(response.status, link, offset), retry }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::LinkPolicy;

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let of = |status, header: Option<&str>| {
            let headers = header.map(|value| ("retry-after".to_owned(), value.to_owned())).into_iter().collect();
            let link = Link::parse("https://a.example/", &LinkPolicy::default()).unwrap();
            Failure::of_status(&HttpResponse::new(status, headers, Box::new(io::empty())), &link, 0).retry
        };
        for status in [429, 502, 503, 504] {
            assert_eq!(of(status, None), Retry::Later, "{status}");
            assert_eq!(of(status, Some("7")), Retry::After(Duration::from_secs(7)), "{status}");
            assert_eq!(of(status, Some("soon")), Retry::Later, "{status}");
        }
        for status in [400, 401, 403, 404, 410, 500, 501, 505] {
            assert_eq!(of(status, Some("7")), Retry::Never, "{status}");
        }
        let transport = |kind| Failure::of_transport(&TransportError::new(kind, true, ""), 0).retry;
        assert_eq!(transport(TransportErrorKind::Io), Retry::AtOnce);
        assert_eq!(transport(TransportErrorKind::Connect), Retry::Later);
        assert_eq!(transport(TransportErrorKind::Timeout), Retry::OnceLater);
        assert_eq!(transport(TransportErrorKind::BlockedAddress), Retry::Never);
        assert_eq!(transport(TransportErrorKind::Tls), Retry::Never);
        assert_eq!(Failure::of_body(&io::ErrorKind::UnexpectedEof.into(), 0).retry, Retry::AtOnce);
        assert_eq!(Failure::of_body(&io::ErrorKind::TimedOut.into(), 0).retry, Retry::Never);
    }
}
