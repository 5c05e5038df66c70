//! HTML, SVG and XML by their first tag.

use crate::model::Format;

/// Elements at the start of pages and fragments of pages: the list of WHATWG MIME Sniffing §7.1 and a few more.
const HTML: &[&[u8]] = &[
    b"html",
    b"head",
    b"script",
    b"iframe",
    b"h1",
    b"div",
    b"font",
    b"table",
    b"a",
    b"style",
    b"title",
    b"b",
    b"body",
    b"br",
    b"p",
    b"meta",
    b"link",
    b"base",
    b"center",
    b"noscript",
    b"span",
    b"form",
    b"img",
    b"video",
    b"section",
];

/// The format by the first tag of `text`, after comments and declarations.
///
/// `None` if there is no tag, or if the tag is neither HTML nor SVG and has no XML declaration before it.
pub(super) fn by_first_tag(text: &[u8]) -> Option<Format> {
    let declared = text.starts_with(b"<?xml");
    let otherwise = declared.then_some(Format::Xml);
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        if let Some(comment) = rest.strip_prefix(b"<!--") {
            match after(comment, b"-->") {
                Some(next) => rest = next,
                // A comment longer than what was read is HTML by MIME Sniffing §7.1.
                None => return otherwise.or(Some(Format::Html)),
            }
        } else if let Some(instruction) = rest.strip_prefix(b"<?xml") {
            match after(instruction, b"?>") {
                Some(next) => rest = next,
                None => return otherwise,
            }
        } else if let Some(kind) = strip_prefix_of_any_case(rest, b"<!doctype") {
            return match local_name(kind.trim_ascii_start()) {
                name if name.eq_ignore_ascii_case(b"html") => Some(Format::Html),
                name if name.eq_ignore_ascii_case(b"svg") => Some(Format::Svg),
                _ => Some(Format::Xml),
            };
        } else {
            break;
        }
    }
    let name = local_name(rest.strip_prefix(b"<").unwrap_or_default());
    if name.eq_ignore_ascii_case(b"svg") {
        return Some(Format::Svg);
    }
    let is_html = HTML.iter().any(|html| name.eq_ignore_ascii_case(html));
    if is_html && (!declared || name.eq_ignore_ascii_case(b"html")) { Some(Format::Html) } else { otherwise }
}

/// Whether `text` begins with the tag of any element.
pub(super) fn is_element(text: &[u8]) -> bool {
    let Some(tag) = text.strip_prefix(b"<") else {
        return false;
    };
    tag.first().is_some_and(u8::is_ascii_alphabetic) && !local_name(tag).is_empty() && tag.contains(&b'>')
}

/// The element's name without its namespace; empty if no name ends within `tag`.
fn local_name(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'['));
    let name = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
    name.rsplit(|&byte| byte == b':').next().unwrap_or(name)
}

fn after<'a>(text: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    let at = text.windows(end.len()).position(|window| window == end)?;
    text.get(at.saturating_add(end.len())..)
}

fn strip_prefix_of_any_case<'a>(text: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_fragments() {
        for page in [
            "<!DOCTYPE html><html>",
            "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
            "<HTML lang=en>",
            "<!-- saved from url --> <head>",
            "<script src=x>",
            "<!-- a comment without an end",
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">",
        ] {
            assert_eq!(by_first_tag(page.as_bytes()), Some(Format::Html), "{page}");
        }
    }

    #[test]
    fn svg_documents() {
        for document in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\">",
            "<?xml version=\"1.0\"?>\n<!-- a comment -->\n<svg:svg>",
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"\" \"\">",
        ] {
            assert_eq!(by_first_tag(document.as_bytes()), Some(Format::Svg), "{document}");
        }
    }

    #[test]
    fn other_markup_and_words() {
        assert_eq!(by_first_tag(b"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code>"), Some(Format::Xml));
        assert_eq!(by_first_tag(b"<?xml version=\"1.0\"?><a>"), Some(Format::Xml));
        assert_eq!(by_first_tag(b"<Error>"), None);
        assert!(is_element(b"<Error><Code>"));
        assert!(!is_element(b"<3 you"));
        assert!(!is_element(b"words"));
    }
}
