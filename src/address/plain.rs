//! The plainest URLs, which most are, read without the full rules.

use super::{Address, Host};

const HTTPS: &str = "https";

/// Reads `https://`, a name in lower-case ASCII, and a path or query without anything to decode; `None` for any other
/// URL. The full rules read these URLs the same way.
pub(super) fn parse(text: &str) -> Option<Address> {
    let rest = text.strip_prefix(HTTPS)?.strip_prefix("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/?#=&+,;!$*()".contains(&byte);
    let after = rest.get(host.len()..)?;
    if !is_plain_name(host) || !after.bytes().all(is_plain) {
        return None;
    }
    Some(Address {
        scheme: HTTPS.to_owned(),
        host: Host::Name(host.to_owned()),
        written_host: host.to_owned(),
        has_user_info: false,
        port: None,
    })
}

/// A name within RFC 1035 §2.3.1, whose last label begins with a letter, so that it is not a numeric address, and
/// that has no punycode, which begins with `xn--`.
fn is_plain_name(name: &str) -> bool {
    let is_plain_label = |label: &str| {
        let is_edge = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        let bytes = label.as_bytes();
        bytes.len() <= 63
            && is_edge(bytes.first())
            && is_edge(bytes.last())
            && bytes.iter().all(|&byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !bytes.windows(2).any(|pair| pair == b"--")
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    name.len() <= 253
        && name.split('.').all(is_plain_label)
        && last.starts_with(|first: char| first.is_ascii_lowercase())
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
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
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
