//! Refusals of the request itself: its size, a missing field, a parameter that the model does not have.

use super::place;
use super::text::{first_name, last_name};
use crate::request::{Meaning, keys, meaning};

/// Words and codes for a body that is too large.
pub(super) const BODY_TOO_LARGE: &[&str] = &[
    "body too large",
    "request too large",
    "request_too_large",
    "payload too large",
    "entity too large",
    "requesttoolarge",
    "request body is too large",
    "request body exceeds",
    "请求体过大",
];

/// A parameter that the model does not have.
pub(super) struct NotTaken {
    pub(super) name: String,
    pub(super) pointer: Option<String>,
    /// Whether it is a field of this API.
    pub(super) is_ours: bool,
}

/// Words before which a parameter's name is.
const AFTER_NAME: [&str; 6] = [
    " is not supported",
    " not supported for model",
    " specified in the request is not valid",
    " is not allowed",
    " must be empty",
    " is not a valid parameter",
];

/// Words after which a parameter's name is.
const BEFORE_NAME: [&str; 8] = [
    "unknown parameter",
    "unsupported parameter",
    "unrecognized parameter",
    "unexpected parameter",
    "unknown field",
    "unrecognized request argument supplied",
    "extra inputs are not permitted",
    "不支持的参数",
];

/// Fields whose values have limits: a refusal of them is one of their value.
const LIMITED: [&str; 5] = ["duration", "quality", "aspect_ratio", "model", "prompt"];

/// The parameter that the text says the model does not have.
pub(super) fn not_taken(text: &str) -> Option<NotTaken> {
    let after = AFTER_NAME.iter().find_map(|words| text.split_once(words)).and_then(|(before, _)| last_name(before));
    let before =
        || BEFORE_NAME.iter().find_map(|words| text.split_once(words)).and_then(|(_, after)| first_name(after));
    let name = after.or_else(before)?;
    let ours = match meaning(name, false) {
        Some(Meaning::Keys([key])) => Some(*key),
        _ => None,
    };
    if ours.is_some_and(|key| LIMITED.contains(&key)) {
        return None;
    }
    let is_known = ours.is_some() || meaning(name, false).is_some();
    // "the request is not allowed" names no parameter, `draft` and `camera_control_v2` are identifiers.
    if !is_known && !name.contains('_') {
        let is_parameter = ["parameter ", "参数"].iter().any(|word| text.contains(&format!("{word}{name}")));
        is_parameter.then_some(())?;
    }
    // The list of assets, or a quantity of a file: "video format specified in the request is not valid".
    if matches!(name, "content" | "format" | "count" | "codec" | "resolution" | "ratio") {
        return None;
    }
    let is_ours = keys().any(|key| key == name) || ours.is_some();
    Some(NotTaken { name: name.to_owned(), pointer: place::field(name), is_ours })
}

/// The field of ours that the text says is missing.
pub(super) fn missing(text: &str) -> Option<&'static str> {
    let after =
        [" is required", " cannot be empty", " can not be empty", " must not be empty", " is missing", "不能为空"];
    let before = ["missing required parameter", "missing required field", "missing parameter", "缺少参数", "缺少"];
    let name = after
        .iter()
        .find_map(|words| text.split_once(words))
        .and_then(|(text, _)| last_name(text))
        .or_else(|| before.iter().find_map(|words| text.split_once(words)).and_then(|(_, text)| first_name(text)));
    if let Some(name) = name {
        let key = match meaning(name, false) {
            Some(Meaning::Keys([key])) => Some(*key),
            _ => None,
        };
        return key.filter(|key| !key.contains('.'));
    }
    let is_empty = text.contains("不能为空") || text.contains("缺少");
    let words = [("提示词", "prompt"), ("模型", "model"), ("图片", "image_urls"), ("视频", "video_urls")];
    words.iter().find(|(word, _)| is_empty && text.contains(word)).map(|(_, key)| *key)
}
