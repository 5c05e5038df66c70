//! Which version of a file a response belongs to.

use std::time::{Duration, SystemTime};

use super::response::Part;
use crate::http::HttpResponse;
use crate::model::RemoteStamp;

/// Headers longer than that are not sent back.
const LONGEST_VALIDATOR: usize = 1024;

/// A file that was modified later than that before its response may change again within the same second.
const SETTLED_AFTER: Duration = Duration::from_secs(2);

/// The version of the file that a response belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Version {
    tag: Option<String>,
    modified: Option<String>,
    len: Option<u64>,
    /// Whether every later change shows in the time of modification.
    is_settled: bool,
}

impl Version {
    pub(super) fn of(response: &HttpResponse, part: Part) -> Self {
        let header = |name| response.header(name).map(str::to_owned);
        let time = |name| httpdate::parse_http_date(response.header(name)?).ok();
        let now = time("date").unwrap_or_else(SystemTime::now);
        let age = time("last-modified").and_then(|modified| now.duration_since(modified).ok());
        let is_settled = age.is_some_and(|age| age >= SETTLED_AFTER);
        Self { tag: header("etag"), modified: header("last-modified"), len: part.file_len(), is_settled }
    }

    /// Whether a response belongs to another version. RFC 9110 §8.8.3.2: the opaque parts of tags are compared. Tags come
    /// before times, since mirrors of a file agree on its tag more often than on its time.
    pub(super) fn differs(&self, other: &Self) -> bool {
        let opaque = |tag: &str| tag.trim_start_matches("W/").to_owned();
        let differ = |ours: &Option<String>, theirs: &Option<String>| {
            ours.as_deref().zip(theirs.as_deref()).map(|(ours, theirs)| opaque(ours) != opaque(theirs))
        };
        let by_len = self.len.zip(other.len).is_some_and(|(ours, theirs)| ours != theirs);
        by_len || differ(&self.tag, &other.tag).or_else(|| differ(&self.modified, &other.modified)).unwrap_or(false)
    }

    /// The value of `If-Range`: RFC 9110 §13.1.5 does not allow a weak tag.
    pub(super) fn condition(&self) -> Option<&str> {
        let strong = self.tag.as_deref().filter(|tag| !tag.starts_with("W/"));
        strong.or(self.modified.as_deref().filter(|_| self.tag.is_none())).filter(|value| can_be_sent(value))
    }

    /// Whether the version has a tag or time that shows it to be that of `stamp`.
    pub(super) fn is_of(&self, stamp: &RemoteStamp) -> bool {
        let known =
            Self { tag: stamp.etag.clone(), modified: stamp.last_modified.clone(), len: stamp.bytes, is_settled: true };
        let has_tags = self.tag.is_some() && known.tag.is_some();
        let has_times = self.tag.is_none() && known.tag.is_none() && self.modified == known.modified;
        (has_tags || has_times && known.modified.is_some()) && !self.differs(&known)
    }

    /// What recognizes this version later.
    pub(super) fn stamp(&self) -> RemoteStamp {
        let sendable = |value: &String| can_be_sent(value);
        let last_modified = self.modified.clone().filter(|_| self.is_settled).filter(sendable);
        RemoteStamp { etag: self.tag.clone().filter(sendable), last_modified, bytes: self.len }
    }
}

/// RFC 9110 §5.5: visible ASCII and spaces. Other bytes were replaced when the header was read.
fn can_be_sent(value: &str) -> bool {
    value.len() <= LONGEST_VALIDATOR && value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headers: &[(&str, &str)]) -> Version {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Version::of(&HttpResponse::new(200, headers, Box::new(std::io::empty())), Part::Whole { len: Some(9) })
    }

    #[test]
    fn versions_differ_by_tag_then_by_time_and_always_by_length() {
        let (a, weak_a, b) = (of(&[("etag", "\"a\"")]), of(&[("etag", "W/\"a\"")]), of(&[("etag", "\"b\"")]));
        assert!(a.differs(&b) && !a.differs(&weak_a));
        let (old, new) = (of(&[("last-modified", "x")]), of(&[("last-modified", "y")]));
        assert!(old.differs(&new) && !old.differs(&a));
        let long = Version { len: Some(2), ..Version::default() };
        assert!(long.differs(&Version { len: Some(1), ..Version::default() }));
        assert_eq!((a.condition(), weak_a.condition(), old.condition()), (Some("\"a\""), None, Some("x")));
    }

    #[test]
    fn a_stamp_recognizes_its_version_and_no_other() {
        const OLD: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
        let (tagged, timed) = (of(&[("etag", "\"a\""), ("last-modified", OLD)]), of(&[("last-modified", OLD)]));
        assert!(tagged.is_of(&tagged.stamp()) && timed.is_of(&timed.stamp()));
        assert!(of(&[("etag", "W/\"a\"")]).is_of(&tagged.stamp()));
        assert!(!of(&[("etag", "\"b\""), ("last-modified", OLD)]).is_of(&tagged.stamp()));
        assert!(!timed.is_of(&tagged.stamp()) && !tagged.is_of(&timed.stamp()));
        assert!(!of(&[]).is_of(&of(&[]).stamp()));
        let mut longer = tagged.stamp();
        longer.bytes = Some(10);
        assert!(!tagged.is_of(&longer));
    }

    #[test]
    fn only_settled_times_and_sendable_headers_are_kept() {
        let date = ("date", "Sun, 06 Nov 1994 08:49:38 GMT");
        let stamp = |headers: &[(&str, &str)]| of(headers).stamp();
        assert_eq!(stamp(&[date, ("last-modified", "Sun, 06 Nov 1994 08:49:37 GMT")]).last_modified, None);
        assert!(stamp(&[date, ("last-modified", "Sun, 06 Nov 1994 08:49:36 GMT")]).last_modified.is_some());
        assert_eq!(stamp(&[date, ("last-modified", "yesterday")]).last_modified, None);
        let long = "x".repeat(LONGEST_VALIDATOR + 1);
        for tag in ["\"\u{fffd}\"", "\"\t\"", long.as_str()] {
            assert!(!stamp(&[("etag", tag)]).is_validator(), "{tag}");
        }
    }
}
