//! `s3://bucket/key`

use std::fmt;

use super::S3Error;

/// The longest key in bytes: Amazon S3 User Guide, *Naming Amazon S3 objects*.
pub(super) const LONGEST_KEY: usize = 1024;

/// A bucket, and a key or the beginning of keys in it, written `s3://bucket/key`. The key is written as it is: nothing in it is
/// percent-encoded.
///
/// ```
/// use seedance_preflight::s3::S3Location;
///
/// let clip = S3Location::parse("s3://media/clips/a b.mp4").unwrap();
/// assert_eq!((clip.bucket(), clip.key()), ("media", "clips/a b.mp4"));
/// assert_eq!(clip.to_string(), "s3://media/clips/a b.mp4");
/// assert_eq!(S3Location::parse("S3://media").unwrap().key(), "");
/// assert!(S3Location::parse("https://media/a.mp4").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct S3Location {
    bucket: String,
    key: String,
}

impl S3Location {
    /// Reads a location.
    ///
    /// # Errors
    /// [`S3Error::Location`] without the scheme `s3`, or for a name that no bucket has.
    pub fn parse(text: &str) -> Result<Self, S3Error> {
        let (scheme, rest) = text.split_once("://").unwrap_or_default();
        if !scheme.eq_ignore_ascii_case("s3") {
            return Err(S3Error::Location("expected s3://BUCKET/KEY"));
        }
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        Self::new(bucket, key)
    }

    /// The object, or beginning of keys, `key` in `bucket`.
    ///
    /// # Errors
    /// [`S3Error::Location`] for a name that no bucket has, or a key that is too long.
    pub fn new(bucket: impl Into<String>, key: impl Into<String>) -> Result<Self, S3Error> {
        let (bucket, key) = (bucket.into(), key.into());
        if !is_bucket(&bucket) {
            return Err(S3Error::Location("a bucket has 3 to 255 letters, digits, dots, hyphens or underscores"));
        }
        if key.len() > LONGEST_KEY {
            return Err(S3Error::Location("the key has more than 1024 bytes"));
        }
        Ok(Self { bucket, key })
    }

    /// The bucket.
    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// The key, without a slash before it. Empty for the whole bucket.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Display for S3Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.key)
    }
}

/// Amazon S3 User Guide, *General purpose bucket naming rules*; older buckets have up to 255 characters, also capitals and
/// underscores. No other character is allowed, so that a name cannot lead a URL to another host.
fn is_bucket(name: &str) -> bool {
    let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = name.as_bytes();
    (3..=255).contains(&bytes.len())
        && is_edge(bytes.first())
        && is_edge(bytes.last())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_no_bucket_has_are_refused() {
        for text in
            ["s3://", "s3:///key", "s3://ab/x", "s3://a@b.example/x", "s3://a:1/x", "s3://.a./x", "s3://buc\u{e9}t/x"]
        {
            assert!(matches!(S3Location::parse(text), Err(S3Error::Location(_))), "{text}");
        }
        assert!(S3Location::new("media", "x".repeat(LONGEST_KEY + 1)).is_err());
        for text in ["s3://Old_Bucket/x", "s3://a.b-c/", "s3://media//x", "s3://media/../x"] {
            assert_eq!(S3Location::parse(text).unwrap().to_string(), text);
        }
    }
}
