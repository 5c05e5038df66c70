//! How a store is reached.

use std::fmt;
use std::str::FromStr;

use super::{S3Error, S3Keys};

/// How a store is reached, and who pays.
///
/// ```
/// use seedance_preflight::s3::{S3Options, S3Store};
///
/// let mut minio = S3Options::default();
/// minio.endpoint = Some("http://127.0.0.1:9000".to_owned());
/// assert!(S3Store::new(minio).is_ok());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct S3Options {
    /// The keys that sign requests. `None` for public buckets: requests are then not signed.
    pub keys: Option<S3Keys>,
    /// The region; `None` for `us-east-1`. A store that answers that a bucket is in another one is asked there.
    pub region: Option<String>,
    /// The store's URL, `http` or `https`; `None` for AWS. Its address need not be public.
    pub endpoint: Option<String>,
    /// Where the bucket's name is in URLs.
    pub url_style: S3UrlStyle,
    /// Accept that requests are paid by the owner of the keys, where a bucket asks for that.
    pub requester_pays: bool,
}

/// Where a bucket's name is in URLs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum S3UrlStyle {
    /// In the host at AWS, Alibaba Cloud and Volcengine, which want that; in the path elsewhere, and for names that no
    /// certificate covers.
    #[default]
    Auto,
    /// In the path: `https://host/bucket/key`.
    Path,
    /// In the host: `https://bucket.host/key`.
    VirtualHost,
}

impl S3UrlStyle {
    /// All styles.
    pub const ALL: &'static [Self] = &[Self::Auto, Self::Path, Self::VirtualHost];

    /// The name, as the AWS settings have it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Path => "path",
            Self::VirtualHost => "virtual",
        }
    }
}

impl FromStr for S3UrlStyle {
    type Err = S3Error;

    fn from_str(text: &str) -> Result<Self, S3Error> {
        let style = Self::ALL.iter().find(|style| style.name() == text);
        style.copied().ok_or_else(|| S3Error::UrlStyle(text.to_owned()))
    }
}

impl fmt::Display for S3UrlStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
