//! Requests sent to a mock of the API on loopback, over real sockets: by the library, and by the program.

mod create;
mod key;
mod program;
mod query;
mod server;
mod task;
mod wait;

use std::time::Duration;

use seedance_preflight::http::{AllowedHosts, HttpOptions, HttpTransport};
use seedance_preflight::request::{ModelId, Request, RequestDocument};
use seedance_preflight::submit::{ApiKey, Client, RetryPolicy};
use seedance_preflight::{ApprovedRequest, CheckOptions, check_request};

/// Unlike anything else that is printed.
const KEY: &str = "sk-MARKED-7f3a9c51e2d84b06";

/// An id as the service makes them.
const ID: &str = "task-unified-1774857405-abc123";

/// A valid request with one image and two videos, so that the `content[N]` are distinguishable.
fn approved() -> ApprovedRequest {
    let request = Request::builder(ModelId::REFERENCE, "The cat of image 1 dances as in video 2.")
        .image("https://media.example.com/cat.jpg")
        .video("https://media.example.com/a.mp4")
        .video("https://media.example.com/b.mp4")
        .build();
    let report = check_request(&RequestDocument::from(&request), &[], &CheckOptions::default());
    report.approve_waiving(&["fetch/failed", "request/video-total-duration"]).unwrap()
}

/// Short enough for tests, and otherwise as it is by default.
fn patience() -> RetryPolicy {
    let mut policy = RetryPolicy::default();
    policy.first_pause = Duration::from_millis(10);
    policy.answer_within = Duration::from_secs(4);
    policy
}

fn client(base: &str) -> Client {
    let mut options = HttpOptions::default();
    options.hosts = AllowedHosts::Any;
    let transport = HttpTransport::new(&options).unwrap();
    Client::new(ApiKey::new(KEY).unwrap(), transport).at(base.parse().unwrap()).retrying(patience())
}
