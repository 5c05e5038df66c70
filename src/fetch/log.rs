//! What fetching one file cost.

use std::time::Duration;

/// Requests, bytes and time spent on one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FetchLog {
    /// Requests sent, including redirects.
    pub requests: u32,
    /// Body bytes read, those of redirects and errors included.
    pub bytes: u64,
    /// Redirects followed.
    pub redirects: u32,
    /// Requests that were sent once more after one failed.
    pub retries: u32,
    /// Time from the first request to the first response that is not a redirect. Time in which the host had no connection
    /// to spare is not part of it.
    pub first_byte: Option<Duration>,
    /// The server's `Content-Type`. No rule uses it, since servers derive it from the file extension.
    pub content_type: Option<String>,
}

impl FetchLog {
    /// How long a first byte may take before a warning: half of what the service is reported to wait.
    const SLOW: Duration = Duration::from_secs(5);

    /// Whether the server was so slow that the service, which is reported to give up after about ten seconds, may give up.
    ///
    /// ```
    /// use seedance_preflight::fetch::FetchLog;
    ///
    /// assert!(!FetchLog::default().is_slow());
    /// ```
    pub fn is_slow(&self) -> bool {
        self.first_byte.is_some_and(|took| took > Self::SLOW)
    }
}
