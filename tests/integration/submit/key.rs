//! The key appears nowhere: everything is run with a marked one, and all that comes out is searched for it.

use std::fmt::{Debug, Display};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::*;
use seedance_preflight::http::{HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind};
use seedance_preflight::submit::{ApiKey, Client, RetryPolicy, StopSignal, WaitPolicy};
use serde_json::json;

use super::program::{folder, no_key, program};
use super::server::{Reply, Server, completed, error, json_reply, task, with_header};
use super::{ID, KEY, approved, client};

/// Whether any eight characters in a row of the key are there, in either order, or its Base64.
pub(crate) fn holds_key(text: &str) -> bool {
    let backwards: String = KEY.chars().rev().collect();
    let base64 = "c2stTUFSS0VELTdmM2E5YzUxZTJkODRiMDY";
    [KEY, &backwards, base64].iter().any(|key| {
        key.as_bytes().windows(8).any(|part| text.as_bytes().windows(8).any(|window| window.eq_ignore_ascii_case(part)))
    })
}

/// Whatever something shows of itself.
fn shown(thing: &(impl Debug + Display)) -> String {
    format!("{thing} {thing:?} {thing:#?}")
}

/// All sorts of answers, those that send the key back among them.
fn replies() -> Vec<Reply> {
    let echo = |status| [Reply::Echo(status, "json"), Reply::Echo(status, "html")];
    let mut replies: Vec<_> =
        [200, 201, 301, 303, 307, 400, 401, 403, 404, 429, 500, 502, 503].into_iter().flat_map(echo).collect();
    let with_key =
        |status| json_reply(status, &error(json!(KEY), &format!("no such key: {KEY}\u{7}, or Bearer\t{KEY}")));
    replies.extend([
        Reply::CutBefore,
        Reply::CutAfter,
        Reply::CutWithin,
        Reply::Raw(b"sk-MARKED-7f3a9c51e2d84b06 is no HTTP\r\n\r\n"),
        Reply::Raw(b"HTTP/1.1 sk-MARKED-7f3a9c51e2d84b06\r\nsk-MARKED-7f3a9c51e2d84b06\r\n\r\n"),
        Reply::Raw(b"HTTP/1.1 200 OK\r\nsk-MARKED-7f3a9c51e2d84b06\r\n\r\n"),
        Reply::Raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nsk-MARKED-7f3a9c51e2d84b06\r\n"),
        with_key(400),
        with_key(500),
        with_header(with_key(429), "Retry-After", KEY),
        with_header(with_key(302), "Location", format!("https://{KEY}.example.com/{KEY}?{KEY}")),
        with_header(with_key(302), "Location", format!("https://{KEY}@example.com")),
        json_reply(200, &json!({"id": KEY, "status": KEY})),
        json_reply(200, &json!({"id": format!("/{KEY}"), "status": "pending"})),
        json_reply(200, &json!({"id": ID, "status": KEY, "model": KEY, "results": [KEY]})),
        json_reply(200, &completed(&[format!("https://cdn.example.com/{KEY}")])),
        json_reply(200, &task("pending", 0)),
    ]);
    replies
}

#[test]
fn the_library_does_not_reveal_the_key() {
    let mut patience = super::patience();
    patience.attempts = 2;
    patience.answer_within = Duration::from_millis(400);
    let mut policy = WaitPolicy::default();
    policy.timeout = Duration::ZERO;
    for reply in replies() {
        let server = Server::saying(vec![reply]);
        let client = client(&server.base).retrying(patience.clone());
        assert!(!holds_key(&format!("{client:?} {client:#?}")));
        let created = client.create(&approved());
        let asked = client.task(&ID.parse().unwrap());
        let waited = client.wait(&ID.parse().unwrap(), &policy, |task| assert!(!holds_key(&format!("{task:?}"))));
        for result in [created, asked, waited] {
            let all = match &result {
                Ok(task) => format!("{task:?} {task:#?} {}", task.status),
                Err(error) => shown(error),
            };
            assert!(!holds_key(&all), "{all}");
        }
        // It went where it was to go, and the server knows it well.
        assert!(server.asked().iter().all(|asked| holds_key(&asked.head)));
    }
}

/// A transport that says all it knows, and keeps what it was shown.
struct Gossip(Arc<Mutex<Vec<String>>>);

impl Transport for Gossip {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        self.0.lock().unwrap().push(format!("{request:?} {request:#?}"));
        let all = format!("{} {:?}", request.url, request.headers);
        Err(TransportError::new(TransportErrorKind::Protocol, true, all))
    }
}

#[test]
fn neither_a_request_nor_a_transport_that_tells_all_shows_it() {
    let seen = Arc::default();
    let client = Client::new(ApiKey::new(KEY).unwrap(), Gossip(Arc::clone(&seen))).stopped_by(StopSignal::default());
    let client = client.retrying({
        let mut once = RetryPolicy::default();
        once.attempts = 1;
        once
    });
    let error = client.create(&approved()).unwrap_err();
    assert!(!holds_key(&shown(&error)), "{error:?}");
    assert!(shown(&error).contains("[key]"), "{error:?}");
    let error = client.task(&ID.parse().unwrap()).unwrap_err();
    assert!(!holds_key(&shown(&error)), "{error:?}");
    assert!(seen.lock().unwrap().iter().all(|request| !holds_key(request) && request.contains("authorization")));
}

#[test]
fn a_panic_within_a_call_does_not_reveal_the_key() {
    /// A transport that is broken.
    struct Broken;

    impl Transport for Broken {
        fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
            panic!("cannot send {request:?}")
        }
    }

    let client = Client::new(ApiKey::new(KEY).unwrap(), Broken);
    let panic =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| client.task(&ID.parse().unwrap()))).unwrap_err();
    assert!(!holds_key(panic.downcast_ref::<String>().unwrap()));
    let key = ApiKey::new(KEY).unwrap();
    let refused = std::panic::catch_unwind(|| panic!("no place for {key:?}")).unwrap_err();
    assert!(!holds_key(refused.downcast_ref::<String>().unwrap()));
}

#[test]
fn the_program_does_not_reveal_the_key() {
    let folder = folder("nowhere");
    std::fs::write(folder.join("key"), KEY).unwrap();
    // Side by side, since most of the time they wait before a next try.
    std::thread::scope(|scope| {
        for (nth, reply) in replies().into_iter().enumerate() {
            let folder = &folder;
            scope.spawn(move || run_both(folder, &Server::saying(vec![reply]), ["text", "json", "jsonl"][nth % 3]));
        }
    });
    // Nor into any file: the names and contents of all that was written.
    for entry in std::fs::read_dir(&folder).unwrap().flatten().filter(|entry| entry.file_name() != "key") {
        assert!(!holds_key(&entry.file_name().to_string_lossy()));
        let files = if entry.path().is_dir() {
            std::fs::read_dir(entry.path()).unwrap().flatten().map(|entry| entry.path()).collect()
        } else {
            vec![entry.path()]
        };
        for file in files {
            assert!(
                !holds_key(&file.to_string_lossy())
                    && !holds_key(&String::from_utf8_lossy(&std::fs::read(&file).unwrap())),
                "{file:?}"
            );
        }
    }
    for refused in [format!("{KEY}\u{1}"), format!("Bearer {KEY}"), format!("{KEY}\n{KEY}")] {
        no_key(&program(&folder, &["task", ID]).env("SEEDANCE_API_KEY", refused).output().unwrap());
    }
    no_key(&program(&folder, &["submit", "--help"]).output().unwrap());
    no_key(&program(&folder, &["submit", "clean.json", "--base-url", "http://api.example.com"]).output().unwrap());
}

fn run_both(folder: &Path, server: &Server, format: &str) {
    let base = ["--base-url", &server.base];
    let submit = ["submit", "clean.json", "--wait", "--timeout", "0", "--download", "out", "--format", format];
    no_key(&program(folder, &[&submit[..], &base].concat()).output().unwrap());
    let task = ["task", ID, "--key-file", "key", "--format", format];
    no_key(&program(folder, &[&task[..], &base].concat()).env_remove("SEEDANCE_API_KEY").output().unwrap());
}

proptest! {
    #[test]
    fn no_error_of_any_answer_holds_it(
        status in prop_oneof![Just(200_u16), 100_u16..=999], pieces in proptest::collection::vec(piece(), 0..12)
    ) {
        /// Answers with these bytes.
        struct Saying(u16, Vec<u8>);

        impl Transport for Saying {
            fn send(&self, _: &HttpRequest) -> Result<HttpResponse, TransportError> {
                Ok(HttpResponse::new(self.0, Vec::new(), Box::new(std::io::Cursor::new(self.1.clone()))))
            }
        }

        let mut once = RetryPolicy::default();
        once.attempts = 1;
        let client = Client::new(ApiKey::new(KEY).unwrap(), Saying(status, pieces.concat())).retrying(once);
        for result in [client.create(&approved()), client.task(&ID.parse().unwrap())] {
            let all = format!("{result:?} {}", result.as_ref().err().map(ToString::to_string).unwrap_or_default());
            prop_assert!(!holds_key(&all), "{}", all);
        }
    }
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words =
        ["{\"id\":\"", "\",\"status\":\"", "\"}", "{\"error\":{\"message\":\"", "\"}}", "pending", ID, KEY, "<html>"];
    prop_oneof![
        3 => proptest::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        1 => (0..KEY.len()).prop_map(|at| KEY.as_bytes()[at..].to_vec()),
        1 => (0..KEY.len()).prop_map(|at| KEY.as_bytes()[..at].to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..20),
    ]
}
