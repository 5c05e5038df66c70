//! Reads which part of which version of the file a response contains.

use crate::http::HttpResponse;
use crate::model::{Fault, FetchObstacle};

/// The part of the file that is the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The whole file.
    Whole {
        /// Its length, if the server sends it.
        len: Option<u64>,
    },
    /// The bytes from `start` to before `end`.
    Range {
        /// The first byte.
        start: u64,
        /// The byte after the last.
        end: u64,
        /// The file's length, if the server sends it.
        len: Option<u64>,
    },
    /// Nothing: the file ends before the range.
    End {
        /// Its length.
        len: u64,
    },
}

impl Part {
    /// The file's length, if the server sends it.
    pub(super) fn file_len(self) -> Option<u64> {
        match self {
            Self::Whole { len } | Self::Range { len, .. } => len,
            Self::End { len } => Some(len),
        }
    }
}

/// Reads the headers of a successful response, or of a 416, to a request for the byte `first`.
pub(super) fn part(response: &HttpResponse, first: u64) -> Result<Part, Fault> {
    let encoded = response.header("content-encoding").map(str::trim).filter(|coding| !coding.is_empty());
    if let Some(coding) = encoded.filter(|coding| !coding.eq_ignore_ascii_case("identity")) {
        let what = format!("the server sends content coding {coding:.40}; expected identity");
        return Err(FetchObstacle::Encoded.fault(first, what));
    }
    let range = response.header("content-range");
    match (response.status, range) {
        (200, _) => Ok(Part::Whole { len: body_len(response) }),
        // RFC 9110 §15.5.17: a range that begins at or after the end cannot be satisfied, so none can in an empty file.
        (416, Some(range)) => match total(range).filter(|&len| len <= first) {
            Some(len) => Ok(Part::End { len }),
            None => Err(bad(first, "416 for a range that exists")),
        },
        (206, Some(range)) => {
            let part = content_range(range).ok_or_else(|| bad(first, "an invalid Content-Range"))?;
            let Part::Range { start, end, .. } = part else { return Ok(part) };
            if !(start..end).contains(&first) {
                return Err(bad(first, "a Content-Range other than the requested one"));
            }
            if body_len(response).is_some_and(|len| len != end.saturating_sub(start)) {
                return Err(bad(first, "a Content-Length that contradicts its Content-Range"));
            }
            Ok(part)
        }
        _ => Err(bad(first, "a partial response without a Content-Range")),
    }
}

fn bad(first: u64, what: &str) -> Fault {
    FetchObstacle::BadAnswer.fault(first, format!("the server sends {what}"))
}

/// The length of the body, if it is stated. RFC 9112 §6.3: `Transfer-Encoding` overrides `Content-Length`.
pub(super) fn body_len(response: &HttpResponse) -> Option<u64> {
    match response.header("transfer-encoding") {
        Some(_) => None,
        None => response.header("content-length")?.trim().parse().ok(),
    }
}

/// RFC 9110 §14.4: `bytes 0-499/1234`, with `*` for an unknown length.
fn content_range(text: &str) -> Option<Part> {
    let (range, len) = text.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let (start, last) = range.split_once('-')?;
    let (start, last): (u64, u64) = (start.trim().parse().ok()?, last.trim().parse().ok()?);
    let len = match len.trim() {
        "*" => None,
        len => Some(len.parse::<u64>().ok()?),
    };
    let is_valid = start <= last && len.is_none_or(|len| last < len);
    is_valid.then_some(Part::Range { start, end: last.checked_add(1)?, len })
}

/// The length in `bytes */1234`.
fn total(text: &str) -> Option<u64> {
    text.trim().strip_prefix("bytes")?.trim().strip_prefix("*/")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, headers: &[(&str, &str)]) -> HttpResponse {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        HttpResponse::new(status, headers, Box::new(std::io::empty()))
    }

    #[test]
    fn contradictory_headers_are_rejected() {
        let of = |status, headers: &[(&str, &str)]| {
            part(&response(status, headers), 10).map_err(|fault| FetchObstacle::of(&fault))
        };
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
}
