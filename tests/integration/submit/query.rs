//! Queries: each answer, and how often it is asked for.

use std::time::Duration;

use seedance_preflight::submit::{AnswerFault, RetryAdvice, SubmitError, TaskId, TaskStatus};
use serde_json::json;

use super::server::{Reply, Server, completed, error, json_reply, task, with_header};
use super::{ID, client};

fn id() -> TaskId {
    ID.parse().unwrap()
}

#[test]
fn a_task_is_asked_for_by_its_id() {
    let urls = ["https://cdn.example.com/1.mp4".to_owned(), "https://cdn.example.com/2.mp4".to_owned()];
    let server = Server::saying(vec![json_reply(200, &completed(&urls))]);
    let task = client(&format!("{}/gateway/", server.base)).task(&id()).unwrap();
    assert_eq!((task.status.clone(), task.links().count()), (TaskStatus::Completed, 2));
    let asked = server.asked();
    assert_eq!((asked[0].method.as_str(), asked[0].path.as_str()), ("GET", format!("/gateway/v1/tasks/{ID}").as_str()));
}

#[test]
fn the_table_of_errors_says_whether_to_try_again() {
    let cases = [
        (400, "invalid_request", RetryAdvice::AfterChange),
        (401, "unauthorized", RetryAdvice::AfterChange),
        (402, "insufficient_quota", RetryAdvice::AfterChange),
        (403, "model_access_denied", RetryAdvice::AfterChange),
        (404, "task_not_found", RetryAdvice::No),
        (413, "request_too_large_error", RetryAdvice::AfterChange),
        (429, "rate_limit_exceeded", RetryAdvice::Later),
        (500, "internal_error", RetryAdvice::Later),
        (502, "upstream_error", RetryAdvice::Later),
        (503, "service_unavailable_error", RetryAdvice::Later),
    ];
    for (status, code, retry_advice) in cases {
        // The code as a name, as the number of the status, and not at all.
        for code in [json!(code), json!(status), json!(null)] {
            let server = Server::saying(vec![json_reply(status, &error(code.clone(), "no"))]);
            let Err(SubmitError::Refused(refusal)) = client(&server.base).task(&id()) else { panic!("{status}") };
            assert_eq!((refusal.status, refusal.retry_advice()), (status, retry_advice));
            assert_ne!(refusal.help(), "Read what the service says, and change that.", "{status} {code}");
            let tries = if retry_advice == RetryAdvice::Later { 4 } else { 1 };
            assert_eq!(server.asked().len(), tries, "{status} {code}");
        }
    }
}

#[test]
fn what_passes_is_asked_for_again_and_what_does_not_is_not() {
    let good = || json_reply(200, &task("processing", 40));
    let passing = [
        ("500", json_reply(500, &error(json!(500), "no"))),
        ("429", with_header(json_reply(429, &error(json!(429), "no")), "Retry-After", "0")),
        ("cut before", Reply::CutBefore),
        ("cut after", Reply::CutAfter),
        ("cut within", Reply::CutWithin),
        ("silent", Reply::Silent(Duration::from_secs(12))),
        ("slow", Reply::Drip(Duration::from_millis(100))),
        ("no HTTP", Reply::Raw(b"220 mock ESMTP\r\n")),
        ("no JSON", Reply::Full { status: 200, headers: Vec::new(), body: b"<html>".to_vec() }),
    ];
    for (name, reply) in passing {
        let server = Server::saying(vec![reply, good()]);
        let task = client(&server.base).task(&id()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((task.progress, server.connections()), (Some(40), 2), "{name}");
    }
    let other = json_reply(200, &json!({"id": "task-unified-other", "status": "completed"}));
    let lasting = [
        ("another task", other, AnswerFault::OtherTask { id: "task-unified-other".parse().unwrap() }),
        ("no status", json_reply(200, &json!({"id": ID})), AnswerFault::Missing { field: "status" }),
        ("huge", Reply::Huge(8 << 20), AnswerFault::TooLong { most: 1 << 20 }),
    ];
    for (name, reply, fault) in lasting {
        let server = Server::saying(vec![reply, good()]);
        assert_eq!(client(&server.base).task(&id()), Err(SubmitError::BadAnswer { status: 200, fault }), "{name}");
        assert_eq!(server.connections(), 1, "{name}");
    }
}
