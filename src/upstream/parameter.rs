//! Refusals of the request itself: its size, a missing field, a parameter that the model does not have.

use super::place;
use super::text::{first_name, has, last_name};
use super::words::REFUSED;
use crate::request::{Given, Meaning, keys, meaning};

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

/// What is wrong with a callback URL: words, the rule, what to do.
pub(super) const CALLBACK: [(&[&str], &str, &str); 4] = [
    (&["https"], "request/callback-not-https", "Use a URL that starts with `https://`."),
    (
        &["private", "internal", "localhost", "loopback", "intranet", "内网", "私有", "本地"],
        "request/callback-private-host",
        "Use the public URL of your server; a tunnel gives a local server one.",
    ),
    (
        &["too long", "2048", "过长"],
        "request/callback-too-long",
        "Shorten it: move data from the query to your server.",
    ),
    (
        &["invalid", "not valid", "valid url", "malformed", "无效"],
        "request/callback-not-a-url",
        "Write the whole URL, starting with `https://`.",
    ),
];

/// Words of a value of the wrong type, after the name of its field.
const WRONG_TYPE: [&str; 34] = [
    " must be a boolean",
    " must be boolean",
    " must be an integer",
    " must be integer",
    " must be a number",
    " must be a string",
    " must be string",
    " must be an array",
    " must be a list",
    " must be an object",
    " should be a boolean",
    " should be an integer",
    " should be a string",
    " should be a number",
    " should be an array",
    " should be a list",
    " should be a valid ",
    " is not a boolean",
    " is not an integer",
    " is not of type",
    " cannot unmarshal",
    " invalid type",
    " expects boolean",
    " expects integer",
    " expects string",
    " expects a ",
    " expects an ",
    " expected boolean",
    " expected integer",
    " expected string",
    " value is not a valid ",
    "必须是整数",
    "必须为整数",
    "类型错误",
];

/// Words of a value of the wrong type, before the name of its field.
const WRONG_TYPE_OF: [&str; 4] = ["invalid type for ", "invalid type of ", "wrong type for ", "incorrect type for "];

/// Words of a value that is not in a list, whatever its type.
const ENUMERATED: &[&str] = &["enumeration", "permitted:", "valid choice"];

/// The field whose value is of the wrong type; `beside` is what the answer names beside its message.
pub(super) fn wrong_type<'t>(text: &'t str, beside: Option<&'t str>) -> Option<&'t str> {
    if has(text, ENUMERATED) {
        return None;
    }
    let is_field = |name: &&str| keys().any(|key| key == *name) || meaning(name, Given::Other).is_some();
    let of = WRONG_TYPE_OF.iter().find_map(|words| first_name(text.split_once(words)?.1)).filter(is_field);
    of.or_else(|| {
        let (before, _) = WRONG_TYPE.iter().find_map(|words| text.split_once(words))?;
        beside.or_else(|| name_at_end(before)).filter(is_field)
    })
}

/// The name that ends `text`, before words that only call it a parameter.
fn name_at_end(text: &str) -> Option<&str> {
    let mut text = text.trim_end();
    let beside = [" specified in the request", " in the request", " parameter", " field", " argument", "参数", "字段"];
    while let Some(shorter) = beside.iter().find_map(|words| text.strip_suffix(words)) {
        text = shorter.trim_end();
    }
    last_name(text)
}

/// Whether the text refuses the value of the field `model`, which the answer names beside its message.
pub(super) fn refuses_model(text: &str, beside: Option<&str>) -> bool {
    beside == Some("model") && (has(text, ENUMERATED) || has(text, &REFUSED))
}

/// Whether the text says that a field is missing, but not which.
pub(super) fn is_missing_something(text: &str) -> bool {
    has(
        text,
        &["missingparameter", "missing one or multiple required", "missing required", "缺少必要参数", "缺少必填参数"],
    )
}

/// A parameter that the model does not have.
pub(super) struct NotTaken {
    pub(super) name: String,
    pub(super) pointer: Option<String>,
    /// Whether it is a field of this API.
    pub(super) is_ours: bool,
}

/// Words before which a parameter's name is.
const AFTER_NAME: [&str; 11] = [
    " is not supported",
    " not supported for model",
    " specified in the request is not valid",
    " is not allowed",
    " must be empty",
    " is not a valid parameter",
    " is only supported for",
    " is only available for",
    " 参数不支持",
    " 不支持",
    "参数不支持",
];

/// Words after which a parameter's name is, and whether they mean that no model has it.
const BEFORE_NAME: [(&str, bool); 11] = [
    ("unknown parameter", true),
    ("unsupported parameter", false),
    ("unrecognized parameter", true),
    ("unexpected parameter", true),
    ("unknown field", true),
    ("unexpected field", true),
    ("unknown argument", true),
    ("unexpected keyword argument", true),
    ("additional properties are not allowed", true),
    ("unrecognized request argument supplied", true),
    ("不支持的参数", false),
];

/// Fields whose values have limits: a refusal of them is one of their value.
const LIMITED: [&str; 5] = ["duration", "quality", "aspect_ratio", "model", "prompt"];

/// The parameter that the text says the model does not have; `beside` is what the answer names beside its message.
pub(super) fn not_taken(text: &str, beside: Option<&str>) -> Option<NotTaken> {
    let after = AFTER_NAME.iter().find_map(|words| text.split_once(words)).and_then(|(before, _)| name_at_end(before));
    let before =
        BEFORE_NAME.iter().find_map(|(words, _)| text.split_once(words)).and_then(|(_, after)| first_name(after));
    let is_extra = has(text, &["extra inputs are not permitted", "extra fields not permitted", "extra_forbidden"]);
    let is_unknown = || BEFORE_NAME.iter().any(|(words, is_unknown)| *is_unknown && text.contains(words));
    let name = beside.filter(|_| is_extra).or(before).or(after)?;
    let is_key = keys().any(|key| key == name);
    // A name of another client is not a field here, whatever it means.
    if !is_key && (is_extra || (before == Some(name) && is_unknown())) {
        return Some(NotTaken { name: name.to_owned(), pointer: None, is_ours: false });
    }
    let ours = match meaning(name, Given::Other) {
        Some(Meaning::Keys([key])) => Some(*key),
        _ => None,
    };
    // What is not valid of a list of media is one of its files.
    let is_media =
        ours.is_some_and(|key| key.ends_with("_urls")) && text.contains(" specified in the request is not valid");
    if ours.is_some_and(|key| LIMITED.contains(&key)) || is_media {
        return None;
    }
    let is_known = ours.is_some() || meaning(name, Given::Other).is_some();
    // "the request is not allowed" names no parameter, `draft` and `camera_control_v2` are identifiers.
    if !is_known && !name.contains('_') {
        let is_parameter = ["parameter ", "参数"].iter().any(|word| text.contains(&format!("{word}{name}")));
        is_parameter.then_some(())?;
    }
    // The list of assets, or a quantity of a file: "video format specified in the request is not valid".
    if matches!(name, "content" | "format" | "count" | "codec" | "resolution" | "ratio") {
        return None;
    }
    let is_ours = is_key || ours.is_some();
    Some(NotTaken { name: name.to_owned(), pointer: place::field(name), is_ours })
}

/// The field of ours that the text says is missing; `beside` is what the answer names beside its message.
pub(super) fn missing(text: &str, beside: Option<&str>) -> Option<&'static str> {
    let after =
        [" is required", " cannot be empty", " can not be empty", " must not be empty", " is missing", "不能为空"];
    let before = [
        "missing required parameter",
        "missing required field",
        "missing parameter",
        "缺少必填参数",
        "缺少必要参数",
        "缺少参数",
        "缺少",
    ];
    let name = after
        .iter()
        .find_map(|words| text.split_once(words))
        .and_then(|(text, _)| name_at_end(text))
        .or_else(|| before.iter().find_map(|words| text.split_once(words)).and_then(|(_, text)| first_name(text)));
    let is_beside = has(text, &["field required", "type: missing", "missingparameter."]);
    if let Some(name) = beside.filter(|_| is_beside).or(name) {
        let key = match meaning(name, Given::Other) {
            Some(Meaning::Keys([key])) => Some(*key),
            _ => None,
        };
        return key.filter(|key| !key.contains('.'));
    }
    let is_empty = text.contains("不能为空") || text.contains("缺少");
    let words = [("提示词", "prompt"), ("模型", "model"), ("图片", "image_urls"), ("视频", "video_urls")];
    words.iter().find(|(word, _)| is_empty && text.contains(word)).map(|(_, key)| *key)
}
