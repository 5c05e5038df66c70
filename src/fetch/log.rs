//! What fetching one file has cost.

use std::time::Duration;

/// What was spent on a file, and what the server said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FetchLog {
    /// Requests sent, redirects among them.
    pub requests: u32,
    /// Bytes of bodies read.
    pub bytes: u64,
    /// Redirects followed.
    pub redirects: u32,
    /// How long it took from the first request to the first answer that was no redirect.
    pub first_byte: Option<Duration>,
    /// What the server calls the content. Nothing is judged by it: servers say whatever an extension suggests to them.
    pub content_type: Option<String>,
}

impl FetchLog {
    /// How long a first byte may take before it is worth a warning: half of what the service is reported to wait.
    const SLOW: Duration = Duration::from_secs(5);

    /// Whether the server was so slow that the service, which is reported to give up after about ten seconds, may not wait.
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
