//! What fetching one file may cost.

use std::time::Duration;

use crate::http::AllowedHosts;

/// How a file behind a URL is read, and what that may cost.
///
/// ```
/// use seedance_preflight::fetch::FetchOptions;
///
/// let mut frugal = FetchOptions::default();
/// frugal.requests = 4;
/// frugal.bytes = 1 << 20;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FetchOptions {
    /// Which hosts are asked. A transport has to obey it too, since only it sees what a name leads to.
    pub hosts: AllowedHosts,
    /// Requests in all, redirects among them.
    pub requests: u32,
    /// Bytes of bodies in all.
    pub bytes: u64,
    /// How long all requests may take together.
    pub time: Duration,
    /// Bytes of the first range.
    pub first_range: u64,
    /// Bytes of each further range, at least.
    pub later_range: u64,
    /// Whether the file is read as one body from its beginning on, instead of by ranges: for the deep check, which needs
    /// all of it.
    pub whole: bool,
}

impl FetchOptions {
    /// For the deep check: up to 256 MiB in five minutes.
    pub fn deep() -> Self {
        Self { bytes: 256 << 20, time: Duration::from_secs(300), whole: true, ..Self::default() }
    }
}

impl Default for FetchOptions {
    /// Public hosts, 64 requests, 32 MiB, a minute; first 32 KiB, then 16.
    fn default() -> Self {
        Self {
            hosts: AllowedHosts::Public,
            requests: 64,
            bytes: 32 << 20,
            time: Duration::from_secs(60),
            first_range: 32 << 10,
            later_range: 16 << 10,
            whole: false,
        }
    }
}
