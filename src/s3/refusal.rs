//! What a store answers in place of an object or a listing, and what to do about it.

use std::fmt;

use super::{endpoint, xml};
use crate::http::HttpResponse;
use crate::model::{Fault, FetchObstacle};

/// An answer of a store that is not a success: *Amazon S3 API Reference*, Error responses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// What it means.
    pub(super) meaning: Meaning,
    /// The status of the response.
    pub(super) status: u16,
    /// The store's code, such as `AccessDenied`; empty if it sends none.
    pub(super) code: String,
}

/// What a [`Refusal`] means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Meaning {
    /// The keys do not permit it.
    AccessDenied,
    /// There are no keys, and the bucket is not public.
    NoKeys,
    /// The store does not know the access key.
    UnknownKey,
    /// The secret does not belong to the access key.
    WrongSignature,
    /// The keys are temporary, and have expired.
    ExpiredSession,
    /// The token does not belong to the keys.
    WrongToken,
    /// This machine's clock differs too much from the store's.
    WrongClock,
    /// There is no such bucket.
    NoSuchBucket,
    /// There is no such object.
    NoSuchKey,
    /// The object has to be restored from an archive first.
    Archived,
    /// The bucket is in another region, or the store redirects to another host.
    OtherRegion,
    /// The store is overloaded or failing.
    Overloaded,
    /// Anything else.
    Other,
}

impl Meaning {
    fn of(status: u16, code: &str, is_signed: bool) -> Self {
        match (code, status) {
            ("InvalidAccessKeyId", _) => Self::UnknownKey,
            ("SignatureDoesNotMatch", _) => Self::WrongSignature,
            ("ExpiredToken" | "TokenRefreshRequired", _) => Self::ExpiredSession,
            ("InvalidToken", _) => Self::WrongToken,
            ("RequestTimeTooSkewed", _) => Self::WrongClock,
            ("NoSuchBucket", _) => Self::NoSuchBucket,
            ("InvalidObjectState", _) => Self::Archived,
            ("PermanentRedirect" | "TemporaryRedirect" | "Redirect", _) => Self::OtherRegion,
            ("AuthorizationHeaderMalformed" | "AuthorizationQueryParametersError", _) => Self::OtherRegion,
            (_, 301 | 302 | 307 | 308) => Self::OtherRegion,
            (_, 401 | 403) if !is_signed => Self::NoKeys,
            (_, 401 | 403) => Self::AccessDenied,
            (_, 404 | 410) => Self::NoSuchKey,
            (_, 429 | 500..=599) => Self::Overloaded,
            _ => Self::Other,
        }
    }

    /// What to do about it; `None` if only the store's code says that.
    const fn help(self) -> Option<&'static str> {
        Some(match self {
            Self::AccessDenied => {
                "allow these keys to read objects and to list the bucket, or accept that the requester pays"
            }
            Self::NoKeys => "no keys were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
            Self::UnknownKey => "check the access key, and whether the endpoint is the store that it belongs to",
            Self::WrongSignature => "check the secret access key, and the region",
            Self::ExpiredSession => "the keys are temporary and have expired; log in again",
            Self::WrongToken => {
                "check the session token: it has to belong to these keys, and keys that are not temporary have none"
            }
            Self::WrongClock => "set this machine's clock",
            Self::NoSuchBucket => "check the name of the bucket, and the endpoint",
            Self::NoSuchKey => "check the key for typos",
            Self::Archived => "the object is archived; restore it first",
            Self::OtherRegion => {
                "the bucket is elsewhere; set AWS_REGION, or name the endpoint that the store redirects to"
            }
            Self::Overloaded => "try again later, with fewer connections",
            Self::Other => return None,
        })
    }

    fn obstacle(self) -> FetchObstacle {
        match self {
            Self::AccessDenied
            | Self::NoKeys
            | Self::UnknownKey
            | Self::WrongSignature
            | Self::ExpiredSession
            | Self::WrongToken
            | Self::WrongClock
            | Self::Archived => FetchObstacle::Forbidden,
            Self::NoSuchBucket | Self::NoSuchKey => FetchObstacle::NotFound,
            Self::OtherRegion => FetchObstacle::BadRedirect,
            Self::Overloaded => FetchObstacle::ServerError,
            Self::Other => FetchObstacle::UnexpectedStatus,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store responds with status {}", self.status)?;
        if !self.code.is_empty() {
            write!(f, " ({})", self.code)?;
        }
        self.meaning.help().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

impl From<&Refusal> for Fault {
    fn from(refusal: &Refusal) -> Self {
        refusal.meaning.obstacle().fault(0, refusal.to_string())
    }
}

/// An answer that is not a success, and the region that it names.
pub(super) fn read(response: &HttpResponse, body: &[u8], is_signed: bool) -> (Refusal, Option<String>) {
    let (mut code, mut region) = (String::new(), None);
    // Without a body, or with a page of some proxy, the status says enough.
    let _ = xml::read(&String::from_utf8_lossy(body), &mut |path, text| match path {
        [error, name] if error == "Error" && name == "Code" && is_code(text) => code = text.to_owned(),
        [error, name] if error == "Error" && name == "Region" => region = Some(text.to_owned()),
        _ => {}
    });
    let region = response.header("x-amz-bucket-region").map(str::to_owned).or(region);
    let meaning = Meaning::of(response.status, &code, is_signed);
    (Refusal { meaning, status: response.status, code }, region.filter(|region| endpoint::is_region(region)))
}

fn is_code(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, header: Option<&str>, body: &str, is_signed: bool) -> (Refusal, Option<String>) {
        let headers = header.map(|region| ("x-amz-bucket-region".to_owned(), region.to_owned()));
        let response = HttpResponse::new(status, headers.into_iter().collect(), Box::new(std::io::empty()));
        read(&response, body.as_bytes(), is_signed)
    }

    #[test]
    fn codes_and_statuses_have_meanings() {
        let meaning =
            |status, code: &str| of(status, None, &format!("<Error><Code>{code}</Code></Error>"), true).0.meaning;
        for (status, code, expected) in [
            (403, "AccessDenied", Meaning::AccessDenied),
            (403, "InvalidAccessKeyId", Meaning::UnknownKey),
            (403, "SignatureDoesNotMatch", Meaning::WrongSignature),
            (400, "ExpiredToken", Meaning::ExpiredSession),
            (400, "InvalidToken", Meaning::WrongToken),
            (403, "RequestTimeTooSkewed", Meaning::WrongClock),
            (404, "NoSuchBucket", Meaning::NoSuchBucket),
            (404, "NoSuchKey", Meaning::NoSuchKey),
            (403, "InvalidObjectState", Meaning::Archived),
            (301, "PermanentRedirect", Meaning::OtherRegion),
            (503, "SlowDown", Meaning::Overloaded),
            (500, "InternalError", Meaning::Overloaded),
            (400, "InvalidArgument", Meaning::Other),
        ] {
            assert_eq!(meaning(status, code), expected, "{code}");
        }
        assert_eq!(of(403, None, "", false).0.meaning, Meaning::NoKeys);
        assert_eq!(of(403, None, "<html><body>denied", true).0.meaning, Meaning::AccessDenied);
    }

    #[test]
    fn a_region_is_read_from_header_or_body_and_a_code_is_a_word() {
        let body = "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-1</Region></Error>";
        assert_eq!(of(400, None, body, true).1.as_deref(), Some("eu-west-1"));
        assert_eq!(of(301, Some("us-west-2"), body, true).1.as_deref(), Some("us-west-2"));
        assert_eq!(of(301, Some("evil.example/"), "", true).1, None);
        assert_eq!(of(403, None, "<Error><Code>a &lt;b&gt;\n</Code></Error>", true).0.code, "");
        assert_eq!(
            of(404, None, "<Error><Code>NoSuchKey</Code></Error>", true).0.to_string(),
            "the store responds with status 404 (NoSuchKey); check the key for typos"
        );
    }
}
