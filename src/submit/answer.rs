//! Answers of the service, read within bounds and without the key.

use std::io::Read;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::{AnswerFault, ApiError, ApiKey, Task, json, text};
use crate::http::{HttpResponse, retry_after};

/// The longest body that is read. Answers have about a kilobyte.
pub(super) const MOST_BYTES: usize = 1 << 20;

/// One answer, whatever its status.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Where a redirect would lead: scheme and host only.
    pub(super) location: Option<String>,
    pub(super) retry_after: Option<Duration>,
    content: Result<Value, AnswerFault>,
}

impl Answer {
    pub(super) fn read(response: HttpResponse, key: &ApiKey, now: SystemTime) -> Self {
        let status = response.status;
        let retry_after = response.header("retry-after").and_then(|value| retry_after(value, now));
        let location = response.header("location").map(|url| host_of(&key.mask(url)));
        let content = body(response).and_then(|bytes| content(&bytes, &|text| key.mask(text)));
        Self { status, location, retry_after, content }
    }

    pub(super) fn task(&self) -> Result<Task, AnswerFault> {
        self.content.as_ref().map_err(Clone::clone).and_then(Task::read)
    }

    /// What the service says is wrong, or why that could not be read.
    pub(super) fn error(&self) -> Result<Option<ApiError>, AnswerFault> {
        self.content.as_ref().map(ApiError::read).map_err(Clone::clone)
    }
}

/// Reads JSON, and changes its texts by `mask`.
pub(super) fn content(bytes: &[u8], mask: &dyn Fn(&str) -> String) -> Result<Value, AnswerFault> {
    match serde_json::from_slice(bytes) {
        Ok(mut value) => {
            json::change_texts(&mut value, mask);
            Ok(value)
        }
        Err(_) => Err(AnswerFault::NotJson { excerpt: excerpt(bytes, mask) }),
    }
}

/// How a body begins. Masked before it is cut, so that no half of a key is left at the end.
fn excerpt(bytes: &[u8], mask: &dyn Fn(&str) -> String) -> String {
    const LOOKED_AT: usize = 8 << 10;
    const SHOWN: usize = 160;
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    text::printable(&mask(String::from_utf8_lossy(head).trim()), SHOWN)
}

fn body(response: HttpResponse) -> Result<Vec<u8>, AnswerFault> {
    let mut bytes = Vec::new();
    let more_than_most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let read = response.body.take(more_than_most).read_to_end(&mut bytes);
    match read {
        _ if bytes.len() > MOST_BYTES => Err(AnswerFault::TooLong { most: MOST_BYTES }),
        // The text of a kind holds nothing that came over the line, as that of an error might.
        Err(error) => Err(AnswerFault::BrokeOff { what: error.kind().to_string() }),
        Ok(_) => Ok(bytes),
    }
}

/// `https://example.com/a?b` is `https://example.com`: what follows may hold secrets.
fn host_of(url: &str) -> String {
    let begin = url.find("://").map_or(0, |at| at.saturating_add(3));
    let (scheme, rest) = url.split_at(begin);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    text::printable(&format!("{scheme}{host}"), 120)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn answer(status: u16, body: &[u8]) -> Answer {
        let key = ApiKey::new("sk-0123456789abcdef").unwrap();
        let response = HttpResponse::new(status, Vec::new(), Box::new(std::io::Cursor::new(body.to_vec())));
        Answer::read(response, &key, SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn bodies_are_bounded() {
        let fits = format!("{{\"id\": \"t\", \"status\": \"pending\"}}{}", " ".repeat(MOST_BYTES - 33));
        assert_eq!(answer(200, fits.as_bytes()).task().map(|task| task.id.to_string()).as_deref(), Ok("t"));
        let too_long = vec![b' '; MOST_BYTES + 1];
        assert_eq!(answer(200, &too_long).task(), Err(AnswerFault::TooLong { most: MOST_BYTES }));
        let deep = "[".repeat(MOST_BYTES);
        assert!(matches!(answer(200, deep.as_bytes()).task(), Err(AnswerFault::NotJson { .. })));
    }

    #[test]
    fn an_echoed_key_is_in_no_excerpt_and_no_text() {
        let page = "<pre>\x1b]0;Authorization: Bearer sk-0123456789abcdef</pre>";
        let Err(AnswerFault::NotJson { excerpt }) = answer(200, page.as_bytes()).task() else { panic!() };
        assert_eq!(excerpt, "<pre>\u{fffd}]0;Authorization: Bearer [key]</pre>");
        // At the very end of what is shown, and written with an escape of JSON.
        let late = format!("{}sk-0123456789abcdef", " x".repeat(77));
        let Err(AnswerFault::NotJson { excerpt }) = answer(200, late.as_bytes()).task() else { panic!() };
        assert!(excerpt.ends_with(" x[key]"), "{excerpt}");
        let escaped = br#"{"error": {"message": "no \u0073k-0123456789abcdef"}}"#;
        let error = answer(400, escaped).error().unwrap().unwrap();
        assert_eq!(error.message.as_deref(), Some("no [key]"));
    }

    #[test]
    fn a_location_is_reduced_to_its_host() {
        assert_eq!(host_of("https://user:pw@example.com:8/a?b=c"), "https://example.com:8");
        assert_eq!(host_of("/v2/tasks?x"), "");
    }

    proptest! {
        #[test]
        fn nothing_makes_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), status: u16) {
            let answer = answer(status, &bytes);
            let _ = (answer.task(), answer.error());
        }

        #[test]
        fn any_json_is_a_task_or_a_fault(members in proptest::collection::vec((member(), value()), 0..9)) {
            let object = Value::Object(members.into_iter().collect());
            let answer = answer(200, object.to_string().as_bytes());
            if let Ok(task) = answer.task() {
                prop_assert!(task.progress.is_none_or(|percent| percent <= 100));
                let _ = format!("{task:?} {} {}", task.status, task.links().count());
            }
            if let Ok(Some(error)) = answer.error() {
                let _ = format!("{error} {:?} {:?}", error.help(), error.explain(None));
            }
        }
    }

    fn member() -> impl Strategy<Value = String> {
        let known = [
            "id",
            "status",
            "created",
            "progress",
            "results",
            "error",
            "task_info",
            "usage",
            "type",
            "model",
            "code",
            "message",
        ];
        prop_oneof![proptest::sample::select(known.to_vec()).prop_map(str::to_owned), "[a-z]{0,4}"]
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "task-[a-z0-9]{0,8}|pending|completed|failed|.{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::vec((member(), inner), 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }
}
