//! The URLs of buckets and objects.

use rusty_s3::{Bucket, UrlStyle};
use url::Url;

use super::{S3Error, S3Location, S3Options, S3UrlStyle};

/// Stores that want the bucket's name in the host: AWS, Alibaba Cloud and Volcengine.
const VIRTUAL_HOST: [&str; 5] = ["amazonaws.com", "amazonaws.com.cn", "aliyuncs.com", "volces.com", "ivolces.com"];

/// The region of a store that has none, and of buckets that name none.
pub(super) const DEFAULT_REGION: &str = "us-east-1";

/// Where the buckets of a store are.
#[derive(Debug)]
pub(super) struct Endpoint {
    /// `None` for AWS, whose host depends on the region.
    named: Option<Url>,
    style: S3UrlStyle,
}

impl Endpoint {
    pub(super) fn new(options: &S3Options) -> Result<Self, S3Error> {
        let named = options.endpoint.as_deref().map(named).transpose()?;
        Ok(Self { named, style: options.url_style })
    }

    /// Whether the user named it.
    pub(super) fn is_named(&self) -> bool {
        self.named.is_some()
    }

    /// The URL of the bucket for an empty key, and otherwise of the object.
    pub(super) fn url(&self, location: &S3Location, region: &str) -> Result<Url, S3Error> {
        if !is_region(region) {
            return Err(S3Error::Region);
        }
        // A URL's parser resolves these (RFC 3986 §5.2.4), and so leads to another object, or another bucket.
        if location.key().split('/').any(|part| matches!(part, "." | "..")) {
            return Err(S3Error::Location("the key has a part . or .., which no URL can contain"));
        }
        let endpoint = match &self.named {
            Some(named) => named.clone(),
            None => aws(region)?,
        };
        let style = self.style(&endpoint, location.bucket());
        let invalid = |_| S3Error::Endpoint("the bucket's name cannot be part of its host; use the style path");
        let bucket = Bucket::new(endpoint, style, location.bucket().to_owned(), region.to_owned()).map_err(invalid)?;
        Ok(bucket.object_url(location.key()))
    }

    fn style(&self, endpoint: &Url, bucket: &str) -> UrlStyle {
        match self.style {
            S3UrlStyle::Path => UrlStyle::Path,
            S3UrlStyle::VirtualHost => UrlStyle::VirtualHost,
            S3UrlStyle::Auto => {
                let host = endpoint.host_str().unwrap_or_default();
                let is_of = |domain: &&str| host.strip_suffix(*domain).is_some_and(|rest| rest.ends_with('.'));
                let is_label = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
                // A certificate for `*.s3.…` covers one label.
                let fits = bucket.len() <= 63 && bucket.bytes().all(is_label);
                if fits && VIRTUAL_HOST.iter().any(is_of) { UrlStyle::VirtualHost } else { UrlStyle::Path }
            }
        }
    }
}

/// AWS General Reference, *Amazon Simple Storage Service endpoints*.
fn aws(region: &str) -> Result<Url, S3Error> {
    let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
    Url::parse(&format!("https://s3.{region}.{domain}")).map_err(|_| S3Error::Region)
}

fn named(text: &str) -> Result<Url, S3Error> {
    let url =
        Url::parse(text).map_err(|_| S3Error::Endpoint("expected a URL, such as https://minio.example.com:9000"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(S3Error::Endpoint("expected an http or https URL with a host"));
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err(S3Error::Endpoint("expected a URL without a user name, a query and a fragment"));
    }
    Ok(url)
}

/// Whether the text can be a region. It becomes part of a host, so that nothing else is allowed.
pub(super) fn is_region(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&text.len()) && text.bytes().all(is_part) && !text.starts_with('-') && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(endpoint: Option<&str>, style: S3UrlStyle, location: &str, region: &str) -> Result<String, S3Error> {
        let options = S3Options { endpoint: endpoint.map(str::to_owned), url_style: style, ..S3Options::default() };
        let location = S3Location::parse(location).unwrap();
        Endpoint::new(&options)?.url(&location, region).map(String::from)
    }

    #[test]
    fn stores_have_their_own_urls() {
        for (endpoint, style, location, region, expected) in [
            (
                None,
                S3UrlStyle::Auto,
                "s3://media/a/b.mp4",
                "eu-west-1",
                "https://media.s3.eu-west-1.amazonaws.com/a/b.mp4",
            ),
            (None, S3UrlStyle::Auto, "s3://media.eu/a", "eu-west-1", "https://s3.eu-west-1.amazonaws.com/media.eu/a"),
            (None, S3UrlStyle::Auto, "s3://Media/a", "cn-north-1", "https://s3.cn-north-1.amazonaws.com.cn/Media/a"),
            (None, S3UrlStyle::Path, "s3://media/", "us-east-1", "https://s3.us-east-1.amazonaws.com/media/"),
            (
                Some("http://127.0.0.1:9000"),
                S3UrlStyle::Auto,
                "s3://media/a b?#%2F+é",
                "us-east-1",
                "http://127.0.0.1:9000/media/a%20b%3F%23%252F%2B%C3%A9",
            ),
            (
                Some("http://localhost:9000/s3"),
                S3UrlStyle::VirtualHost,
                "s3://media/a",
                "x",
                "http://media.localhost:9000/s3/a",
            ),
            (
                Some("https://oss-cn-beijing.aliyuncs.com"),
                S3UrlStyle::Auto,
                "s3://media/a",
                "x",
                "https://media.oss-cn-beijing.aliyuncs.com/a",
            ),
            (
                Some("https://tos-s3-cn-beijing.volces.com"),
                S3UrlStyle::Auto,
                "s3://media/a",
                "x",
                "https://media.tos-s3-cn-beijing.volces.com/a",
            ),
            (
                Some("https://id.r2.cloudflarestorage.com"),
                S3UrlStyle::Auto,
                "s3://media/a",
                "auto",
                "https://id.r2.cloudflarestorage.com/media/a",
            ),
            (
                Some("https://notamazonaws.com"),
                S3UrlStyle::Auto,
                "s3://media/a",
                "x",
                "https://notamazonaws.com/media/a",
            ),
            (None, S3UrlStyle::Auto, "s3://media///a//", "us-east-1", "https://media.s3.us-east-1.amazonaws.com///a//"),
        ] {
            assert_eq!(url(endpoint, style, location, region).unwrap(), expected, "{location}");
        }
    }

    #[test]
    fn nothing_leads_to_another_host_or_object() {
        for key in ["..", "../other/x", "a/./b", "a/.."] {
            let error = url(None, S3UrlStyle::Path, &format!("s3://media/{key}"), "us-east-1").unwrap_err();
            assert!(matches!(error, S3Error::Location(_)), "{key}");
        }
        for region in ["", "evil.example/", "a.b", "-a", "a b", "a@b"] {
            let error = url(None, S3UrlStyle::Auto, "s3://media/a", region).unwrap_err();
            assert!(matches!(error, S3Error::Region), "{region}");
        }
        for endpoint in ["", "minio:9000", "ftp://a.example", "https://u:p@a.example", "https://a.example/?x", "/a"] {
            let error = url(Some(endpoint), S3UrlStyle::Auto, "s3://media/a", "x").unwrap_err();
            assert!(matches!(error, S3Error::Endpoint(_)), "{endpoint}");
        }
        let by_number = url(Some("http://127.0.0.1"), S3UrlStyle::VirtualHost, "s3://media/a", "x").unwrap_err();
        assert!(matches!(by_number, S3Error::Endpoint(_)));
        // Encoded, so that a URL's parser does not take it for two dots.
        assert!(url(None, S3UrlStyle::Auto, "s3://media/%2e%2e/x", "us-east-1").unwrap().ends_with("/%252e%252e/x"));
    }
}
