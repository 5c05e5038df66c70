//! What was measured at a URL.

use seedance_preflight::request::ContentHash;
use seedance_preflight::{Facts, RemoteStamp};

/// What was measured at a URL.
pub(crate) struct Measured {
    pub(crate) facts: Facts,
    /// Of the whole content, which only the deep check has.
    pub(crate) hash: Option<ContentHash>,
    /// What recognizes the version that was measured.
    pub(crate) stamp: RemoteStamp,
    /// Bytes fetched.
    pub(crate) bytes: u64,
}

impl Measured {
    /// Nothing but these facts.
    pub(crate) fn of(facts: Facts) -> Self {
        Self { facts, hash: None, stamp: RemoteStamp::default(), bytes: 0 }
    }
}

/// A URL without what may be secret in it, which is its query. A location in a bucket has none: its key may contain any
/// character.
pub(crate) fn without_query(url: &str) -> &str {
    if is_bucket(url) { url } else { url.split(['?', '#']).next().unwrap_or_default() }
}

/// Whether the URL is a location in a bucket.
pub(crate) fn is_bucket(url: &str) -> bool {
    url.split_once("://").is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("s3"))
}
