//! What an answer brings: which part of which version of the file.

use crate::http::HttpResponse;
use crate::model::{Fault, FetchObstacle};

/// Which part of the file the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it, from the first byte on.
    Whole {
        /// Its length, where the server says it.
        len: Option<u64>,
    },
    /// The bytes from `start` to before `end`.
    Range {
        /// The first byte.
        start: u64,
        /// Behind the last byte.
        end: u64,
        /// The file's length, where the server says it.
        len: Option<u64>,
    },
    /// Nothing, since the file ends before.
    End {
        /// Its length.
        len: u64,
    },
}

impl Part {
    /// The file's length, where the server says it.
    pub(super) fn file_len(self) -> Option<u64> {
        match self {
            Self::Whole { len } | Self::Range { len, .. } => len,
            Self::End { len } => Some(len),
        }
    }
}

/// Reads the headers of a successful answer to a request for the byte `first`, and of 416.
pub(super) fn part(answer: &HttpResponse, first: u64) -> Result<Part, Fault> {
    let encoded = answer.header("content-encoding").map(str::trim).filter(|coding| !coding.is_empty());
    if let Some(coding) = encoded.filter(|coding| !coding.eq_ignore_ascii_case("identity")) {
        let what = format!("the server sends {coding:.40}, though it was asked for the bytes as they are");
        return Err(Fault::not_fetched(FetchObstacle::Encoded, first, what));
    }
    let range = answer.header("content-range");
    match (answer.status, range) {
        (200, _) => Ok(Part::Whole { len: body_len(answer) }),
        // RFC 9110 §15.5.17: no range can be had that begins at the end, as none of an empty file.
        (416, Some(range)) => match total(range).filter(|&len| len <= first) {
            Some(len) => Ok(Part::End { len }),
            None => Err(bad(first, "a refusal of a range that is there")),
        },
        (206, Some(range)) => {
            let part = content_range(range).ok_or_else(|| bad(first, "a Content-Range that says nothing"))?;
            let Part::Range { start, end, .. } = part else { return Ok(part) };
            if !(start..end).contains(&first) {
                return Err(bad(first, "a Content-Range that is not the one asked for"));
            }
            if body_len(answer).is_some_and(|len| len != end.saturating_sub(start)) {
                return Err(bad(first, "a Content-Length that contradicts its Content-Range"));
            }
            Ok(part)
        }
        _ => Err(bad(first, "a part of the file that does not say which")),
    }
}

fn bad(first: u64, what: &str) -> Fault {
    Fault::not_fetched(FetchObstacle::BadAnswer, first, format!("the server answers with {what}"))
}

/// The length of the body, where it is stated. RFC 9112 §6.3: a coding of the transfer outranks the length.
pub(super) fn body_len(answer: &HttpResponse) -> Option<u64> {
    match answer.header("transfer-encoding") {
        Some(_) => None,
        None => answer.header("content-length")?.trim().parse().ok(),
    }
}

/// RFC 9110 §14.4: `bytes 0-499/1234`, or `*` in place of a length that is not known.
fn content_range(text: &str) -> Option<Part> {
    let (range, len) = text.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let (start, last) = range.split_once('-')?;
    let (start, last): (u64, u64) = (start.trim().parse().ok()?, last.trim().parse().ok()?);
    let len = match len.trim() {
        "*" => None,
        len => Some(len.parse::<u64>().ok()?),
    };
    let is_sound = start <= last && len.is_none_or(|len| last < len);
    is_sound.then_some(Part::Range { start, end: last.checked_add(1)?, len })
}

/// The length in `bytes */1234`.
fn total(text: &str) -> Option<u64> {
    text.trim().strip_prefix("bytes")?.trim().strip_prefix("*/")?.parse().ok()
}

/// Which version of the file an answer speaks of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Version {
    tag: Option<String>,
    modified: Option<String>,
    len: Option<u64>,
}

impl Version {
    pub(super) fn of(answer: &HttpResponse, part: Part) -> Self {
        let header = |name| answer.header(name).map(str::to_owned);
        Self { tag: header("etag"), modified: header("last-modified"), len: part.file_len() }
    }

    /// Whether an answer speaks of another version. Of tags the opaque parts are compared, RFC 9110 §8.8.3.2; servers
    /// that share a file agree less on its time than on its tag.
    pub(super) fn differs(&self, other: &Self) -> bool {
        let opaque = |tag: &str| tag.trim_start_matches("W/").to_owned();
        let differ = |ours: &Option<String>, theirs: &Option<String>| {
            ours.as_deref().zip(theirs.as_deref()).map(|(ours, theirs)| opaque(ours) != opaque(theirs))
        };
        let by_len = self.len.zip(other.len).is_some_and(|(ours, theirs)| ours != theirs);
        by_len || differ(&self.tag, &other.tag).or_else(|| differ(&self.modified, &other.modified)).unwrap_or(false)
    }

    /// What to put into `If-Range`: RFC 9110 §13.1.5 takes no weak tag.
    pub(super) fn condition(&self) -> Option<&str> {
        let strong = self.tag.as_deref().filter(|tag| !tag.starts_with("W/"));
        strong.or(self.modified.as_deref().filter(|_| self.tag.is_none()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&str, &str)]) -> HttpResponse {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        HttpResponse::new(status, headers, Box::new(std::io::empty()))
    }

    #[test]
    fn parts_are_read_and_contradictions_are_not() {
        let of = |status, headers: &[(&str, &str)]| part(&answer(status, headers), 10).map_err(|fault| fault.obstacle);
        let range = |start, end, len| Ok(Part::Range { start, end, len });
        let bad = Err(Some(FetchObstacle::BadAnswer));
        assert_eq!(of(200, &[("content-length", "7")]), Ok(Part::Whole { len: Some(7) }));
        assert_eq!(of(200, &[("content-length", "x")]), Ok(Part::Whole { len: None }));
        let chunked = [("content-length", "7"), ("transfer-encoding", "chunked")];
        assert_eq!(of(200, &chunked), Ok(Part::Whole { len: None }));
        assert_eq!(of(206, &[("content-range", "bytes 10-19/100")]), range(10, 20, Some(100)));
        assert_eq!(of(206, &[("content-range", "bytes 0-19/*")]), range(0, 20, None));
        assert_eq!(of(416, &[("content-range", "bytes */0")]), Ok(Part::End { len: 0 }));
        assert_eq!(of(416, &[("content-range", "bytes */11")]), bad);
        assert_eq!(of(206, &[]), bad);
        for text in [
            "bytes 0-9/100",
            "bytes 11-19/100",
            "bytes 10-9/100",
            "bytes 10-100/100",
            "items 10-19/100",
            "bytes 10-18446744073709551615/*",
        ] {
            assert_eq!(of(206, &[("content-range", text)]), bad, "{text}");
        }
        assert_eq!(of(206, &[("content-range", "bytes 10-19/100"), ("content-length", "9")]), bad);
        assert_eq!(of(200, &[("content-encoding", "gzip")]), Err(Some(FetchObstacle::Encoded)));
        assert_eq!(of(200, &[("content-encoding", "Identity")]), Ok(Part::Whole { len: None }));
    }

    #[test]
    fn versions_differ_by_tag_then_by_time_and_always_by_length() {
        let of = |headers: &[(&str, &str)]| Version::of(&answer(200, headers), Part::Whole { len: None });
        let (a, weak_a, b) = (of(&[("etag", "\"a\"")]), of(&[("etag", "W/\"a\"")]), of(&[("etag", "\"b\"")]));
        assert!(a.differs(&b) && !a.differs(&weak_a));
        let (old, new) = (of(&[("last-modified", "x")]), of(&[("last-modified", "y")]));
        assert!(old.differs(&new) && !old.differs(&a));
        let long = Version { len: Some(2), ..Version::default() };
        assert!(long.differs(&Version { len: Some(1), ..Version::default() }));
        assert_eq!((a.condition(), weak_a.condition(), old.condition()), (Some("\"a\""), None, Some("x")));
    }
}
