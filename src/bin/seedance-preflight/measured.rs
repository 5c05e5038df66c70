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

/// A URL without what may be secret in it, which is its query.
pub(crate) fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}
