//! Common mistakes in place of a URL, distinguished so that the help can name the fix.

use super::AddressFault;

/// Schemes of things that exist on one machine only.
const LOCAL_SCHEMES: [&str; 7] = ["file", "blob", "about", "content", "chrome", "filesystem", "ms-appx"];

/// Extensions of media files, by which a bare name is a path: `cat.png` is not a host.
const EXTENSIONS: [&str; 15] =
    ["jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "mp4", "mov", "webm", "wav", "mp3", "m4a"];

/// The slip that `text` is; `None` for a text that has to be parsed to be judged.
pub(super) fn find(text: &str) -> Option<AddressFault> {
    // Nearly every text is a URL with a scheme of the web, no blanks around it, and no second URL within.
    let (scheme, rest) = text.split_once(':').unwrap_or_default();
    if LOCAL_SCHEMES.iter().any(|local| scheme.eq_ignore_ascii_case(local)) {
        return Some(AddressFault::LocalScheme { scheme: scheme.to_ascii_lowercase() });
    }
    if !text.starts_with(|first: char| first.is_ascii_alphabetic()) && is_enclosed(text) {
        return Some(AddressFault::Enclosed);
    }
    if rest.starts_with("//") {
        let is_several = rest.get(2..).is_some_and(|rest| rest.contains(':')) && holds_several(text);
        return if is_several {
            Some(AddressFault::SeveralUrls)
        } else if ["//http://", "//https://"].iter().any(|start| begins(rest, start)) {
            Some(AddressFault::TwoSchemes)
        } else {
            padding(text)
        };
    }
    padding(text).or_else(|| is_path(text).then_some(AddressFault::LocalPath))
}

/// Whether `text` is a URL between marks: `"https://…"`, `<https://…>`, `![](https://…)`.
fn is_enclosed(text: &str) -> bool {
    let opens = |first| matches!(first, '"' | '\'' | '`' | '<' | '(' | '[' | '!' | '“' | '‘' | '《');
    text.trim_start().starts_with(opens) && ["http://", "https://"].iter().any(|scheme| text.contains(scheme))
}

/// Whether `text` begins with `start`, in any case.
fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start))
}

/// Whether `text` is the path of a file: `./a.png`, `~/a.png`, `C:\\a.png`, `/a.png`, `images/a.png`, `a.png`. Not
/// `//host/a.png` and not `example.com/a.png`, in which only the scheme is missing.
fn is_path(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has_drive = matches!(bytes, [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    let is_rooted = text.starts_with('/') && !text.starts_with("//");
    if has_drive || is_rooted || ["./", "../", "~", ".\\", "..\\", "\\\\"].iter().any(|start| text.starts_with(start)) {
        return true;
    }
    if text.starts_with('/') || text.contains(['?', '#', '@', ':']) {
        return false;
    }
    let first = text.split(['/', '\\']).next().unwrap_or_default();
    let extension = text.rsplit('.').next().unwrap_or_default();
    let is_media = EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known));
    // A first part with a dot is a host, unless it is the file itself.
    is_media && (!first.contains('.') || first.len() == text.len())
}

/// Whether another URL begins after a separator: commas, semicolons, bars, blanks. One within a path or a query, as
/// proxies have it, is part of the same URL.
fn holds_several(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        text.match_indices(scheme).skip_while(|(at, _)| *at == 0).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let separator = before.chars().next_back();
            separator.is_some_and(|last| last.is_whitespace() || matches!(last, ',' | ';' | '|' | '，' | '；'))
                && !before.contains('?')
                && !before.trim().is_empty()
        })
    })
}

fn padding(text: &str) -> Option<AddressFault> {
    let is_blank = |character: &char| character.is_whitespace() || character.is_control();
    if text.trim().is_empty() {
        return None;
    }
    if let Some(character) = text.chars().next().filter(is_blank) {
        return Some(AddressFault::Padded { character, at_start: true });
    }
    text.chars().next_back().filter(is_blank).map(|character| AddressFault::Padded { character, at_start: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_distinguished() {
        for (text, wanted) in [
            ("file:///home/me/cat.jpg", "local_scheme"),
            ("blob:https://example.com/9f0c", "local_scheme"),
            ("./cat.png", "path"),
            ("~/cat.png", "path"),
            ("C:\\cat.png", "path"),
            ("/home/me/cat.png", "path"),
            ("cat.png", "path"),
            ("images/cat.png", "path"),
            ("https://a.example/x.png,https://a.example/y.png", "urls"),
            ("https://a.example/x.png https://a.example/y.png", "urls"),
            ("\"https://a.example/x.png\"", "marks"),
            ("<https://a.example/x.png>", "marks"),
            ("![cat](https://a.example/x.png)", "marks"),
            ("https://https://a.example/x.png", "url"),
            (" https://a.example/x.png", "blank"),
            ("https://a.example/x.png\n", "blank"),
            ("example.com/cat.png", ""),
            ("//cdn.example.com/cat.png", ""),
            ("https://proxy.example/https://a.example/x.png", ""),
            ("https://a.example/?u=1,https://a.example/", ""),
            ("asset://asset-1", ""),
            ("", ""),
        ] {
            assert_eq!(find(text).map_or("", |fault| fault.name()), wanted, "{text}");
        }
    }
}
