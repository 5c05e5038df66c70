//! What was measured at a URL.

use seedance_preflight::Facts;
use seedance_preflight::request::ContentHash;

/// What was measured at a URL.
pub(crate) struct Measured {
    pub(crate) facts: Facts,
    /// Of the whole content, which only the deep check has.
    pub(crate) hash: Option<ContentHash>,
}

/// A URL without what may be secret in it, which is its query.
pub(crate) fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}
