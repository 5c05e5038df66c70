//! JSON values of any type, as text, flags and URLs.

use serde_json::Value;

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A JSON string's text.
pub(super) fn text_of(raw: &str) -> Option<String> {
    if raw.starts_with('"') { serde_json::from_str(raw).ok() } else { None }
}

/// The text of a string, or a number as it is written.
pub(super) fn text_or_number(raw: &str) -> Option<String> {
    let is_number = raw.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    if is_number { Some(raw.to_owned()) } else { text_of(raw) }
}

/// The URL that a value is: a string, or an object with one.
pub(super) fn url_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => {
            let mut urls = object.iter().filter(|(key, _)| key.contains("url") || key.contains("uri"));
            let (_, only) = urls.next().filter(|_| urls.next().is_none())?;
            only.as_str().or_else(|| only.get("url")?.as_str()).map(str::to_owned)
        }
        _ => None,
    }
}

/// `true` or `false`, however it is written.
pub(super) fn flag(raw: &str) -> Option<bool> {
    match text_or_number(raw).as_deref().unwrap_or(raw).trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_a_flag_only_if_it_can_be_nothing_else() {
        for raw in ["true", "\"True\"", "1", "\"on\""] {
            assert_eq!(flag(raw), Some(true), "{raw}");
        }
        for raw in ["false", "\"no\"", "0"] {
            assert_eq!(flag(raw), Some(false), "{raw}");
        }
        for raw in ["2", "\"maybe\"", "null", "[]"] {
            assert_eq!(flag(raw), None, "{raw}");
        }
    }
}
