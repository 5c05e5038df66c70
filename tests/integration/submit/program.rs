//! `submit` as its users meet it.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::server::{Reply, Server, completed, error, failed, json_reply, task, with_header};
use super::{ID, KEY};

/// A folder of its own for a test, with requests in it.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("submit-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let text = json!({"model": "seedance-2.0-text-to-video", "prompt": "A cat plays the piano."});
    let mut seeded = text.clone();
    seeded["seed"] = json!(7);
    let mut refused = text.clone();
    refused["duration"] = json!(3);
    let mut framed = text.clone();
    framed["model"] = json!("seedance-2.0-image-to-video");
    framed["image_urls"] = json!(["https://media.example.com/cat.png"]);
    let mut local = framed.clone();
    local["image_urls"] = json!(["cat.png"]);
    let requests = [("clean", text), ("warned", seeded), ("refused", refused), ("undecided", framed), ("local", local)];
    for (name, request) in requests {
        std::fs::write(folder.join(format!("{name}.json")), request.to_string()).unwrap();
    }
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/accepted/photo.jpg"), folder.join("cat.png"))
        .unwrap();
    folder
}

/// The program, with the marked key in its environment.
pub(crate) fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    command.current_dir(folder).args(arguments).env("SEEDANCE_API_KEY", KEY).env_remove("CLICOLOR_FORCE");
    // What a logger or a panic would say, it shall say here.
    command.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn run(folder: &Path, server: &Server, arguments: &[&str]) -> Output {
    let output = program(folder, &[arguments, &["--base-url", &server.base]].concat()).output().unwrap();
    no_key(&output);
    output
}

/// No run prints the key, whatever else it shows.
pub(crate) fn no_key(output: &Output) {
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(stream);
        assert!(!super::key::holds_key(&text), "{text}");
    }
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn created() -> Reply {
    json_reply(200, &task("pending", 0))
}

#[test]
fn a_clean_request_is_sent_and_its_id_is_reported() {
    let folder = folder("clean");
    let server = Server::saying(vec![created()]);
    let output = run(&folder, &server, &["submit", "clean.json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(stdout(&output), format!("created   {ID}  pending, estimated at 165 s, 50 credits reserved\n"));
    let shown = stderr(&output);
    assert!(
        shown.contains("1280x720 (720p, 16:9)") && shown.contains("5 s") && shown.contains(&server.base),
        "{shown}"
    );
    assert_eq!(server.asked()[0].body, std::fs::read(folder.join("clean.json")).unwrap());

    let output = run(&folder, &server, &["submit", "clean.json", "--format", "json"]);
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((object["outcome"].as_str(), object["task"]["id"].as_str()), (Some("pending"), Some(ID)));
    assert_eq!(object["output_size"], json!({"width": 1280, "height": 720, "predicted": false}));
    assert!(stderr(&output).contains(&format!("created {ID}")));
}

#[test]
fn what_is_refused_is_never_sent_and_what_is_doubtful_needs_a_yes() {
    let folder = folder("yes");
    let server = Server::saying(vec![created()]);
    let cases: [(&[&str], i32); 8] = [
        (&["submit", "refused.json", "--yes"], 1),
        (&["submit", "warned.json"], 4),
        (&["submit", "undecided.json", "--offline"], 4),
        (&["submit", "warned.json", "--deny-warnings", "--yes"], 1),
        (&["submit", "local.json", "--yes"], 2),
        (&["submit", "no-such.json"], 2),
        (&["submit", "clean.json", "--key-file", "no-such.key"], 2),
        (&["submit", "clean.json", "--profile", "no-such"], 2),
    ];
    for (arguments, exit) in cases {
        let output = run(&folder, &server, arguments);
        assert_eq!((code(&output), stdout(&output).as_str()), (exit, ""), "{arguments:?}: {}", stderr(&output));
    }
    let output = run(&folder, &server, &["submit", "warned.json", "--format", "json"]);
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (object["outcome"].as_str(), object["report"]["verdict"].as_str()),
        (Some("not_sent"), Some("accepted"))
    );
    assert_eq!(server.connections(), 0);

    for (name, posts) in [("warned.json", 1), ("undecided.json", 2)] {
        assert_eq!(code(&run(&folder, &server, &["submit", name, "--yes", "--offline"])), 0);
        assert_eq!(server.created(), posts);
    }
    // What is given for the URL decides it.
    let asset = "https://media.example.com/cat.png=cat.png";
    let output = run(&folder, &server, &["submit", "undecided.json", "--asset", asset]);
    assert_eq!(code(&output), 4, "the extension is another: {}", stderr(&output));
}

#[test]
fn the_key_comes_from_the_environment_or_a_file() {
    let folder = folder("key");
    let server = Server::saying(vec![created()]);
    let arguments = ["submit", "clean.json", "--base-url", &server.base];
    let without = program(&folder, &arguments).env_remove("SEEDANCE_API_KEY").output().unwrap();
    assert_eq!((code(&without), server.connections()), (2, 0));
    assert!(stderr(&without).contains("SEEDANCE_API_KEY"));
    std::fs::write(folder.join("key"), format!("\t{KEY}\r\n")).unwrap();
    let arguments = [&arguments[..], &["--key-file", "key"]].concat();
    let from_file = program(&folder, &arguments).env_remove("SEEDANCE_API_KEY").output().unwrap();
    assert_eq!(code(&from_file), 0, "{}", stderr(&from_file));
    assert!(server.asked()[0].head.contains(&format!("Bearer {KEY}\r\n")));
    for broken in
        [format!("{KEY}\n{KEY}"), format!("Bearer {KEY}"), format!("{KEY}\u{7f}"), String::new(), KEY.repeat(99)]
    {
        std::fs::write(folder.join("key"), broken).unwrap();
        let refused = program(&folder, &arguments).output().unwrap();
        no_key(&refused);
        assert_eq!((code(&refused), server.connections()), (2, 1));
    }
    let http = program(&folder, &["submit", "clean.json", "--base-url", "http://api.example.com"]).output().unwrap();
    assert_eq!(code(&http), 2);
}

#[test]
fn each_end_has_its_exit_code() {
    let folder = folder("ends");
    let waits = |end: Reply| {
        let server = Server::saying(vec![created(), json_reply(200, &task("processing", 50)), end]);
        let output = run(&folder, &server, &["submit", "clean.json", "--wait"]);
        (code(&output), stdout(&output), server)
    };
    let urls = ["https://cdn.example.com/a\x1b[2Jb.mp4".to_owned()];
    let (exit, said, server) = waits(json_reply(200, &completed(&urls)));
    assert_eq!((exit, server.created()), (0, 1));
    assert!(said.contains(&format!("completed {ID}  100 %\n  https://cdn.example.com/a\u{fffd}[2Jb.mp4\n")), "{said}");
    let refusal = "the parameter duration specified in the request must be less than or equal to 15 for model x in t2v";
    let (exit, said, _) = waits(json_reply(200, &failed("InvalidParameter", refusal)));
    assert_eq!(exit, 1);
    assert!(said.contains("rule: request/duration-out-of-range at /duration\n"), "{said}");
    assert_eq!(waits(json_reply(200, &failed("request_cancelled", "on demand"))).0, 1);

    let creates = |reply: Reply| {
        let server = Server::saying(vec![reply, created()]);
        let output = run(&folder, &server, &["submit", "clean.json", "--format", "json"]);
        let object: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(server.created() <= 1);
        (code(&output), object, stderr(&output))
    };
    let (exit, object, _) = creates(json_reply(402, &error(json!("insufficient_quota"), "no credits")));
    assert_eq!((exit, &object["outcome"], &object["http_status"]), (1, &json!("refused"), &json!(402)));
    let (exit, object, said) = creates(Reply::CutAfter);
    assert_eq!((exit, &object["outcome"]), (5, &json!("unknown")));
    assert!(said.contains("Before sending it again"), "{said}");
    assert_eq!(creates(json_reply(500, &error(json!(500), "no"))).0, 5);
    let moved = with_header(json_reply(301, &json!(null)), "Location", "https://moved.example.com/?x");
    let (exit, _, said) = creates(moved);
    assert_eq!(exit, 2);
    assert!(said.contains("https://moved.example.com,"), "{said}");

    let server = Server::saying(vec![created()]);
    let output = run(&folder, &server, &["submit", "clean.json", "--wait", "--timeout", "1", "--format", "jsonl"]);
    assert_eq!(code(&output), 4);
    let outcomes: Vec<_> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["outcome"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(outcomes, ["created", "pending"]);
    assert!(stderr(&output).contains(&format!("seedance-preflight task {ID} --wait")));
}

#[test]
fn a_request_from_standard_input_is_sent_too() {
    let folder = folder("stdin");
    let server = Server::saying(vec![created()]);
    let mut command = program(&folder, &["submit", "-", "--base-url", &server.base]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&std::fs::read(folder.join("clean.json")).unwrap()).unwrap();
    assert_eq!((code(&child.wait_with_output().unwrap()), server.created()), (0, 1));
}

#[cfg(feature = "fetch")]
#[test]
fn media_at_urls_are_inspected_before_anything_is_sent() {
    let folder = folder("fetched");
    let photo = std::fs::read(folder.join("cat.png")).unwrap();
    let server = Server::new(move |method, _, _| match method {
        "POST" => created(),
        _ => Reply::Full { status: 200, headers: Vec::new(), body: photo.clone() },
    });
    let url = format!("{}/cat.jpg", server.base);
    let request = json!({"model": "seedance-2.0-image-to-video", "prompt": "The cat wakes up.", "image_urls": [url]});
    std::fs::write(folder.join("remote.json"), request.to_string()).unwrap();
    let output = run(&folder, &server, &["submit", "remote.json", "--allow-private-hosts", "--yes"]);
    // Fetched from here, where the service cannot reach it.
    assert_eq!((code(&output), server.created()), (1, 0), "{}", stderr(&output));
    assert!(stderr(&output).contains("  jpeg ") && !stderr(&output).contains("not inspected"), "{}", stderr(&output));
    let asked = server.asked();
    assert!(!asked.is_empty() && asked.iter().all(|asked| !super::key::holds_key(&asked.head)));
}

#[test]
fn an_id_is_reported_even_if_stdout_is_closed() {
    let folder = folder("closed");
    let server = Server::saying(vec![created()]);
    let mut child = program(&folder, &["submit", "clean.json", "--base-url", &server.base]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains(&format!("created {ID}")), "{}", stderr(&output));
}

#[test]
fn a_proxy_is_not_shown_what_goes_to_this_machine() {
    let folder = folder("proxy");
    let server = Server::saying(vec![created()]);
    let proxy = Server::saying(vec![created()]);
    let mut command = program(&folder, &["submit", "clean.json", "--env-proxy", "--base-url", &server.base]);
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(name, &proxy.base);
    }
    let output = command.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
    assert_eq!((code(&output), server.created(), proxy.connections()), (0, 1, 0), "{}", stderr(&output));
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_wait_and_says_how_to_go_on() {
    let folder = folder("interrupt");
    let steady = json_reply(200, &task("processing", 10));
    // Once between queries, and once in the midst of one that is never answered.
    for second in [steady, Reply::Silent(Duration::from_secs(300))] {
        let server = Server::saying(vec![created(), second]);
        let arguments = ["submit", "clean.json", "--wait", "--download", "my videos", "--base-url", &server.base];
        let mut child = program(&folder, &arguments).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("created   {ID}")), "{line}");
        while server.asked().len() < 2 {
            std::thread::sleep(Duration::from_millis(5));
        }
        interrupt(&child);
        let output = child.wait_with_output().unwrap();
        no_key(&output);
        assert_eq!(code(&output), 130);
        let how = format!("seedance-preflight task {ID} --wait --download 'my videos' --base-url {}\n", server.base);
        assert!(stderr(&output).contains(&how), "{}", stderr(&output));
        assert_eq!(server.created(), 1);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_within_a_create_waits_for_its_answer_once() {
    let folder = folder("creating");
    for presses in [1, 2] {
        let server = Server::new(|method, _, _| {
            if method == "POST" {
                std::thread::sleep(Duration::from_secs(3));
            }
            created()
        });
        let mut child = program(&folder, &["submit", "clean.json", "--base-url", &server.base]).spawn().unwrap();
        while server.connections() == 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
        // The request has left when the server is at its answer.
        std::thread::sleep(Duration::from_millis(500));
        let mut err = BufReader::new(child.stderr.take().unwrap());
        interrupt(&child);
        let mut said = String::new();
        while !said.contains("on its way") {
            assert!(err.read_line(&mut said).unwrap() > 0, "{said}");
        }
        if presses == 2 {
            interrupt(&child);
        }
        let output = child.wait_with_output().unwrap();
        err.read_to_string(&mut said).unwrap();
        assert_eq!(code(&output), 130, "{said}");
        assert_eq!(stdout(&output).contains(ID), presses == 1, "{said}");
        assert!(presses == 1 || said.contains("a task may have been created"), "{said}");
    }
}
