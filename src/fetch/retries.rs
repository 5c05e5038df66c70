//! How often and after which pauses a request is sent again.

use std::time::Duration;

use super::failure::Retry;
use crate::http::jittered;

/// How a request is sent again that may succeed later: after 429, 502, 503 or 504, and after a connection that could not be
/// made, broke or stayed silent before the body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FetchRetries {
    /// Tries of one request in all; 0 is as 1. A server that stays silent is asked twice at most.
    pub tries: u32,
    /// The pause before the second try; each further one is twice as long. A connection that broke is tried again at once,
    /// the first time.
    pub first_pause: Duration,
    /// The longest pause that a server may ask for by `Retry-After`. If it asks for more, the request is not sent again.
    pub longest_retry_after: Duration,
}

impl Default for FetchRetries {
    /// Five tries, pauses from a quarter of a second on, and `Retry-After` up to 30 seconds.
    fn default() -> Self {
        Self { tries: 5, first_pause: Duration::from_millis(250), longest_retry_after: Duration::from_secs(30) }
    }
}

impl FetchRetries {
    /// The pause after `tries` tries; `None` if there is no further one.
    pub(super) fn pause(&self, retry: Retry, tries: u32) -> Option<Duration> {
        let own = || jittered(self.first_pause.saturating_mul(2_u32.saturating_pow(tries.saturating_sub(1))));
        let pause = match retry {
            Retry::Never => return None,
            Retry::OnceLater if tries > 1 => return None,
            Retry::AtOnce if tries == 1 => Duration::ZERO,
            Retry::AtOnce | Retry::Later | Retry::OnceLater => own(),
            Retry::After(asked) if asked > self.longest_retry_after => return None,
            Retry::After(asked) => asked.max(own()),
        };
        (tries < self.tries).then_some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_are_bounded_and_pauses_grow() {
        let retries = FetchRetries::default();
        for retry in [Retry::AtOnce, Retry::Later, Retry::After(Duration::from_secs(9))] {
            let pauses: Vec<_> = (1..9).map_while(|tries| retries.pause(retry, tries)).collect();
            assert_eq!(pauses.len(), 4, "{retry:?}");
            assert!(retry == Retry::AtOnce || pauses.iter().all(|pause| !pause.is_zero()), "{pauses:?}");
        }
        assert_eq!(retries.pause(Retry::AtOnce, 1), Some(Duration::ZERO));
        let longer = |tries| retries.pause(Retry::Later, tries).unwrap();
        assert!(longer(1) < longer(3) && longer(2) < longer(4));
        assert_eq!(retries.pause(Retry::After(Duration::from_secs(9)), 2), Some(Duration::from_secs(9)));
        assert_eq!(retries.pause(Retry::After(Duration::from_secs(31)), 1), None);
        assert!(retries.pause(Retry::OnceLater, 1).is_some() && retries.pause(Retry::OnceLater, 2).is_none());
        assert_eq!(retries.pause(Retry::Never, 1), None);
    }
}
