//! Signed URLs, by AWS Signature Version 4 in the query.

use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use super::S3Keys;

/// Seconds that a URL is valid. Each request is signed when it is sent; this leaves room for clocks that differ.
pub(super) const VALID_SECONDS: u64 = 3600;

/// RFC 3986 §2.3: what is not encoded in any part of a URL.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is signed along with a URL.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signing<'a> {
    pub(super) keys: Option<&'a S3Keys>,
    pub(super) region: &'a str,
    /// Sorted by name.
    pub(super) query: &'a [(&'a str, &'a str)],
    /// Sorted by name, which is in lower case. They have to be sent, too.
    pub(super) headers: &'a [(&'a str, &'a str)],
    pub(super) valid_seconds: u64,
    pub(super) at: Timestamp,
}

impl Signing<'_> {
    /// The URL with its query, signed if there are keys.
    pub(super) fn sign(&self, mut url: Url) -> Url {
        match self.keys {
            Some(keys) => rusty_s3::signing::sign(
                &self.at,
                rusty_s3::Method::Get,
                url,
                keys.access(),
                keys.secret(),
                keys.token(),
                self.region,
                self.valid_seconds,
                self.query.iter().copied(),
                self.headers.iter().copied(),
            ),
            None => {
                let encoded = |text| utf8_percent_encode(text, RESERVED);
                let pairs: Vec<_> =
                    self.query.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
                url.set_query((!pairs.is_empty()).then(|| pairs.join("&")).as_deref());
                url
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys, time, bucket and region of the examples in the *Amazon S3 API Reference*, "Authenticating Requests".
    const ACCESS: &str = "AKIAIOSFODNN7EXAMPLE";
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    fn signed(
        url: &str,
        token: Option<&str>,
        region: &str,
        query: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> String {
        let keys = S3Keys::new(ACCESS, SECRET, token).unwrap();
        let at = "2013-05-24T00:00:00Z".parse().unwrap();
        let signing = Signing { keys: Some(&keys), region, query, headers, valid_seconds: 86_400, at };
        signing.sign(Url::parse(url).unwrap()).into()
    }

    fn signature(url: &str) -> &str {
        url.rsplit_once("X-Amz-Signature=").unwrap().1
    }

    /// "Using Query Parameters": the published signature of a presigned GET.
    #[test]
    fn the_published_example_has_its_published_signature() {
        let url = signed("https://examplebucket.s3.amazonaws.com/test.txt", None, "us-east-1", &[], &[]);
        assert_eq!(
            url,
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
            &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z\
            &X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
            &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        );
        assert!(!url.contains(SECRET) && !url.contains("wJalr"));
    }

    /// As botocore 1.44, the Python SDK of AWS, signs the same with the same keys and time.
    #[test]
    fn query_headers_token_and_path_are_signed_as_by_the_sdk() {
        let bucket = "https://examplebucket.s3.amazonaws.com/";
        let object = "https://examplebucket.s3.amazonaws.com/test.txt";
        let query = [("list-type", "2"), ("prefix", "a b/+&=\u{e9}")];
        let listing = signed(bucket, None, "us-east-1", &query, &[]);
        assert!(listing.contains("&list-type=2&prefix=a%20b%2F%2B%26%3D%C3%A9&X-Amz-Signature="), "{listing}");
        assert_eq!(signature(&listing), "c3851386fa382624c2e0d39461b14bf0b404e2eff044085bb1e23723ecc1f6df");
        let paid = signed(object, None, "us-east-1", &[], &[("x-amz-request-payer", "requester")]);
        assert_eq!(signature(&paid), "a19f261ffa7ed770b906af48004293baf7397c340078f014a449ca62248ca68e");
        let session = signed(object, Some("to/ken="), "us-east-1", &[], &[]);
        assert_eq!(signature(&session), "1578feb6ae995b0d3d6d78184370a5f4dcb9b5eaf76468c09841e561b251299c");
        let elsewhere = "http://127.0.0.1:9000/examplebucket/a%20b%2B%C3%A9/c.mp4";
        let elsewhere = signed(elsewhere, None, "eu-west-1", &[], &[]);
        assert_eq!(signature(&elsewhere), "380f65bf393c6e76ddf0c279acc5a92790c8dbde09cb2f6b796378a32fd35100");
    }

    #[test]
    fn without_keys_only_the_query_is_added() {
        let at = Timestamp::UNIX_EPOCH;
        let query = [("list-type", "2"), ("prefix", "a b+")];
        let signing = Signing { keys: None, region: "x", query: &query, headers: &[], valid_seconds: 1, at };
        assert_eq!(
            signing.sign(Url::parse("https://a.example/b").unwrap()).as_str(),
            "https://a.example/b?list-type=2&prefix=a%20b%2B"
        );
        let signing = Signing { query: &[], ..signing };
        assert_eq!(signing.sign(Url::parse("https://a.example/b").unwrap()).as_str(), "https://a.example/b");
    }
}
