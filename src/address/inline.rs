//! Media inlined in the request in place of their URL.

/// How media are inlined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InlineMedia {
    /// A `data:` URI, RFC 2397.
    DataUri,
    /// Base64 without a URI around it.
    Base64,
}

/// What the accepted formats look like at their start in Base64: JPEG, PNG, RIFF (WebP and WAV), MP3 with an ID3 tag,
/// MP3 with a bare frame header; and GIF, which is as common.
const STARTS: [&str; 7] = ["/9j/", "iVBORw0KGgo", "UklGR", "SUQz", "//uQ", "//vQ", "R0lGOD"];

/// A text of at least this length that only has characters of Base64 is taken for that. File paths have a dot earlier.
const LONG: usize = 64;

/// Less than any header of a media file.
const SHORT: usize = 16;

/// Whether `text` is inlined media.
pub(crate) fn inline_media(text: &str) -> Option<InlineMedia> {
    let text = text.trim_start();
    // Nearly every text is such a URL.
    if ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme)) {
        return None;
    }
    let has_prefix = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if has_prefix("data:") {
        return Some(InlineMedia::DataUri);
    }
    // The same URI without its beginning: `image/png;base64,iVBO…`.
    let head = text.split(',').next().unwrap_or_default();
    if head.len() < text.len() && head.to_ascii_lowercase().ends_with("base64") && !head.contains("://") {
        return Some(InlineMedia::DataUri);
    }
    let digits = text.trim_end().trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'\r' | b'\n');
    let starts_as_media = || STARTS.iter().any(|start| digits.starts_with(start));
    let is_long_enough = digits.len() >= LONG || (digits.len() >= SHORT && starts_as_media());
    (is_long_enough && digits.bytes().all(is_digit)).then_some(InlineMedia::Base64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_in_place_of_a_url() {
        let long = "AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1wNDEAAAAIZnJlZQAAAAhtZGF0AAAAAG1vb3Y=";
        for (text, wanted) in [
            ("data:image/png;base64,iVBORw0KGgo=", Some(InlineMedia::DataUri)),
            ("DATA:,", Some(InlineMedia::DataUri)),
            (" data:audio/mpeg;base64,SUQz", Some(InlineMedia::DataUri)),
            ("image/png;base64,iVBORw0KGgo=", Some(InlineMedia::DataUri)),
            ("base64,AAAA", Some(InlineMedia::DataUri)),
            ("/9j/4AAQSkZJRgABAQ==", Some(InlineMedia::Base64)),
            ("iVBORw0KGgoAAAANSUhE\nUgAAAAE=", Some(InlineMedia::Base64)),
            (long, Some(InlineMedia::Base64)),
            ("https://example.com/data:image/png", None),
            ("https://example.com/?x=base64,AAAA", None),
            ("photos/of/our/holidays/in/the/mountains/with/friends/and/family/first.png", None),
            ("iVBORw0KGgo", None),
            ("photo.png", None),
            ("database", None),
            ("", None),
            ("图片", None),
        ] {
            assert_eq!(inline_media(text), wanted, "{text}");
        }
    }
}
