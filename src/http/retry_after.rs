//! When to send a request once more.

use std::time::{Duration, SystemTime};

/// The value of the header `Retry-After`, as seconds or as a date; RFC 9110 §10.2.3. A date that is past asks for no pause.
pub(crate) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::MAX);
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

/// A pause between three and five quarters as long, so that many clients do not ask at once.
pub(crate) fn jittered(pause: Duration) -> Duration {
    let spread = u64::try_from((pause / 2).as_micros()).unwrap_or(u64::MAX);
    (pause - pause / 4).saturating_add(Duration::from_micros(fastrand::u64(0..=spread)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_of_all_three_forms() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777 - 30);
        let half_a_minute = Some(Duration::from_secs(30));
        for value in [
            "30",
            " 30 ",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(retry_after(value, now), half_a_minute, "{value}");
        }
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:00:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after(&"9".repeat(40), now), Some(Duration::MAX));
        for value in ["", "soon", "-1", "1.5", "Sun, 31 Feb 1994 08:49:37 GMT"] {
            assert_eq!(retry_after(value, now), None, "{value}");
        }
    }

    #[test]
    fn pauses_differ() {
        let ten = Duration::from_secs(10);
        let pauses: Vec<_> = (0..100).map(|_| jittered(ten)).collect();
        assert!(pauses.iter().all(|pause| (ten * 3 / 4..=ten * 5 / 4).contains(pause)));
        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
        assert_eq!(jittered(Duration::ZERO), Duration::ZERO);
    }
}
