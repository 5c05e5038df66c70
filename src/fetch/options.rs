//! How a file is fetched, and what that may cost.

use std::time::Duration;

use super::FetchRetries;
use crate::http::AllowedHosts;

/// How a file at a URL is read, and what that may cost.
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
    /// Which hosts are requested. The transport has to apply the same setting, since only it sees what a name resolves to.
    pub hosts: AllowedHosts,
    /// Requests in total, including redirects and further tries.
    pub requests: u32,
    /// Body bytes in total.
    pub bytes: u64,
    /// How long all requests may take together, with the pauses between tries. Waiting until the host has a connection to
    /// spare is not part of it.
    pub time: Duration,
    /// How often and when a request is sent once more.
    pub retries: FetchRetries,
    /// Bytes of the first range.
    pub first_range: u64,
    /// Bytes of each further range, at least.
    pub later_range: u64,
    /// Whether to read the file as one body instead of by ranges: for the deep check, which needs all of it.
    pub whole: bool,
}

impl FetchOptions {
    /// For the deep check: up to 256 MiB in five minutes.
    pub fn deep() -> Self {
        Self { bytes: 256 << 20, time: Duration::from_secs(300), whole: true, ..Self::default() }
    }
}

impl Default for FetchOptions {
    /// Public hosts, 64 requests, 32 MiB, one minute, a first range of 32 KiB and later ranges of 16 KiB.
    fn default() -> Self {
        Self {
            hosts: AllowedHosts::Public,
            requests: 64,
            bytes: 32 << 20,
            time: Duration::from_secs(60),
            retries: FetchRetries::default(),
            first_range: 32 << 10,
            later_range: 16 << 10,
            whole: false,
        }
    }
}
