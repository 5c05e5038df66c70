//! What the service says is wrong.

use std::fmt;

use serde_json::Value;

use super::{json, text};
use crate::language::Language;
use crate::request::Counts;
use crate::upstream::{UpstreamRefusal, explain_upstream};

/// The object `error` of an answer, or of a task that failed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The code, which some answers write as a string and others as a number.
    pub code: Option<String>,
    /// What is wrong, in the service's words.
    pub message: Option<String>,
    /// The kind of error, `type` in JSON.
    pub kind: Option<String>,
    /// The field of the request that it refers to.
    pub param: Option<String>,
    /// What the service advises.
    pub suggestion: Option<String>,
}

/// Whether the same call is worth retrying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryAdvice {
    /// A retry gives the same result.
    No,
    /// Only after a change to the request, the media or the account.
    AfterChange,
    /// Later, unchanged.
    Later,
}

/// Codes and types that the service is known to use, each with what to do about it. By the API's page of error codes,
/// and by the examples beside its calls.
const KNOWN: [(&str, RetryAdvice, &str); 32] = [
    ("request_cancelled", RetryAdvice::Later, "Create the task again if it is still wanted; it was cancelled."),
    (
        "content_policy_violation",
        RetryAdvice::AfterChange,
        "Change what the prompt or the media show; the service's filters refused them.",
    ),
    ("invalid_parameters", RetryAdvice::AfterChange, INVALID),
    ("invalid_parameter", RetryAdvice::AfterChange, INVALID),
    ("invalid_request", RetryAdvice::AfterChange, INVALID),
    ("invalid_request_error", RetryAdvice::AfterChange, INVALID),
    (
        "image_processing_error",
        RetryAdvice::AfterChange,
        "Check that each image URL is public and leads to an intact image.",
    ),
    ("image_dimension_mismatch", RetryAdvice::AfterChange, "Resize the images to the sizes that the request asks for."),
    (
        "generation_failed_no_content",
        RetryAdvice::AfterChange,
        "Change the prompt; the model generated nothing from it.",
    ),
    ("unauthorized", RetryAdvice::AfterChange, KEY),
    ("authentication_error", RetryAdvice::AfterChange, KEY),
    ("insufficient_quota", RetryAdvice::AfterChange, QUOTA),
    ("insufficient_quota_error", RetryAdvice::AfterChange, QUOTA),
    ("insufficient_user_quota", RetryAdvice::AfterChange, QUOTA),
    ("model_access_denied", RetryAdvice::AfterChange, ACCESS),
    ("permission_error", RetryAdvice::AfterChange, ACCESS),
    ("task_not_found", RetryAdvice::No, TASK),
    ("resource_not_found", RetryAdvice::No, TASK),
    ("not_found_error", RetryAdvice::No, TASK),
    ("request_too_large_error", RetryAdvice::AfterChange, LARGE),
    ("rate_limit_exceeded", RetryAdvice::Later, OFTEN),
    ("rate_limit_error", RetryAdvice::Later, OFTEN),
    ("quota_exceeded", RetryAdvice::AfterChange, QUOTA),
    ("resource_exhausted", RetryAdvice::Later, LATER),
    ("generation_timeout", RetryAdvice::Later, LATER),
    ("service_error", RetryAdvice::Later, LATER),
    ("service_unavailable", RetryAdvice::Later, LATER),
    ("service_unavailable_error", RetryAdvice::Later, LATER),
    ("internal_error", RetryAdvice::Later, LATER),
    ("internal_server_error", RetryAdvice::Later, LATER),
    ("upstream_error", RetryAdvice::Later, LATER),
    (
        "unknown_error",
        RetryAdvice::Later,
        "Retry once; if it fails the same way, contact the service's support and give the task's id.",
    ),
];

const INVALID: &str = "Change what the message names, and run the preflight on the request again.";
const KEY: &str = "Check the key: it is wrong, has expired, or belongs to another service.";
const QUOTA: &str = "Add credits to the account.";
const ACCESS: &str = "Use a model that the account may use, or ask the service for access.";
const TASK: &str = "Check the id and the model's name; only the account that created a task can see it.";
const LARGE: &str = "Shorten the request, and give media by URL.";
const OFTEN: &str = "Send fewer requests, and retry later.";
const LATER: &str = "Retry later; the error is on the service's side.";

impl ApiError {
    /// Reads the member `error` of an answer; a bare text is its message.
    pub(super) fn read(answer: &Value) -> Option<Self> {
        let error = answer.get("error")?;
        let read = match error {
            Value::String(message) => Self { message: Some(message.clone()), ..Self::default() },
            Value::Object(_) => Self {
                code: json::text(error, "code"),
                message: json::text(error, "message"),
                kind: json::text(error, "type"),
                param: json::text(error, "param"),
                suggestion: json::text(error, "fallback_suggestion"),
            },
            _ => return None,
        };
        Some(read)
    }

    /// Whether the same is worth another try; `None` for codes that are not known.
    pub fn retry_advice(&self) -> Option<RetryAdvice> {
        self.known().map(|(_, retry_advice, _)| *retry_advice)
    }

    /// One imperative sentence: what to do about it; `None` for codes that are not known.
    pub fn help(&self) -> Option<&'static str> {
        self.known().map(|(_, _, help)| *help)
    }

    /// [`help`](Self::help) in another language.
    pub fn help_in(&self, language: Language) -> Option<&'static str> {
        self.help().map(|help| language.text(help))
    }

    /// The rule that predicts this error, if the message is a refusal of the underlying model. With
    /// the `counts` of the request, the place in it.
    pub fn explain(&self, counts: Option<Counts>) -> Option<UpstreamRefusal> {
        // The code may name the limit, and the message its value.
        let words = [self.message.as_deref(), self.code.as_deref()];
        let text: Vec<_> = words.into_iter().flatten().collect();
        Some(explain_upstream(&text.join("\n"), counts)).filter(UpstreamRefusal::is_known)
    }

    /// By the code, else by the type: a code may be no more than the status once more.
    fn known(&self) -> Option<&'static (&'static str, RetryAdvice, &'static str)> {
        let find = |name: &Option<String>| {
            let name = name.as_deref()?;
            KNOWN.iter().find(|(known, _, _)| name.eq_ignore_ascii_case(known))
        };
        find(&self.code).or_else(|| find(&self.kind))
    }
}

/// `no such model (400, invalid_request_error, at model)`.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Messages are sentences; longer ones are whole pages.
        const LONGEST: usize = 600;
        f.write_str(&text::printable(self.message.as_deref().unwrap_or("no message"), LONGEST))?;
        let at = self.param.as_ref().map(|param| format!("at {param}"));
        let words = [self.code.clone(), self.kind.clone(), at];
        let words: Vec<_> = words.iter().flatten().map(|word| text::printable(word, 80)).collect();
        if words.is_empty() { Ok(()) } else { write!(f, " ({})", words.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn codes_are_strings_numbers_or_none() {
        let read = |error: Value| ApiError::read(&json!({ "error": error })).unwrap();
        let by_number = read(json!({"code": 429, "message": "slow", "type": "rate_limit_error"}));
        assert_eq!((by_number.code.as_deref(), by_number.retry_advice()), (Some("429"), Some(RetryAdvice::Later)));
        let by_name = read(json!({"code": "insufficient_quota", "param": 7, "new": [1]}));
        assert_eq!((by_name.retry_advice(), by_name.param.as_deref()), (Some(RetryAdvice::AfterChange), Some("7")));
        assert_eq!(read(json!("no")).to_string(), "no");
        assert_eq!(read(json!({"code": 5, "message": "a\nb"})).to_string(), "a\u{fffd}b (5)");
        assert_eq!(read(json!({})).retry_advice(), None);
        assert_eq!(ApiError::read(&json!({"error": null})), None);
    }

    #[test]
    fn every_known_name_is_there_once() {
        for (at, (name, _, help)) in KNOWN.iter().enumerate() {
            assert!(!KNOWN[..at].iter().any(|(other, _, _)| other == name), "{name}");
            assert!(help.ends_with('.'), "{name}");
        }
    }
}
