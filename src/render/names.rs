//! File names in reports. Names may be hostile, and need not be text.

use std::ffi::OsStr;
use std::path::{Component, Path, Prefix};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode, percent_encode_byte, utf8_percent_encode};

use super::bytes;
use crate::printable::is_unseen;
use crate::windows::rooted;

/// All but the unreserved characters of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The same for several parts.
const RESERVED_BUT_SLASH: &AsciiSet = &RESERVED.remove(b'/');

/// What a location in a bucket begins with.
const S3: &str = "s3://";

/// What is in no URI: neither reserved (RFC 3986, section 2.2) nor unreserved, and no `%`.
const NOT_IN_URI: &AsciiSet = &RESERVED
    .remove(b'%')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// The URI of a file (RFC 3986): relative where the path is, else of the scheme `file`. Every byte of a name except letters,
/// digits, `-`, `.`, `_` and `~` is percent-encoded, so that names that are not UTF-8 are kept exactly and nothing in them
/// is taken for syntax. A path that is a URL stays one, with what RFC 3986 does not allow percent-encoded; of a location in a
/// bucket, whose key is written as it is, every part is encoded.
pub(crate) fn uri(path: &Path) -> String {
    if let Some(location) = of_scheme(path, S3) {
        let rest = location.get(S3.len()..).unwrap_or_default();
        return format!("{S3}{}", utf8_percent_encode(rest, RESERVED_BUT_SLASH));
    }
    if let Some(url) = url(path) {
        return utf8_percent_encode(url, NOT_IN_URI).to_string();
    }
    if let Some(simple) = simple(path) {
        let scheme = if simple.starts_with('/') { "file://" } else { "" };
        return [scheme, simple].concat();
    }
    let mut uri = String::new();
    for component in rooted(path).components() {
        match component {
            Component::Prefix(prefix) => push_prefix(&mut uri, prefix.kind()),
            // After a Windows prefix this is the slash before the first part.
            Component::RootDir => uri.push_str(if uri.is_empty() { "file:///" } else { "/" }),
            Component::CurDir => {}
            Component::ParentDir => push_part(&mut uri, ".."),
            Component::Normal(part) => {
                push_part(&mut uri, "");
                uri.extend(percent_encode(part.as_encoded_bytes(), RESERVED));
            }
        }
    }
    if uri.is_empty() { ".".to_owned() } else { uri }
}

/// Whether a path is a URL in truth.
#[cfg(feature = "audit")]
pub(crate) fn is_url(path: &Path) -> bool {
    url(path).is_some()
}

/// A path that is its own URI, as nearly all are: slashes between unreserved characters, and no part that is empty or
/// begins with a dot.
fn simple(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    let (text, parts) = match text.strip_prefix("./") {
        Some(relative) => (relative, relative),
        None => (text, text.strip_prefix('/').unwrap_or(text)),
    };
    // On Windows the drive is missing.
    let is_partly_rooted = cfg!(windows) && text.starts_with('/');
    let parts = parts.as_bytes();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() | matches!(byte, b'-'..=b'/' | b'_' | b'~');
    // After a slash, or at the end of all.
    let is_odd = |byte: Option<&u8>| matches!(byte, None | Some(b'/' | b'.'));
    let is_simple = !is_partly_rooted
        && !is_odd(parts.first())
        && bytes::all(parts, is_plain)
        && !memchr::memchr_iter(b'/', parts).any(|slash| is_odd(parts.get(slash + 1)));
    is_simple.then_some(text)
}

/// The URL that a path is in truth: `http` or `https`, or `s3` for a location in a bucket. No file has such a path, since a walk
/// writes one slash.
pub(super) fn url(path: &Path) -> Option<&str> {
    ["http://", "https://", S3].into_iter().find_map(|scheme| of_scheme(path, scheme))
}

fn of_scheme<'p>(path: &'p Path, scheme: &str) -> Option<&'p str> {
    let text = path.to_str()?;
    text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)).then_some(text)
}

/// `C:` becomes `file:///C:` (RFC 8089, appendix E.2), a share `file://server/share` (appendix E.3).
fn push_prefix(uri: &mut String, prefix: Prefix<'_>) {
    match prefix {
        Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => {
            uri.push_str("file:///");
            uri.push(char::from(letter));
            uri.push(':');
        }
        Prefix::UNC(server, share) | Prefix::VerbatimUNC(server, share) => {
            uri.push_str("file://");
            uri.extend(percent_encode(server.as_encoded_bytes(), RESERVED));
            push_part(uri, "");
            uri.extend(percent_encode(share.as_encoded_bytes(), RESERVED));
        }
        Prefix::Verbatim(name) | Prefix::DeviceNS(name) => {
            uri.push_str("file:///");
            uri.extend(percent_encode(name.as_encoded_bytes(), RESERVED));
        }
    }
}

fn push_part(uri: &mut String, part: &str) {
    if !uri.is_empty() && !uri.ends_with('/') {
        uri.push('/');
    }
    uri.push_str(part);
}

/// A path for people: as it is, but with percent-encoding for what is not text, is invisible or changes the direction of
/// writing, and for what `hides` selects. A `%` that could be taken for such an encoding is encoded as well, so that
/// decoding gives exactly the bytes of the name.
pub(crate) fn shown(path: &Path, hides: impl Fn(char) -> bool) -> String {
    shown_bytes(path.as_os_str(), hides)
}

/// The same with slashes between the names, as services of code take it. On Windows a backslash is in no name.
#[cfg(feature = "audit")]
pub(crate) fn shown_with_slashes(path: &Path) -> String {
    let shown = shown(path, |_| false);
    if cfg!(windows) { shown.replace('\\', "/") } else { shown }
}

fn shown_bytes(name: &OsStr, hides: impl Fn(char) -> bool) -> String {
    let bytes = name.as_encoded_bytes();
    // Most names are plain ASCII.
    if bytes::all(bytes, |byte| matches!(byte, b'!'..=b'~') & (byte != b'%') & !hides(char::from(byte)))
        && let Ok(text) = str::from_utf8(bytes)
    {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(bytes.len());
    let mut at = 0_usize;
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            let next = at + character.len_utf8();
            let rest = bytes.get(next..).unwrap_or_default();
            let is_edge = character == ' ' && (at == 0 || rest.is_empty());
            if is_edge || is_unseen(character) || hides(character) || (character == '%' && looks_encoded(rest)) {
                shown.extend(character.encode_utf8(&mut [0; 4]).bytes().map(percent_encode_byte));
            } else {
                shown.push(character);
            }
            at = next;
        }
        shown.extend(chunk.invalid().iter().copied().map(percent_encode_byte));
        at += chunk.invalid().len();
    }
    shown
}

fn looks_encoded(rest: &[u8]) -> bool {
    matches!(rest, [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(text: &str) -> Vec<u8> {
        let mut bytes = text.bytes().peekable();
        let mut decoded = Vec::new();
        while let Some(byte) = bytes.next() {
            let mut ahead = bytes.clone();
            let digits: Option<String> =
                (0..2).map(|_| ahead.next().map(char::from).filter(char::is_ascii_hexdigit)).collect();
            match digits {
                Some(digits) if byte == b'%' => {
                    decoded.push(u8::from_str_radix(&digits, 16).unwrap());
                    bytes = ahead;
                }
                _ => decoded.push(byte),
            }
        }
        decoded
    }

    #[test]
    fn uris_are_relative_where_paths_are() {
        assert_eq!(uri(Path::new("./clips/a b.mp4")), "clips/a%20b.mp4");
        assert_eq!(uri(Path::new("../猫.png")), "../%E7%8C%AB.png");
        #[cfg(unix)]
        assert_eq!(uri(Path::new("c:d=e.png")), "c%3Ad%3De.png");
        #[cfg(unix)]
        assert_eq!(uri(Path::new("/srv//media/./a.png")), "file:///srv/media/a.png");
        for (path, relative) in
            [(".", "."), ("./a", "a"), (".a/b.", ".a/b."), ("a/", "a"), ("a/./b", "a/b"), ("a/..", "a/..")]
        {
            assert_eq!(uri(Path::new(path)), relative);
        }
        #[cfg(unix)]
        for (path, absolute) in [("/", "file:///"), ("/a", "file:///a"), ("/a//b/", "file:///a/b"), (".//a", "a")] {
            assert_eq!(uri(Path::new(path)), absolute);
        }
        assert_eq!(uri(Path::new("https://a.example/b c?d=%20")), "https://a.example/b%20c?d=%20");
        assert_eq!(uri(Path::new("s3://media/b c?d=%20//..")), "s3://media/b%20c%3Fd%3D%2520//..");
    }

    #[cfg(windows)]
    #[test]
    fn uris_of_drives_and_shares() {
        for (path, wanted) in [
            (r"C:\media\a b.png", "file:///C:/media/a%20b.png"),
            ("c:/media/a.png", "file:///C:/media/a.png"),
            (r"\\?\C:\media\a.png", "file:///C:/media/a.png"),
            (r"\\server\share\a.png", "file://server/share/a.png"),
            (r"\\?\UNC\server\share\a.png", "file://server/share/a.png"),
            (r".\clips\猫.png", "clips/%E7%8C%AB.png"),
            (r"clips\a.png", "clips/a.png"),
            (r"..\a.png", "../a.png"),
            (r"C:\", "file:///C:/"),
        ] {
            assert_eq!(uri(Path::new(path)), wanted);
        }
        let here = uri(&std::env::current_dir().unwrap());
        let (drive, letter) = (here.get(.."file:///Z:".len()).unwrap(), here.get("file:///".len()..).unwrap());
        let letter = letter.split_once(':').unwrap().0;
        assert_eq!(uri(Path::new(&format!("{letter}:a.png"))), format!("{here}/a.png"));
        assert_eq!(uri(Path::new(r"\a.png")), format!("{drive}/a.png"));
        assert_eq!(uri(Path::new("/a.png")), format!("{drive}/a.png"));
    }

    #[test]
    fn a_plain_name_is_shown_as_it_is() {
        for name in ["clips/a b.mp4", "100%.png", "<b>@you</b>.png"] {
            assert_eq!(shown(Path::new(name), |_| false), name);
        }
        assert_eq!(shown(Path::new("a%20\n\u{202E}gpj.exe"), |_| false), "a%2520%0A%E2%80%AEgpj.exe");
        assert_eq!(shown(Path::new(" `a` "), |c| c == '`'), "%20%60a%60%20");
    }

    #[cfg(unix)]
    proptest! {
        #[test]
        fn what_is_shown_is_text_and_gives_the_bytes_back(bytes: Vec<u8>) {
            use std::os::unix::ffi::OsStrExt;
            let text = shown_bytes(OsStr::from_bytes(&bytes), |c| c == '|');
            prop_assert!(!text.chars().any(|c| is_unseen(c) || c == '|'));
            prop_assert_eq!(decode(&text), bytes);
        }

        #[test]
        fn a_uri_gives_the_bytes_back(parts in proptest::collection::vec("[^/\0]{1,8}", 1..4)) {
            let path: std::path::PathBuf = parts.iter().collect();
            prop_assume!(parts.iter().all(|part| part != "." && part != ".."));
            let uri = uri(&path);
            prop_assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte)));
            prop_assert_eq!(decode(&uri), path.as_os_str().as_encoded_bytes());
        }
    }
}
