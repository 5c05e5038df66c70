//! What stood in the way, as a fault.

use std::io;

use super::link::Link;
use super::signature::{SignedUntil, signed_until};
use crate::http::{TransportError, TransportErrorKind};
use crate::model::{Fault, FetchObstacle};

/// Where there was no answer.
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
    Fault::not_fetched(obstacle, offset, error.what.clone())
}

/// Where the body ended before its time.
pub(super) fn of_body(error: &io::Error, offset: u64) -> Fault {
    let obstacle = match error.kind() {
        io::ErrorKind::TimedOut => FetchObstacle::TooSlow,
        io::ErrorKind::InvalidData => FetchObstacle::BadAnswer,
        _ => FetchObstacle::ConnectionLost,
    };
    Fault::not_fetched(obstacle, offset, error.to_string())
}

/// Where the answer is no success.
pub(super) fn of_status(status: u16, link: &Link, offset: u64) -> Fault {
    let (obstacle, why) = match status {
        // Stores answer with any of them to a signature that is over: Azure and Google with 403 or 400, some with 404.
        400 | 401 | 403 | 404 | 410 => match (signed_until(link.query()), status) {
            (Some(SignedUntil::Over(seconds)), _) => {
                (FetchObstacle::SignatureExpired, format!("; the URL's signature ended {} ago", spoken(seconds)))
            }
            (signed, 401 | 403) => (FetchObstacle::Forbidden, hint(signed)),
            (signed, 404 | 410) => (FetchObstacle::NotFound, hint(signed)),
            (signed, _) => (FetchObstacle::UnexpectedStatus, hint(signed)),
        },
        407 => (FetchObstacle::Forbidden, ", of the proxy".to_owned()),
        429 | 500..=599 => (FetchObstacle::ServerTrouble, String::new()),
        _ => (FetchObstacle::UnexpectedStatus, String::new()),
    };
    Fault::not_fetched(obstacle, offset, format!("the server answers with status {status}{why}"))
}

fn hint(signed: Option<SignedUntil>) -> String {
    signed.map(|_| "; the URL is signed, and its signature may be wrong or revoked".to_owned()).unwrap_or_default()
}

/// A span of time as people say it.
fn spoken(seconds: u64) -> String {
    let units = [("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)];
    let (name, count) =
        units.iter().map(|&(name, unit)| (name, seconds / unit)).find(|&(_, n)| n > 0).unwrap_or(("second", 0));
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::AllowedHosts;

    #[test]
    fn a_status_is_told_by_what_the_url_says() {
        let of = |status, url: &str| {
            let fault = of_status(status, &Link::parse(url, AllowedHosts::Public).unwrap(), 0);
            assert!(!fault.what.contains("secret"), "{}", fault.what);
            fault.obstacle.unwrap()
        };
        let signed = "https://a.example/a?Expires=1700000000&Signature=secret";
        assert_eq!(of(403, signed), FetchObstacle::SignatureExpired);
        assert_eq!(of(404, signed), FetchObstacle::SignatureExpired);
        assert_eq!(of(403, "https://a.example/"), FetchObstacle::Forbidden);
        assert_eq!(of(410, "https://a.example/?sig=secret"), FetchObstacle::NotFound);
        assert_eq!(of(503, signed), FetchObstacle::ServerTrouble);
        assert_eq!(of(204, signed), FetchObstacle::UnexpectedStatus);
        assert_eq!([spoken(0), spoken(1), spoken(7300)], ["0 seconds", "1 second", "2 hours"]);
    }
}
