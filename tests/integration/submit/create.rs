//! Creates: what is sent, what comes of each answer, and never two for one call.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, SystemTime};

use seedance_preflight::http::TransportErrorKind;
use seedance_preflight::submit::{AnswerFault, RetryAdvice, StopSignal, SubmitError, TaskStatus, UnknownCause};
use seedance_preflight::upstream::RefusalClass;
use serde_json::{Value, json};

use super::server::{Reply, Server, error, json_reply, task, with_header};
use super::{ID, KEY, approved, client};

/// The expected outcome of a create call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Created,
    Refused,
    Unknown,
    NotSent,
    Redirected,
}

fn outcome(result: &Result<seedance_preflight::submit::Task, SubmitError>) -> Outcome {
    match result {
        Ok(task) => {
            assert_eq!((task.id.as_str(), &task.status), (ID, &TaskStatus::Pending));
            Outcome::Created
        }
        Err(SubmitError::Refused(_)) => Outcome::Refused,
        Err(SubmitError::UnknownOutcome(_)) => Outcome::Unknown,
        Err(SubmitError::NoAnswer(error)) if !error.may_have_arrived => Outcome::NotSent,
        Err(SubmitError::Redirected { .. }) => Outcome::Redirected,
        Err(other) => panic!("{other:?}"),
    }
}

fn status(status: u16) -> Reply {
    json_reply(status, &error(json!(status), "no"))
}

fn retry_after(reply: Reply, value: &str) -> Reply {
    with_header(reply, "Retry-After", value)
}

fn created() -> Reply {
    json_reply(200, &task("pending", 0))
}

#[test]
fn what_is_sent_is_the_approved_request_and_the_key() {
    let server = Server::saying(vec![created()]);
    let approved = approved();
    let task = client(&server.base).create(&approved).unwrap();
    assert_eq!(task.estimated_time, Some(Duration::from_secs(165)));
    assert_eq!(task.created, SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1_774_857_405)));
    let asked = &server.asked()[0];
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/v1/videos/generations"));
    assert_eq!(asked.body, serde_json::to_vec(approved.request()).unwrap());
    let head = asked.head.to_ascii_lowercase();
    assert!(head.contains(&format!("authorization: bearer {}\r\n", KEY.to_ascii_lowercase())));
    assert!(head.contains("content-type: application/json\r\n"));
}

#[test]
fn every_answer_and_every_cut_and_never_two_creates() {
    use Outcome::{Created, Redirected, Refused, Unknown};
    let later = |status| retry_after(self::status(status), "0");
    let page = |status| Reply::Full { status, headers: Vec::new(), body: b"<html>gateway</html>".to_vec() };
    let cases: Vec<(&str, Vec<Reply>, Outcome, usize)> = vec![
        ("created", vec![created()], Created, 1),
        ("201", vec![json_reply(201, &task("pending", 0))], Created, 1),
        ("400", vec![status(400), created()], Refused, 1),
        ("401", vec![status(401), created()], Refused, 1),
        ("402", vec![status(402), created()], Refused, 1),
        ("403", vec![status(403), created()], Refused, 1),
        ("404", vec![status(404), created()], Refused, 1),
        ("413", vec![status(413), created()], Refused, 1),
        ("a page with 403", vec![page(403), created()], Refused, 1),
        ("408", vec![status(408), created()], Unknown, 1),
        ("429 and then created", vec![later(429), later(429), created()], Created, 3),
        ("429 without a time", vec![status(429), created()], Created, 2),
        ("429 for ever", vec![later(429)], Refused, 4),
        ("429 for an hour", vec![retry_after(status(429), "3600"), created()], Refused, 1),
        ("500", vec![status(500), created()], Unknown, 1),
        ("500 with a time", vec![later(500), created()], Unknown, 1),
        ("502", vec![status(502), created()], Unknown, 1),
        ("503 without a time", vec![status(503), created()], Unknown, 1),
        ("503 of something on the way", vec![retry_after(page(503), "0"), created()], Unknown, 1),
        ("503 of the service, with a time", vec![later(503), created()], Created, 2),
        ("504", vec![status(504), created()], Unknown, 1),
        ("301", vec![with_header(status(301), "Location", "/x"), created()], Redirected, 1),
        ("302", vec![with_header(status(302), "Location", "/x"), created()], Redirected, 1),
        ("303", vec![with_header(status(303), "Location", "/x"), created()], Unknown, 1),
        ("307", vec![with_header(status(307), "Location", "/x"), created()], Redirected, 1),
        ("308", vec![with_header(status(308), "Location", "/x"), created()], Redirected, 1),
        ("cut before it was read", vec![Reply::CutBefore, created()], Unknown, 0),
        ("cut after it was read", vec![Reply::CutAfter, created()], Unknown, 1),
        ("cut within the answer", vec![Reply::CutWithin, created()], Unknown, 1),
        ("silent", vec![Reply::Silent(Duration::from_secs(12)), created()], Unknown, 1),
        ("slow", vec![Reply::Drip(Duration::from_millis(100)), created()], Unknown, 1),
        ("no HTTP", vec![Reply::Raw(b"SSH-2.0-mock\r\n"), created()], Unknown, 1),
        ("half a head", vec![Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-"), created()], Unknown, 1),
        ("no JSON", vec![page(200), created()], Unknown, 1),
        ("empty", vec![Reply::Full { status: 200, headers: Vec::new(), body: Vec::new() }, created()], Unknown, 1),
        ("no id", vec![json_reply(200, &json!({"status": "pending"})), created()], Unknown, 1),
        (
            "an id that leads elsewhere",
            vec![json_reply(200, &json!({"id": "../x", "status": "pending"})), created()],
            Unknown,
            1,
        ),
        ("an error with 200", vec![json_reply(200, &error(json!(1), "no")), created()], Unknown, 1),
        ("huge", vec![Reply::Huge(64 << 20), created()], Unknown, 1),
        ("429 and then cut", vec![later(429), Reply::CutAfter, created()], Unknown, 2),
    ];
    for (name, replies, expected, posts) in cases {
        let server = Server::saying(replies);
        let result = client(&server.base).create(&approved());
        assert_eq!(outcome(&result), expected, "{name}: {result:?}");
        assert_eq!(server.asked().len(), posts, "{name}: posts");
        assert!(server.created() <= 1, "{name}: {} creates", server.created());
        if let Err(error) = result {
            assert!(!error.to_string().is_empty() && !format!("{error} {error:?}").contains(KEY), "{name}");
        }
    }
}

#[test]
fn what_never_arrived_is_sent_again() {
    // At first no server listens.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let late = thread::spawn(move || {
        thread::sleep(Duration::from_millis(300));
        Server::on(TcpListener::bind(free).unwrap(), |_, _, _| created())
    });
    let mut patience = super::patience();
    patience.first_pause = Duration::from_millis(400);
    let result = client(&format!("http://{free}")).retrying(patience).create(&approved());
    assert_eq!(outcome(&result), Outcome::Created, "{result:?}");
    assert_eq!(late.join().unwrap().created(), 1);

    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let result = client(&format!("http://{unused}")).create(&approved());
    assert_eq!(outcome(&result), Outcome::NotSent, "{result:?}");
    let Err(SubmitError::NoAnswer(error)) = result else { panic!() };
    assert_eq!(error.kind, TransportErrorKind::Connect);
}

#[test]
fn an_unknown_outcome_says_why_and_what_to_look_for() {
    let cause = |reply: Reply| {
        let server = Server::saying(vec![reply]);
        match client(&server.base).create(&approved()) {
            Err(SubmitError::UnknownOutcome(unknown)) => unknown,
            other => panic!("{other:?}"),
        }
    };
    let cut = cause(Reply::CutAfter);
    assert!(matches!(&cut.cause, UnknownCause::Transport(error) if error.may_have_arrived));
    assert!(cut.help().contains("seedance-2.0-reference-to-video") && !cut.has_callback);
    assert!(matches!(cause(status(500)).cause, UnknownCause::Status(refusal) if refusal.status == 500));
    let within = cause(Reply::CutWithin).cause;
    assert!(matches!(within, UnknownCause::Answer { status: 200, fault: AnswerFault::BrokeOff { .. } }), "{within:?}");
    let huge = cause(Reply::Huge(2 << 20)).cause;
    assert!(matches!(huge, UnknownCause::Answer { fault: AnswerFault::TooLong { .. }, .. }), "{huge:?}");
}

#[test]
fn a_refusal_of_the_model_is_explained_by_its_rule() {
    let message = "The parameter `content[3]` specified in the request is not valid: the parameter video duration (seconds) \
                   specified in the request must be less than or equal to 15.2 for model seedance-2-0 in r2v";
    let server = Server::saying(vec![json_reply(400, &error(json!("InvalidParameter"), message))]);
    let Err(SubmitError::Refused(refusal)) = client(&server.base).create(&approved()) else { panic!() };
    let explained = refusal.explained.as_ref().unwrap();
    assert_eq!(
        (explained.rule, explained.pointer.as_deref()),
        (Some("video/duration-out-of-range"), Some("/video_urls/1"))
    );
    assert_eq!(refusal.help(), explained.help());
    assert_eq!((refusal.status, refusal.retry_advice()), (400, RetryAdvice::AfterChange));

    let server = Server::saying(vec![json_reply(402, &error(json!("insufficient_quota"), "no credits"))]);
    let Err(SubmitError::Refused(refusal)) = client(&server.base).create(&approved()) else { panic!() };
    let class = refusal.explained.as_ref().map(|explained| explained.class);
    assert_eq!((class, refusal.error.code.as_deref()), (Some(RefusalClass::Quota), Some("insufficient_quota")));
    assert!(refusal.help().contains("credits"));
}

#[test]
fn retry_after_is_waited_for_in_seconds_and_as_a_date() {
    let seconds: fn() -> String = || "1".to_owned();
    // Only whole seconds are written, so up to one of the three is lost.
    let date: fn() -> String = || httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3));
    for value in [seconds, date] {
        let server =
            Server::new(move |_, _, nth| if nth == 0 { retry_after(status(429), &value()) } else { created() });
        client(&server.base).create(&approved()).unwrap();
        let asked = server.asked();
        let pause = asked[1].at - asked[0].at;
        assert!(pause >= Duration::from_millis(900), "{}: {pause:?}", value());
    }
    let server = Server::saying(vec![retry_after(status(429), "3600"), created()]);
    let refused = client(&server.base).create(&approved()).unwrap_err();
    assert_eq!(refused.retry_after(), Some(Duration::from_secs(3600)));
    assert!(refused.is_transient());
}

#[test]
fn a_pause_before_the_next_try_can_be_broken_off() {
    let server = Server::saying(vec![retry_after(status(429), "50"), created()]);
    let stop = StopSignal::default();
    let client = client(&server.base).stopped_by(stop.clone());
    let creating = thread::spawn(move || client.create(&approved()));
    while server.asked().is_empty() && !creating.is_finished() {
        thread::sleep(Duration::from_millis(5));
    }
    stop.stop();
    assert_eq!(creating.join().unwrap(), Err(SubmitError::Stopped { last: None }));
    assert_eq!(server.created(), 0);
}

#[test]
fn no_redirect_is_followed_and_the_key_stays() {
    let elsewhere = Server::saying(vec![created()]);
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/v1/videos/generations?from=us", elsewhere.base);
        let server = Server::saying(vec![with_header(json_reply(status, &Value::Null), "Location", location)]);
        let client = client(&server.base);
        let created = client.create(&approved()).unwrap_err();
        let asked = client.task(&ID.parse().unwrap()).unwrap_err();
        for error in [created, asked] {
            match error {
                SubmitError::Redirected { to, .. } => assert_eq!(to.as_deref(), Some(elsewhere.base.as_str())),
                SubmitError::UnknownOutcome(_) => assert_eq!(status, 303),
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}
