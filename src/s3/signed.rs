//! A transport that signs the requests for one URL of a store, and sends them to the bucket's region.

use std::io::{Cursor, Read};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use zeroize::Zeroize;

use super::place::Place;
use super::refusal::{self, Meaning, Refusal};
use super::signature::{Signing, VALID_SECONDS};
use super::{S3Error, S3Location, xml};
use crate::http::{HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind};
use crate::model::{Fault, FetchObstacle};

/// The longest body of an error that is read.
const LONGEST_ERROR: u64 = 16 << 10;

/// Corrections of the region in one request.
const CORRECTIONS: u32 = 2;

/// Signs each request when it is sent, so that those who make and log requests see neither keys nor signatures. A redirect is
/// never followed: a store that names another region is asked there, and nothing else of it is.
pub(super) struct Signed<'s> {
    place: &'s Place,
    transport: &'s dyn Transport,
    location: &'s S3Location,
    /// Sorted by name.
    query: Vec<(&'static str, String)>,
    /// The URL, as it is before it is signed.
    url: String,
    /// The last answer, if it was not a success.
    refusal: Mutex<Option<Refusal>>,
}

impl<'s> Signed<'s> {
    pub(super) fn new(
        place: &'s Place,
        transport: &'s dyn Transport,
        location: &'s S3Location,
        query: Vec<(&'static str, String)>,
    ) -> Result<Self, S3Error> {
        let url = place.url(location, &place.region(location.bucket()))?.into();
        Ok(Self { place, transport, location, query, url, refusal: Mutex::default() })
    }

    /// The URL to make requests for.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The fault, by the store's own words if it refused the last request.
    pub(super) fn explained(&self, fault: Fault) -> Fault {
        let is_of_status = matches!(
            FetchObstacle::of(&fault),
            Some(
                FetchObstacle::Forbidden
                    | FetchObstacle::NotFound
                    | FetchObstacle::ServerError
                    | FetchObstacle::UnexpectedStatus
            )
        );
        let refusal = self.refusal.lock().unwrap_or_else(PoisonError::into_inner);
        match &*refusal {
            Some(refusal) if is_of_status => Fault { offset: fault.offset, ..Fault::from(refusal) },
            _ => fault,
        }
    }

    fn send_to(&self, region: &str, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let bad_url = |error: S3Error| TransportError::new(TransportErrorKind::BadUrl, false, error.to_string());
        let url = self.place.url(self.location, region).map_err(bad_url)?;
        let query: Vec<_> = self.query.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let keys = self.place.options.keys.as_ref();
        let payer = [("x-amz-request-payer", "requester")];
        let headers = if self.place.options.requester_pays && keys.is_some() { &payer[..] } else { &[] };
        let at = Timestamp::now();
        let signing = Signing { keys, region, query: &query, headers, valid_seconds: VALID_SECONDS, at };
        let mut signed = request.clone();
        signed.url = signing.sign(url).into();
        signed.headers.extend(headers.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())));
        let response = self.transport.send(&signed);
        signed.url.zeroize();
        response
    }

    fn remember(&self, refusal: Option<Refusal>) {
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner) = refusal;
    }
}

impl Transport for Signed<'_> {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        self.remember(None);
        if request.url != self.url {
            let what = "the request is not for the object";
            return Err(TransportError::new(TransportErrorKind::BlockedAddress, false, what));
        }
        let mut waited = Duration::ZERO;
        let mut corrections = 0;
        let bucket = self.location.bucket();
        loop {
            let region = self.place.region(bucket);
            let mut response = self.send_to(&region, request)?;
            waited = waited.saturating_add(response.waited);
            response.waited = waited;
            if matches!(response.status, 200..=299 | 304) {
                return Ok(response);
            }
            let body = take_body(&mut response);
            if response.status == 416 {
                return Ok(with_length(response, &body));
            }
            let (refusal, other) = refusal::read(&response, &body, self.place.options.keys.is_some());
            if let Some(other) = other.filter(|other| *other != region && corrections < CORRECTIONS) {
                corrections += 1;
                self.place.learn(bucket, other);
                continue;
            }
            response.status = match refusal.status {
                // Amazon S3 API Reference, Error responses: InternalError, "try again".
                500 => 503,
                // Not followed.
                300..=399 => 400,
                status => status,
            };
            if refusal.meaning == Meaning::OtherRegion {
                // The bucket may have been made again elsewhere.
                self.place.forget(bucket);
            }
            self.remember(Some(refusal));
            return Ok(response);
        }
    }

    fn pause(&self, length: Duration) -> bool {
        self.transport.pause(length)
    }
}

/// Reads the start of a body, which the response then has again.
fn take_body(response: &mut HttpResponse) -> Vec<u8> {
    let mut body = Vec::new();
    let mut taken = std::mem::replace(&mut response.body, Box::new(std::io::empty())).take(LONGEST_ERROR);
    // What a lost connection leaves says as much as the status.
    let _ = taken.read_to_end(&mut body);
    response.body = Box::new(Cursor::new(body.clone()));
    body
}

/// A response that the range is not satisfiable (416), with the object's length in the header for it (RFC 9110 §15.5.17) if only the
/// body has it.
fn with_length(mut response: HttpResponse, body: &[u8]) -> HttpResponse {
    if response.header("content-range").is_none() {
        let mut length = None;
        let _ = xml::read(&String::from_utf8_lossy(body), &mut |path, text| {
            if matches!(path, [_, name] if name == "ActualObjectSize") {
                length = text.parse::<u64>().ok();
            }
        });
        response.headers.extend(length.map(|length| ("content-range".to_owned(), format!("bytes */{length}"))));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::s3::S3Keys;
    use crate::s3::S3Options;

    /// Answers by the URL that it is sent.
    struct Script<F>(F);

    impl<F: Fn(&HttpRequest) -> HttpResponse + Send + Sync> Transport for Script<F> {
        fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
            Ok((self.0)(request))
        }
    }

    fn response(status: u16, headers: &[(&str, &str)], body: &'static str) -> HttpResponse {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        HttpResponse::new(status, headers, Box::new(body.as_bytes()))
    }

    fn place(options: S3Options) -> Place {
        Place::new(options).unwrap()
    }

    fn with_keys() -> S3Options {
        let keys = S3Keys::new("AKIA", "secret-of-the-test", Some("token-of-the-test")).unwrap();
        S3Options { keys: Some(keys), ..S3Options::default() }
    }

    fn get(signed: &Signed<'_>) -> HttpResponse {
        signed.send(&HttpRequest::new(crate::http::Method::Get, signed.url())).unwrap()
    }

    #[test]
    fn a_bucket_is_asked_in_its_own_region_from_then_on() {
        let place = place(S3Options { requester_pays: true, ..with_keys() });
        let location = S3Location::parse("s3://media/a.mp4").unwrap();
        let asked = Mutex::new(Vec::new());
        let script = Script(|request: &HttpRequest| {
            let host = request.url.split('/').nth(2).unwrap().to_owned();
            assert!(request.url.contains("X-Amz-Signature=") && request.url.contains("x-amz-request-payer"));
            assert!(request.headers.contains(&("x-amz-request-payer".to_owned(), "requester".to_owned())));
            assert!(!request.url.contains("secret-of-the-test"));
            let is_there = host.contains("eu-west-1") && request.url.contains("%2Feu-west-1%2Fs3%2F");
            asked.lock().unwrap().push(host);
            if is_there { response(206, &[], "x") } else { response(301, &[("x-amz-bucket-region", "eu-west-1")], "") }
        });
        let signed = Signed::new(&place, &script, &location, Vec::new()).unwrap();
        assert_eq!(signed.url(), "https://media.s3.us-east-1.amazonaws.com/a.mp4");
        assert_eq!([get(&signed).status, get(&signed).status], [206, 206]);
        let hosts = ["us-east-1", "eu-west-1", "eu-west-1"].map(|region| format!("media.s3.{region}.amazonaws.com"));
        assert_eq!(*asked.lock().unwrap(), hosts);
    }

    #[test]
    fn a_store_cannot_send_the_signature_elsewhere() {
        for (status, headers) in [
            (301, [("location", "https://evil.example/"), ("x-amz-bucket-region", "evil.example/x")]),
            (307, [("location", "http://169.254.169.254/latest"), ("x-amz-bucket-region", "us-east-1")]),
        ] {
            let place = place(with_keys());
            let location = S3Location::parse("s3://media/a.mp4").unwrap();
            let script = Script(move |request: &HttpRequest| {
                assert!(request.url.starts_with("https://media.s3.us-east-1.amazonaws.com/"), "{}", request.url);
                response(status, &headers, "")
            });
            let signed = Signed::new(&place, &script, &location, Vec::new()).unwrap();
            assert_eq!(get(&signed).status, 400);
            let fault = signed.explained(FetchObstacle::UnexpectedStatus.fault(0, "x"));
            assert_eq!(FetchObstacle::of(&fault), Some(FetchObstacle::BadRedirect));
            let elsewhere = HttpRequest::new(crate::http::Method::Get, "https://evil.example/");
            assert_eq!(signed.send(&elsewhere).unwrap_err().kind, TransportErrorKind::BlockedAddress);
        }
    }

    #[test]
    fn regions_in_a_circle_end() {
        let place = place(with_keys());
        let location = S3Location::parse("s3://media/a.mp4").unwrap();
        let script = Script(|request: &HttpRequest| {
            let other = if request.url.contains("eu-west-1") { "us-east-1" } else { "eu-west-1" };
            response(400, &[("x-amz-bucket-region", other)], "<Error><Code>AuthorizationHeaderMalformed</Code></Error>")
        });
        let signed = Signed::new(&place, &script, &location, Vec::new()).unwrap();
        assert_eq!(get(&signed).status, 400);
    }

    #[test]
    fn an_internal_error_is_tried_again_and_an_empty_object_has_its_length() {
        let place = place(S3Options::default());
        let location = S3Location::parse("s3://media/a.mp4").unwrap();
        let script = Script(|_: &HttpRequest| response(500, &[], "<Error><Code>InternalError</Code></Error>"));
        let signed = Signed::new(&place, &script, &location, Vec::new()).unwrap();
        assert_eq!(get(&signed).status, 503);
        let fault = signed.explained(FetchObstacle::ServerError.fault(7, "x"));
        assert!(fault.what.contains("status 500 (InternalError)") && fault.offset == 7, "{fault}");
        let script =
            Script(|_: &HttpRequest| response(416, &[], "<Error><ActualObjectSize>0</ActualObjectSize></Error>"));
        let signed = Signed::new(&place, &script, &location, Vec::new()).unwrap();
        assert_eq!(get(&signed).header("content-range"), Some("bytes */0"));
    }
}
