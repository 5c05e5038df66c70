//! The plainest URLs, which most are, read without the full rules.

use std::borrow::Cow;

use super::{Address, Host};

const HTTPS: &str = "https";

/// Bytes of a path, a query or a fragment that mean themselves.
#[expect(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "when compiling")]
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let marks = b"-._~/?#=&+,;!$*()";
    let mut at = 0;
    while at < marks.len() {
        plain[marks[at] as usize] = true;
        at += 1;
    }
    let mut byte = 0;
    while byte < plain.len() {
        plain[byte] |= (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    plain
};

/// Reads `https://`, a name in lower-case ASCII, and a path or query without anything to decode; `None` for any other
/// URL. The full rules read these URLs the same way.
pub(super) fn parse(text: &str) -> Option<Address<'_>> {
    let rest = text.strip_prefix(HTTPS)?.strip_prefix("://")?;
    let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#'));
    let (host, after) = rest.split_at(end.unwrap_or(rest.len()));
    let is_plain = |byte: u8| PLAIN.get(usize::from(byte)).is_some_and(|is_plain| *is_plain);
    if !is_plain_name(host) || !after.bytes().all(is_plain) {
        return None;
    }
    Some(Address {
        scheme: Cow::Borrowed(HTTPS),
        host: Host::Name(Cow::Borrowed(host)),
        written_host: host,
        has_user_info: false,
        port: None,
    })
}

/// A name within RFC 1035 §2.3.1, whose last label begins with a letter, so that it is not a numeric address, and
/// that has no punycode, which begins with `xn--`.
fn is_plain_name(name: &str) -> bool {
    const LONGEST_LABEL: usize = 63;
    let (mut length, mut before, mut last_label_begins) = (0, b'.', b'.');
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => {
                if length == 0 {
                    last_label_begins = byte;
                }
                length += 1;
            }
            b'-' if length > 0 && before != b'-' => length += 1,
            b'.' if length > 0 && before != b'-' => length = 0,
            _ => return false,
        }
        if length > LONGEST_LABEL {
            return false;
        }
        before = byte;
    }
    name.len() <= 253 && length > 0 && before != b'-' && last_label_begins.is_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_less_plain_is_left_to_the_full_rules() {
        for text in [
            "http://a.example",
            "HTTPS://a.example",
            "https://A.example",
            "https://",
            "https://a..b",
            "https://a.",
            "https://1.2.3.4",
            "https://a.0x1",
            "https://xn--bcher-kva.example",
            "https://a@b",
            "https://a:1",
            "https://a/%41",
            "https://a/\\",
            "https://a/ b",
            "https://-a.b",
            "https://a_b.c",
            "https://a-.b",
            "https://a.b-",
            "https://.a",
            "https://a--b.c",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        let label = "a".repeat(63);
        assert!(parse(&format!("https://{label}.b")).is_some() && parse(&format!("https://{label}a.b")).is_none());
        let longest = [label.as_str(); 3].join(".") + &format!(".{}", "b".repeat(61));
        assert!(parse(&format!("https://{longest}")).is_some() && parse(&format!("https://{longest}b")).is_none());
        assert!(parse("https://media.example.com/a/b.mp4?x=1&y=2#z").is_some());
    }

    proptest! {
        #[test]
        fn the_full_rules_read_the_same(text in "https://[a-z0-9.-]{1,12}([/?#][a-zA-Z0-9._~/?#=&+,;!$*()-]{0,20})?") {
            if let Some(plain) = parse(&text) {
                prop_assert_eq!(super::super::parse_fully(&text), Ok(plain));
            }
        }
    }
}
