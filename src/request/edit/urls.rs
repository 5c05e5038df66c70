//! Lists of URLs as others write them.

use serde_json::Value;
use serde_json::value::RawValue;

use super::body_edit::EditReason;
use super::values::{quoted, url_of};
use crate::request::location::within;

/// The URLs that a value gives, and the list of them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Urls {
    pub(super) urls: Vec<String>,
    /// The list as JSON: as it is written, as far as it is one.
    pub(super) list: String,
    pub(super) reasons: Vec<EditReason>,
}

/// Reads a URL, an object with one, or a list of either. `None` if it is something else; no URLs for a value without
/// any.
pub(super) fn urls(raw: &str) -> Option<Urls> {
    if raw == "null" {
        return Some(Urls { urls: Vec::new(), list: "[]".to_owned(), reasons: vec![EditReason::NoValue] });
    }
    if !raw.starts_with('[') {
        let url = url_of(&serde_json::from_str(raw).ok()?)?;
        let trimmed = url.trim();
        let spelling = (trimmed != url).then_some(EditReason::Spelling);
        let urls: Vec<_> = (!trimmed.is_empty()).then(|| trimmed.to_owned()).into_iter().collect();
        let reasons = [EditReason::Type].into_iter().chain(spelling).collect();
        return Some(Urls { list: format!("[{}]", quoted(trimmed)), urls, reasons });
    }
    let elements: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
    let (mut urls, mut list, mut reasons) = (Vec::with_capacity(elements.len()), String::new(), Vec::new());
    let mut copied = 0;
    for element in elements {
        let value: Value = serde_json::from_str(element.get()).ok()?;
        let url = url_of(&value)?;
        let trimmed = url.trim();
        let mut add = |reason| {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        };
        if !value.is_string() {
            add(EditReason::Type);
        }
        if trimmed != url {
            add(EditReason::Spelling);
        }
        if !value.is_string() || trimmed != url {
            let at = within(raw, element)?;
            list.push_str(raw.get(copied..at.start)?);
            list.push_str(&quoted(trimmed));
            copied = at.end;
        }
        urls.push(trimmed.to_owned());
    }
    list.push_str(raw.get(copied..)?);
    Some(Urls { urls, list, reasons })
}

/// A list with more URLs at its end, in the style of the elements that it has.
pub(super) fn with_more(list: &str, more: &[String]) -> Option<String> {
    let inner = list.strip_prefix('[')?.strip_suffix(']')?;
    let body = inner.trim_end();
    let lead = body.get(..body.len() - body.trim_start().len())?;
    let separator = if lead.is_empty() { ", ".to_owned() } else { format!(",{lead}") };
    let added: String = more.iter().map(|url| format!("{separator}{}", quoted(url))).collect();
    Some(format!("[{body}{added}{}]", inner.get(body.len()..)?))
}

/// A list on one line.
pub(super) fn list_of(urls: &[String]) -> String {
    format!("[{}]", urls.iter().map(|url| quoted(url)).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_of_every_shape_become_a_list() {
        use EditReason::{NoValue, Spelling, Type};
        for (raw, urls_, list, reasons) in [
            (r#"["a", "b"]"#, &["a", "b"][..], r#"["a", "b"]"#, vec![]),
            (r#""a""#, &["a"], r#"["a"]"#, vec![Type]),
            (r#"{"url": "a"}"#, &["a"], r#"["a"]"#, vec![Type]),
            (r#"{"image_url": {"url": "a"}, "role": "x"}"#, &["a"], r#"["a"]"#, vec![Type]),
            ("[\n  \"a\",\n  \" b\\n\"\n]", &["a", "b"], "[\n  \"a\",\n  \"b\"\n]", vec![Spelling]),
            (r#"[{"url": "a"}, "b"]"#, &["a", "b"], r#"["a", "b"]"#, vec![Type]),
            ("null", &[], "[]", vec![NoValue]),
            ("[]", &[], "[]", vec![]),
        ] {
            let wanted = Urls { urls: urls_.iter().map(ToString::to_string).collect(), list: list.to_owned(), reasons };
            assert_eq!(urls(raw), Some(wanted), "{raw}");
        }
        for raw in ["5", "true", "[5]", "[null]", "{}", r#"{"first_url": "a", "second_url": "b"}"#] {
            assert_eq!(urls(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_longer_list_keeps_its_style() {
        let more = ["c".to_owned()];
        assert_eq!(with_more("[\"a\"]", &more).unwrap(), "[\"a\", \"c\"]");
        assert_eq!(with_more("[\n  \"a\"\n ]", &more).unwrap(), "[\n  \"a\",\n  \"c\"\n ]");
    }
}
