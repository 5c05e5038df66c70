//! `prompt`, `callback_url` and booleans as others write them.

use serde_json::Value;

use super::body_edit::EditReason;
use super::item::Meant;
use super::values::{flag, quoted, url_of};

/// A string of one line or several, or a list of such, as one text.
pub(super) fn prompt(raw: &str) -> Meant {
    match serde_json::from_str(raw) {
        Ok(Value::String(_)) => Meant::same(raw),
        Ok(Value::Number(number)) => Meant::Value(quoted(&number.to_string()), vec![EditReason::Type]),
        Ok(Value::Array(lines)) => match lines.iter().map(Value::as_str).collect::<Option<Vec<_>>>().as_deref() {
            Some([]) | None => Meant::Unknown,
            Some([one]) => Meant::Value(quoted(one), vec![EditReason::Type]),
            Some(lines) => Meant::Value(quoted(&lines.join("\n")), vec![EditReason::Type, EditReason::Joined]),
        },
        _ => Meant::Unknown,
    }
}

/// The address of a callback.
pub(super) fn callback(raw: &str) -> Meant {
    let Some(url) = serde_json::from_str(raw).ok().as_ref().and_then(url_of) else { return Meant::Unknown };
    let trimmed = url.trim();
    let type_ = (!raw.starts_with('"')).then_some(EditReason::Type);
    let spelling = (trimmed != url).then_some(EditReason::Spelling);
    match (trimmed.is_empty(), type_, spelling) {
        (true, ..) => Meant::Nothing(EditReason::NoValue),
        (_, None, None) => Meant::same(raw),
        _ => Meant::Value(quoted(trimmed), type_.into_iter().chain(spelling).collect()),
    }
}

/// A boolean; `is_negated` where `true` means that the field is `false`.
pub(super) fn boolean(raw: &str, is_negated: bool) -> Meant {
    let type_ = (raw != "true" && raw != "false").then_some(EditReason::Type);
    match flag(raw) {
        Some(flag) => Meant::Value((flag != is_negated).to_string(), type_.into_iter().collect()),
        None => Meant::Unknown,
    }
}
