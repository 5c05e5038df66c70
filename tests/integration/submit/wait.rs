//! Waiting: until each final state, through failures, and within a time limit.

use std::thread;
use std::time::{Duration, Instant};

use seedance_preflight::submit::{StopSignal, SubmitError, Task, TaskId, TaskStatus, WaitPolicy};
use serde_json::json;

use super::server::{Reply, Server, completed, error, failed, json_reply, task, with_header};
use super::{ID, client};

fn id() -> TaskId {
    ID.parse().unwrap()
}

fn quickly() -> WaitPolicy {
    let mut policy = WaitPolicy::default();
    policy.first_pause = Duration::from_millis(5);
    policy.longest_pause = Duration::from_millis(20);
    policy.timeout = Duration::from_secs(30);
    policy
}

/// Status and progress.
type Said = Vec<(String, Option<u8>)>;

/// What was said on the way, and the end.
fn wait(server: &Server) -> (Said, Result<Task, SubmitError>) {
    let mut said = Vec::new();
    let ended =
        client(&server.base).wait(&id(), &quickly(), |task| said.push((task.status.name().to_owned(), task.progress)));
    (said, ended)
}

#[test]
fn every_answer_is_reported_until_the_final_state() {
    let urls = ["https://cdn.example.com/1.mp4".to_owned()];
    let ends = [
        (completed(&urls), TaskStatus::Completed, false),
        (failed("content_policy_violation", "no"), TaskStatus::Failed, false),
        (failed("request_cancelled", "on demand"), TaskStatus::Failed, true),
        (task("cancelled", 10), TaskStatus::Cancelled, true),
    ];
    for (end, status, was_cancelled) in ends {
        let steps = [task("pending", 0), task("paused", 7), task("processing", 65), end];
        let server = Server::saying(steps.iter().map(|step| json_reply(200, step)).collect());
        let (said, ended) = wait(&server);
        let ended = ended.unwrap();
        assert_eq!((&ended.status, ended.was_cancelled()), (&status, was_cancelled));
        let names: Vec<_> = said.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["pending", "paused", "processing", status.name()]);
        assert_eq!(said[2].1, Some(65));
        assert_eq!(server.asked().len(), 4);
    }
}

#[test]
fn trouble_that_passes_ends_no_wait_and_other_trouble_does() {
    let bad = || json_reply(502, &error(json!("upstream_error"), "no"));
    let through = vec![
        json_reply(200, &task("pending", 0)),
        bad(),
        Reply::CutAfter,
        with_header(json_reply(429, &error(json!(429), "no")), "Retry-After", "0"),
        Reply::Full { status: 200, headers: Vec::new(), body: b"<html>".to_vec() },
        json_reply(200, &completed(&[])),
    ];
    let (said, ended) = wait(&Server::saying(through));
    assert_eq!((said.len(), ended.unwrap().status), (2, TaskStatus::Completed));

    let server = Server::saying(vec![bad()]);
    assert!(matches!(wait(&server).1, Err(SubmitError::Refused(refusal)) if refusal.status == 502));
    assert_eq!(server.asked().len(), 11);
    let server = Server::saying(vec![json_reply(404, &error(json!("task_not_found"), "no"))]);
    assert!(matches!(wait(&server).1, Err(SubmitError::Refused(refusal)) if refusal.status == 404));
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_timeout_reports_the_last_state_of_the_task() {
    let server = Server::saying(vec![json_reply(200, &task("processing", 30))]);
    let mut policy = quickly();
    for timeout in [Duration::ZERO, Duration::from_millis(100)] {
        policy.timeout = timeout;
        match client(&server.base).wait(&id(), &policy, |_| {}) {
            Err(SubmitError::TimedOut { last: Some(last), waited, .. }) => {
                assert_eq!(last.progress, Some(30));
                assert!(waited >= timeout);
            }
            other => panic!("{other:?}"),
        }
    }
    // To come again after the time is over is not to come again.
    let server = Server::saying(vec![with_header(json_reply(503, &error(json!(503), "no")), "Retry-After", "3000")]);
    policy.timeout = Duration::from_secs(20);
    let begun = Instant::now();
    assert!(matches!(client(&server.base).wait(&id(), &policy, |_| {}), Err(SubmitError::TimedOut { last: None, .. })));
    assert!(begun.elapsed() < policy.timeout);
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_signal_ends_a_long_pause_at_once() {
    let server = Server::saying(vec![json_reply(200, &task("processing", 30))]);
    let stop = StopSignal::default();
    let client = client(&server.base).stopped_by(stop.clone());
    let mut policy = WaitPolicy::default();
    policy.first_pause = Duration::from_secs(600);
    policy.longest_pause = Duration::from_secs(600);
    let begun = Instant::now();
    let waiting = thread::spawn(move || client.wait(&id(), &policy, |_| stop.clone().stop()));
    match waiting.join().unwrap() {
        Err(SubmitError::Stopped { last: Some(last) }) => assert_eq!(last.progress, Some(30)),
        other => panic!("{other:?}"),
    }
    assert!(begun.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_signal_that_is_set_before_asks_nothing() {
    let server = Server::saying(vec![json_reply(200, &task("processing", 30))]);
    let stop = StopSignal::default();
    stop.stop();
    let ended = client(&server.base).stopped_by(stop).wait(&id(), &quickly(), |_| {});
    assert_eq!(ended, Err(SubmitError::Stopped { last: None }));
    assert_eq!(server.connections(), 0);
}
