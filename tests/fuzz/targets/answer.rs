//! What the service answers, and what anybody sends to a callback.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use seedance_preflight::http::{HttpRequest, HttpResponse, Transport, TransportError};
use seedance_preflight::request::{ModelId, Request, RequestDocument};
use seedance_preflight::submit::{ApiKey, Callback, Client, RetryPolicy, SubmitError, Task, TaskId};
use seedance_preflight::{ApprovedRequest, check_request};

const KEY: &str = "sk-0123456789abcdef";
const ID: &str = "task-unified-1774857405-abc123";

pub(super) const WORDS: &[&str] = &[
    "{\"id\": \"task-unified-1774857405-abc123\", \"status\": \"pending\"",
    "\"status\": ",
    "\"completed\"",
    "\"failed\"",
    "\"progress\": ",
    "\"results\": [",
    "\"https://example.com/1.mp4\"",
    "\"error\": {",
    "\"message\": \"",
    "\"code\": ",
    "\"type\": ",
    "\"task_info\": {",
    "\"estimated_time\": ",
    "\"usage\": {",
    "\"credits_reserved\": ",
    "\"created\": ",
    "sk-0123456789abcdef",
    "\\u0073k-0123456789abcdef",
    "Bearer ",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "https://user@example.com/a?b",
    "99999999999999999999",
    "1e308",
    "-1",
    "null",
    "\u{202e}",
    "content_policy_violation",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\n",
    "\"",
];
/// A character that encodes the status, a line for `Retry-After`, a line for `Location`, and the body.
pub(super) const SEEDS: &[&str] = &[
    "0\n\n{\"id\": \"task-unified-1774857405-abc123\", \"status\": \"pending\", \"progress\": 3}",
    "0\n\n{\"id\": \"task-unified-1774857405-abc123\", \"status\": \"completed\", \"created\": 1761313744, \"results\": \
     [\"https://example.com/1.mp4\"], \"usage\": {\"credits_reserved\": 50, \"billing_rule\": \"per_second\"}}",
    "930\n\n{\"error\": {\"code\": \"rate_limit\", \"message\": \"slow\", \"type\": \"rate_limit_error\"}}",
    "4\nhttps://example.com/a?b\n<html>sk-0123456789abcdef</html>",
    "7\n\n{\"error\": {\"code\": 400, \"message\": \"the image width must be between 300 and 6000\"}}",
];

/// The same, with only the body.
pub(super) const CALLS: &[&str] = &[
    "{\"id\": \"task-unified-1774857405-abc123\", \"status\": \"failed\", \"error\": {\"code\": \"request_cancelled\"}}",
    "{\"id\": \"t\", \"status\": \"completed\", \"results\": [\"https://example.com/1.mp4\"]}",
];

const STATUSES: [u16; 13] = [200, 201, 202, 204, 302, 307, 308, 400, 401, 429, 500, 503, 404];

/// Answers always the same, and counts how often it was asked.
struct Same {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    asked: Arc<AtomicUsize>,
}

impl Transport for Same {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        assert!(request.url.starts_with("https://api.evolink.ai/"), "{}", request.url);
        self.asked.fetch_add(1, Ordering::Relaxed);
        Ok(HttpResponse::new(self.status, self.headers.clone(), Box::new(std::io::Cursor::new(self.body.clone()))))
    }
}

/// A create is sent once; an answer is a task or an error; nothing that anybody sees holds the key.
pub(super) fn answer(bytes: &[u8]) -> bool {
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let (first, location, body) = (line(), line(), line());
    let Some((&status, retry_after)) = first.split_first() else { return false };
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let asked = Arc::new(AtomicUsize::new(0));
    let transport = Same {
        status: STATUSES[usize::from(status.wrapping_sub(b'0')) % STATUSES.len()],
        headers: vec![("Retry-After".into(), text(retry_after)), ("Location".into(), text(location))],
        body: body.to_vec(),
        asked: asked.clone(),
    };
    let client = Client::new(ApiKey::new(KEY).unwrap(), transport).retrying(once());
    let created = client.create(&request());
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    judge(&created);
    let id: TaskId = ID.parse().unwrap();
    let queried = client.task(&id);
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    if let Ok(task) = &queried {
        assert_eq!(task.id, id);
    }
    judge(&queried);
    true
}

/// What somebody sends to a callback: a task, or why it is none.
pub(super) fn callback(bytes: &[u8]) -> bool {
    match Callback::read(bytes) {
        Ok(callback) => {
            assert_eq!(callback.task_id(), &callback.claimed().id);
            assert_eq!(callback.claims_finished(), callback.claimed().is_finished());
            tells(callback.claimed());
            true
        }
        Err(fault) => {
            assert!(!fault.to_string().is_empty() && fault.to_string().chars().all(is_harmless), "{fault}");
            false
        }
    }
}

fn once() -> RetryPolicy {
    let mut policy = RetryPolicy::default();
    policy.attempts = 1;
    policy
}

fn request() -> ApprovedRequest {
    let request = Request::builder(ModelId::TEXT, "A cat plays the piano.").build();
    let document = RequestDocument::from(&request);
    check_request(&document, &[], &Default::default()).approve().unwrap()
}

fn judge(outcome: &Result<Task, SubmitError>) {
    let (shown, message) = match outcome {
        Ok(task) => {
            tells(task);
            (format!("{task:?}"), task.status.to_string())
        }
        Err(error) => (format!("{error:?} {:?}", error.is_transient()), error.to_string()),
    };
    assert!(!shown.contains(KEY) && !message.contains(KEY), "{shown}");
    assert!(!message.is_empty() && message.chars().all(is_harmless), "{message:?}");
}

fn tells(task: &Task) {
    assert!(task.progress.is_none_or(|percent| percent <= 100));
    assert!(task.id.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
    assert!(task.links().count() <= task.results.len());
    if let Some(error) = &task.error {
        assert!(error.to_string().chars().all(is_harmless), "{error}");
        let _ = (error.help(), error.retry_advice(), error.explain(None));
    }
}

/// Whether a terminal shows a character, and does not obey it.
fn is_harmless(character: char) -> bool {
    character == '\n'
        || !(character.is_control() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'))
}
