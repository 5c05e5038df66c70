//! Signed URLs: whether their signature has expired.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::http::Link;

/// The state of a URL's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    /// It expired this many seconds ago.
    Expired(u64),
    /// It is valid by this machine's clock, or its expiry is not in a known form.
    NotExpired,
}

/// Reads the query of a URL; `None` if it is not signed.
pub(super) fn signature(query: impl Iterator<Item = (String, String)>) -> Option<Signature> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let pairs: Vec<_> = query.map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let value = |name: &str| pairs.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str());
    let is_signed = SIGNATURES.iter().any(|name| value(name).is_some());
    let expiry = expiry(&value);
    match expiry {
        Some(expiry) if expiry <= now => Some(Signature::Expired(now - expiry)),
        _ => (is_signed || expiry.is_some()).then_some(Signature::NotExpired),
    }
}

/// Query parameters that carry a signature.
const SIGNATURES: [&str; 9] = [
    "x-amz-signature",
    "x-goog-signature",
    "x-oss-signature",
    "x-tos-signature",
    "x-cos-signature",
    "q-signature",
    "signature",
    "sig",
    "key-pair-id",
];

/// The URL without the parameters of its signature: the same for every signed URL of one file, and free of secrets.
///
/// ```
/// use seedance_preflight::fetch::without_signature;
/// use seedance_preflight::http::{Link, LinkPolicy};
///
/// let url = "https://b.example.com/a.mp4?versionId=3&X-Amz-Date=20260102T030405Z&X-Amz-Signature=ab";
/// let link = Link::parse(url, &LinkPolicy::default()).unwrap();
/// assert_eq!(without_signature(&link), "https://b.example.com/a.mp4?versionId=3");
/// ```
pub fn without_signature(link: &Link) -> String {
    let is_signed = signature(link.query()).is_some();
    let has_azure = link.query().any(|(name, _)| name.eq_ignore_ascii_case("sig"));
    link.with_query_of(|name| {
        let name = name.to_ascii_lowercase();
        let is_of_signature = PREFIXES.iter().any(|prefix| name.starts_with(prefix))
            || PARAMETERS.contains(&name.as_str())
            || has_azure && AZURE.contains(&name.as_str());
        !(is_signed && is_of_signature)
    })
}

/// What the names of a signature's parameters begin with: AWS, Google, Alibaba, Volcengine and Tencent.
const PREFIXES: [&str; 6] = ["x-amz-", "x-goog-", "x-oss-", "x-tos-", "x-cos-", "q-"];

/// Other parameters of signatures: older versions of them, CloudFront, and tokens of temporary credentials.
const PARAMETERS: [&str; 9] = [
    "signature",
    "expires",
    "awsaccesskeyid",
    "googleaccessid",
    "ossaccesskeyid",
    "key-pair-id",
    "policy",
    "security-token",
    "sig",
];

/// Parameters of Azure's shared access signatures, which are too short to mean that without `sig`.
const AZURE: [&str; 17] = [
    "sv", "ss", "srt", "sr", "sp", "st", "se", "sip", "spr", "skoid", "sktid", "skt", "ske", "sks", "skv", "sdd",
    "saoid",
];

/// When the signature expires, in seconds since 1970, in the forms of the large object stores.
fn expiry<'a>(value: &impl Fn(&str) -> Option<&'a str>) -> Option<u64> {
    // A time and a lifetime in seconds: AWS version 4, Google, Alibaba version 4 and Volcengine.
    for (date, expires) in [
        ("x-amz-date", "x-amz-expires"),
        ("x-goog-date", "x-goog-expires"),
        ("x-oss-date", "x-oss-expires"),
        ("x-tos-date", "x-tos-expires"),
    ] {
        if let (Some(date), Some(expires)) = (value(date), value(expires)) {
            return seconds(date)?.checked_add(expires.parse().ok()?);
        }
    }
    // Tencent: `start;end`.
    if let Some((_, end)) = value("q-sign-time").and_then(|time| time.split_once(';')) {
        return end.parse().ok();
    }
    // Azure: `se`, a time by ISO 8601, beside `sig`.
    if let (Some(end), Some(_)) = (value("se"), value("sig")) {
        return seconds(end);
    }
    // AWS version 2, CloudFront, Google version 2, Alibaba version 1.
    value("expires").filter(|_| value("signature").is_some()).and_then(|end| end.parse().ok())
}

/// Seconds since 1970 of a time in UTC: `20260102T030405Z`, `2026-01-02T03:04:05Z`, `2026-01-02T03:04Z` or `2026-01-02`.
fn seconds(text: &str) -> Option<u64> {
    let digits: Vec<u64> = text.bytes().filter_map(|byte| char::from(byte).to_digit(10).map(u64::from)).collect();
    if digits.len() < 8 || text.bytes().any(|byte| !byte.is_ascii_digit() && !b"-:TZ".contains(&byte)) {
        return None;
    }
    let number = |from: usize, count: usize| {
        digits.get(from..).unwrap_or_default().iter().take(count).fold(0, |number, digit| number * 10 + digit)
    };
    let (year, month, day) = (number(0, 4), number(4, 2), number(6, 2));
    if !(1970..10_000).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    Some(days(year, month, day) * 86_400 + number(8, 2) * 3600 + number(10, 2) * 60 + number(12, 2))
}

/// Days from 1970-01-01 on, in the Gregorian calendar. A year here begins with March, so that a leap day is its last.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let before_month = (153 * month + 2) / 5;
    let before_year = year * 365 + year / 4 - year / 100 + year / 400;
    // 719468 days from 0000-03-01 to 1970-01-01; `day` counts from 1.
    (before_year + before_month + day).saturating_sub(1 + 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::LinkPolicy;

    fn of(query: &str) -> Option<Signature> {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        signature(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
    }

    #[test]
    fn times_are_parsed_in_every_form() {
        assert_eq!(seconds("19700101T000000Z"), Some(0));
        assert_eq!(seconds("20240229T123456Z"), Some(1_709_210_096));
        assert_eq!(seconds("2024-02-29T12:34Z"), Some(1_709_210_040));
        assert_eq!(seconds("2000-03-01"), Some(951_868_800));
        assert_eq!([seconds("soon"), seconds("20241301"), seconds("2024-02-29 12")], [None; 3]);
    }

    #[test]
    fn signatures_of_many_stores_expire() {
        for expired in [
            "X-Amz-Date=20240229T123456Z&X-Amz-Expires=3600&X-Amz-Signature=ab",
            "X-Goog-Date=20240229T123456Z&X-Goog-Expires=3600&X-Goog-Signature=ab",
            "x-oss-date=20240229T123456Z&x-oss-expires=3600&x-oss-signature=ab",
            "X-Tos-Date=20240229T123456Z&X-Tos-Expires=3600&X-Tos-Signature=ab",
            "q-sign-time=1709210096;1709213696&q-signature=ab",
            "se=2024-02-29T12:34:56Z&sp=r&sig=ab",
            "Expires=1709210096&Signature=ab&Key-Pair-Id=c",
        ] {
            assert!(matches!(of(expired), Some(Signature::Expired(_))), "{expired}");
        }
        for not_expired in
            ["Expires=99999999999&Signature=ab", "sig=ab", "X-Amz-Signature=ab&X-Amz-Date=x&X-Amz-Expires=1"]
        {
            assert_eq!(of(not_expired), Some(Signature::NotExpired), "{not_expired}");
        }
        for (url, kept) in [
            ("https://a.example/b?c=d&c=e%20f", "https://a.example/b?c=d&c=e%20f"),
            ("https://a.example/b?expires=1&policy=x&sp=r", "https://a.example/b?expires=1&policy=x&sp=r"),
            ("https://a.example/b?Expires=1&Signature=x&Key-Pair-Id=y&Policy=z", "https://a.example/b"),
            ("https://a.example/b?OSSAccessKeyId=k&Expires=1&Signature=x&v=2", "https://a.example/b?v=2"),
            ("https://a.example/b?sv=1&sp=r&sig=x&snapshot=2", "https://a.example/b?snapshot=2"),
            (
                "https://a.example/b?X-Goog-Date=1&x%2Dgoog%2Dsignature=x&generation=3",
                "https://a.example/b?generation=3",
            ),
            ("https://a.example/b?X-Tos-Security-Token=t&X-Tos-Signature=x&", "https://a.example/b?"),
        ] {
            let link = Link::parse(url, &LinkPolicy::default()).unwrap();
            let unsigned = without_signature(&link);
            assert_eq!(unsigned.trim_end_matches('?'), kept.trim_end_matches('?'), "{url}");
        }
        for not_signed in ["", "a=b", "expires=1", "se=2024-01-01"] {
            assert_eq!(of(not_signed), None, "{not_signed}");
        }
    }
}
