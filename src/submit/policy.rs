//! How often, and how long.

use std::time::Duration;

use crate::http::jittered;

/// When a call is repeated that surely did nothing: a query, or a create that never arrived or was turned away before
/// anything was made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// Tries in all; 0 is as 1.
    pub attempts: u32,
    /// Pause before the second try; each further one is twice as long.
    pub first_pause: Duration,
    /// The longest pause that is made because a Retry-After asks for it. Where it asks for more, the call is not
    /// repeated, and its error says when to retry.
    pub longest_retry_after: Duration,
    /// How long one try may take, to the last byte of its answer.
    pub answer_within: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            first_pause: Duration::from_millis(500),
            longest_retry_after: Duration::from_secs(60),
            answer_within: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// The pause after `tries` tries that failed; `None` where there shall be no further one.
    pub(super) fn pause_after(&self, tries: u32, retry_after: Option<Duration>) -> Option<Duration> {
        if tries >= self.attempts || retry_after.is_some_and(|asked| asked > self.longest_retry_after) {
            return None;
        }
        let doubled = 2_u32.saturating_pow(tries.saturating_sub(1));
        let own = jittered(self.first_pause.saturating_mul(doubled));
        Some(retry_after.map_or(own, |asked| asked.max(own)))
    }
}

/// How a task is waited for.
///
/// ```
/// use std::time::Duration;
///
/// use seedance_preflight::submit::WaitPolicy;
///
/// let mut policy = WaitPolicy::default();
/// policy.timeout = Duration::from_secs(600);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaitPolicy {
    /// Pause between the first two queries; each further one is half as long again.
    pub first_pause: Duration,
    /// The longest pause between two queries.
    pub longest_pause: Duration,
    /// How long to wait in total. The task continues whether or not anyone waits for it.
    pub timeout: Duration,
    /// Queries in a row that may fail for reasons that pass, such as a lost line.
    pub failures: u32,
}

impl Default for WaitPolicy {
    fn default() -> Self {
        Self {
            first_pause: Duration::from_secs(2),
            longest_pause: Duration::from_secs(15),
            timeout: Duration::from_secs(3600),
            failures: 10,
        }
    }
}

impl WaitPolicy {
    /// The pause that follows one of this length.
    pub(super) fn longer(&self, pause: Duration) -> Duration {
        pause.saturating_add(pause / 2).min(self.longest_pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn tries_are_bounded_and_never_sooner_than_asked() {
        let policy = RetryPolicy::default();
        for tries in 1..4 {
            assert!(policy.pause_after(tries, None).is_some_and(|pause| pause <= seconds(3)));
            assert!(policy.pause_after(tries, Some(seconds(7))).is_some_and(|pause| pause == seconds(7)));
            assert_eq!(policy.pause_after(tries, Some(seconds(61))), None);
        }
        assert_eq!(policy.pause_after(4, None), None);
        assert_eq!(policy.pause_after(u32::MAX, None), None);
    }

    #[test]
    fn pauses_grow_to_the_longest() {
        let policy = WaitPolicy::default();
        let pauses: Vec<_> =
            std::iter::successors(Some(seconds(2)), |pause| Some(policy.longer(*pause))).take(9).collect();
        assert!(pauses.is_sorted() && pauses.last() == Some(&policy.longest_pause));
    }
}
