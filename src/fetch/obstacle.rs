//! What prevented a fetch, as a fault.

use std::io;

use super::signature::{Signature, signature};
use crate::http::{Link, LinkError, LinkErrorKind, TransportError, TransportErrorKind};
use crate::model::{Fault, FetchObstacle};

impl From<LinkError> for Fault {
    fn from(error: LinkError) -> Self {
        let obstacle = match error.kind {
            LinkErrorKind::BadUrl => FetchObstacle::BadUrl,
            LinkErrorKind::BlockedAddress => FetchObstacle::BlockedAddress,
            LinkErrorKind::BadRedirect => FetchObstacle::BadRedirect,
            LinkErrorKind::TooManyRedirects => FetchObstacle::TooManyRedirects,
        };
        obstacle.fault(0, error.what)
    }
}

/// The fault of a request without a response.
pub(super) fn of_transport(error: &TransportError, offset: u64) -> Fault {
    let obstacle = match error.kind {
        TransportErrorKind::BadUrl => FetchObstacle::BadUrl,
        TransportErrorKind::Resolve => FetchObstacle::NoSuchHost,
        TransportErrorKind::BlockedAddress => FetchObstacle::BlockedAddress,
        TransportErrorKind::Connect => FetchObstacle::CannotConnect,
        TransportErrorKind::Tls => FetchObstacle::NoSafeConnection,
        TransportErrorKind::Timeout => FetchObstacle::TooSlow,
        TransportErrorKind::Protocol => FetchObstacle::BadAnswer,
        TransportErrorKind::Io => FetchObstacle::ConnectionLost,
    };
    obstacle.fault(offset, error.what.clone())
}

/// The fault of a body that ended early.
pub(super) fn of_body(error: &io::Error, offset: u64) -> Fault {
    let obstacle = match error.kind() {
        io::ErrorKind::TimedOut => FetchObstacle::TooSlow,
        io::ErrorKind::InvalidData => FetchObstacle::BadAnswer,
        _ => FetchObstacle::ConnectionLost,
    };
    obstacle.fault(offset, error.to_string())
}

/// The fault of a response that is not a success.
pub(super) fn of_status(status: u16, link: &Link, offset: u64) -> Fault {
    let (obstacle, why) = match status {
        // Object stores use any of these for an expired signature: Azure and Google 403 or 400, some 404.
        400 | 401 | 403 | 404 | 410 => match (signature(link.query()), status) {
            (Some(Signature::Expired(seconds)), _) => {
                (FetchObstacle::SignatureExpired, format!("; the URL's signature expired {} ago", age(seconds)))
            }
            (signed, 401 | 403) => (FetchObstacle::Forbidden, hint(signed)),
            (signed, 404 | 410) => (FetchObstacle::NotFound, hint(signed)),
            (signed, _) => (FetchObstacle::UnexpectedStatus, hint(signed)),
        },
        407 => (FetchObstacle::Forbidden, " (from the proxy)".to_owned()),
        429 | 500..=599 => (FetchObstacle::ServerError, String::new()),
        _ => (FetchObstacle::UnexpectedStatus, String::new()),
    };
    obstacle.fault(offset, format!("the server responds with status {status}{why}"))
}

fn hint(signed: Option<Signature>) -> String {
    signed.map(|_| "; the URL is signed, and its signature may be invalid or revoked".to_owned()).unwrap_or_default()
}

/// A duration in its largest unit.
fn age(seconds: u64) -> String {
    let units = [("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)];
    let (name, count) =
        units.iter().map(|&(name, unit)| (name, seconds / unit)).find(|&(_, n)| n > 0).unwrap_or(("second", 0));
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::LinkPolicy;

    #[test]
    fn a_status_is_explained_by_the_urls_signature() {
        let of = |status, url: &str| {
            let fault = of_status(status, &Link::parse(url, &LinkPolicy::default()).unwrap(), 0);
            assert!(!fault.what.contains("secret"), "{}", fault.what);
            FetchObstacle::of(&fault).unwrap()
        };
        let signed = "https://a.example/a?Expires=1700000000&Signature=secret";
        assert_eq!(of(403, signed), FetchObstacle::SignatureExpired);
        assert_eq!(of(404, signed), FetchObstacle::SignatureExpired);
        assert_eq!(of(403, "https://a.example/"), FetchObstacle::Forbidden);
        assert_eq!(of(410, "https://a.example/?sig=secret"), FetchObstacle::NotFound);
        assert_eq!(of(503, signed), FetchObstacle::ServerError);
        assert_eq!(of(204, signed), FetchObstacle::UnexpectedStatus);
        assert_eq!([age(0), age(1), age(7300)], ["0 seconds", "1 second", "2 hours"]);
    }
}
