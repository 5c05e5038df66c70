//! Explains rules and refusals.

use std::ffi::c_char;

use serde::Serialize;

use super::guard::guard;
use super::pointer::{Out, bytes, text};
use super::status::Status;
use super::text::owned;
use crate::render;
use crate::request::RequestDocument;
use crate::rules;
use crate::upstream::explain_upstream;

/// Explains a rule as text: what is measured, how it is judged, and its source. Free it with
/// sdpf_string_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_explain(rule: *const c_char, explanation: *mut *mut c_char) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `explanation` is NULL or may be written.
        let out = unsafe { Out::handle(explanation) }?;
        // SAFETY: by the header's contract, `rule` is NULL or a text.
        let rule = unsafe { text(rule) }?;
        out.set(owned(rules::by_id(rule).ok_or(Status::UnknownRule)?.to_string()));
        Ok(())
    })
}

/// Every rule, as a JSON array of objects with "id", "severity", "summary", "explanation" and "source". Free it with
/// sdpf_string_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_rules_json(json: *mut *mut c_char) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `json` is NULL or may be written.
        let out = unsafe { Out::handle(json) }?;
        let rules: Vec<_> = rules::all().collect();
        out.set(owned(json_of(&rules)?));
        Ok(())
    })
}

/// Explains a refusal of the service, given its message or the whole response. With the JSON of the refused request,
/// `content[N]` becomes a pointer into it; `request` may be NULL if `request_length` is 0.
///
/// The result is a JSON object with "class" and "help"; "rule", "or_rule", "pointer", "direction" and "again", which are
/// null if not known; and, if the message says them, "summary", "quantity", "content_index", "bound", "unit", "model" and
/// "mode". Free it with sdpf_string_free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_explain_upstream(
    message: *const u8,
    message_length: usize,
    request: *const u8,
    request_length: usize,
    json: *mut *mut c_char,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `json` is NULL or may be written.
        let out = unsafe { Out::handle(json) }?;
        // SAFETY: by the header's contract, `message` is NULL or points to `message_length` bytes.
        let message = unsafe { bytes(message, message_length) }?;
        // SAFETY: by the header's contract, `request` is NULL or points to `request_length` bytes.
        let request = unsafe { bytes(request, request_length) }?;
        let counts = if request.is_empty() { None } else { RequestDocument::read(request).counts() };
        let refusal = explain_upstream(&String::from_utf8_lossy(message), counts);
        if !refusal.is_known() {
            return Err(Status::UnknownRefusal);
        }
        let mut text = Vec::new();
        render::json_refusal(&refusal, &mut text).map_err(|_| Status::Panic)?;
        out.set(owned(String::from_utf8(text).map_err(|_| Status::Panic)?));
        Ok(())
    })
}

/// Strings, integers and lists of them always serialize.
fn json_of(value: &impl Serialize) -> Result<String, Status> {
    serde_json::to_string(value).map_err(|_| Status::Panic)
}
