//! `task`, and results on disk.

use std::path::Path;

use serde_json::{Value, json};

use super::ID;
use super::program::{code, folder, program, run, stderr, stdout};
use super::server::{Reply, Server, completed, error, failed, json_reply, task, with_header};

/// A server whose tasks are completed, with these results; `{base}` is where it is itself.
fn results(urls: &[&str], file: Reply) -> Server {
    let urls: Vec<_> = urls.iter().map(|url| (*url).to_owned()).collect();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let urls: Vec<_> = urls.iter().map(|url| url.replace("{base}", &base)).collect();
    Server::on(listener, move |_, path, _| match path {
        path if path.starts_with("/v1/tasks/") => json_reply(200, &completed(&urls)),
        "/moved" => with_header(json_reply(302, &json!(null)), "Location", "/files/x"),
        "/away" => with_header(json_reply(302, &json!(null)), "Location", "http://192.0.2.1/x"),
        "/round" => with_header(json_reply(302, &json!(null)), "Location", "/round"),
        _ => file.clone(),
    })
}

fn clip() -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/accepted/clip.mp4")).unwrap()
}

fn file(body: Vec<u8>) -> Reply {
    let headers = vec![("Content-Disposition", "attachment; filename=\"../../evil.sh\"".to_owned())];
    Reply::Full { status: 200, headers, body }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).map(|entries| entries.flatten().collect()).unwrap_or_else(|_| Vec::new());
    let mut names: Vec<_> = entries.iter().map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_task_is_reported_by_its_status() {
    let folder = folder("task");
    let cases = [
        (json_reply(200, &completed(&["https://cdn.example.com/1.mp4".to_owned()])), 0),
        (json_reply(200, &failed("content_policy_violation", "no")), 1),
        (json_reply(200, &task("pending", 0)), 4),
        (json_reply(200, &task("paused", 0)), 4),
        (json_reply(404, &error(json!("task_not_found"), "no such task")), 1),
        (Reply::Full { status: 200, headers: Vec::new(), body: b"<html>".to_vec() }, 2),
    ];
    for (reply, exit) in cases {
        let server = Server::saying(vec![reply]);
        let output = run(&folder, &server, &["task", ID, "--format", "json"]);
        assert_eq!(code(&output), exit, "{}", stderr(&output));
        assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap()["schema_version"], 1);
    }
    let server = Server::saying(vec![json_reply(200, &task("pending", 0))]);
    assert_eq!(code(&run(&folder, &server, &["task", "../accounts"])), 2);
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_rejected_base_url_is_not_repeated() {
    let folder = folder("base-url");
    for url in ["https://u:hunter2@api.example.com", "http://u:hunter2@api.example.com", "https://u:hunter2@["] {
        let output = program(&folder, &["task", ID, "--base-url", url]).output().unwrap();
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("base URL"), "{}", stderr(&output));
        assert!(!stderr(&output).contains("hunter2"), "{}", stderr(&output));
    }
}

#[test]
fn a_failure_is_explained_by_the_request_that_it_was_made_from() {
    let folder = folder("explained");
    let message = "InvalidParameter.WidthTooSmall: `content[1]`: Width must be between 300px and 6000px";
    let server = Server::saying(vec![json_reply(200, &failed("invalid_parameters", message))]);
    let output = run(&folder, &server, &["task", ID, "--request", "undecided.json", "--format", "json"]);
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&object["rule"], &object["pointer"]), (&json!("image/side-out-of-range"), &json!("/image_urls/0")));
}

#[test]
fn results_are_saved_under_names_of_ours_and_nothing_is_overwritten() {
    let folder = folder("saved");
    let server = results(&["{base}/files/../../etc/evil.sh?sig=1", "{base}/moved"], file(clip()));
    let output = run(&folder, &server, &["task", ID, "--download", "out/new", "--format", "json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let out = folder.join("out/new");
    assert_eq!(names(&out), [format!("{ID}-1.mp4"), format!("{ID}-2.mp4")]);
    assert_eq!(std::fs::read(out.join(format!("{ID}-2.mp4"))).unwrap(), clip());
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["saved"][0], json!({"path": format!("out/new/{ID}-1.mp4"), "bytes": clip().len()}));
    for asked in server.asked().iter().filter(|asked| !asked.path.starts_with("/v1/")) {
        assert!(!asked.head.to_ascii_lowercase().contains("authorization"), "{}", asked.head);
    }

    std::fs::write(out.join(format!("{ID}-1.mp4")), "mine").unwrap();
    let output = run(&folder, &server, &["task", ID, "--download", "out/new"]);
    assert_eq!(code(&output), 0);
    assert!(stderr(&output).contains("was not overwritten"));
    assert_eq!(std::fs::read(out.join(format!("{ID}-1.mp4"))).unwrap(), b"mine");
    assert_eq!(names(&out).len(), 2);
}

#[test]
fn a_failed_download_leaves_no_files_and_the_links_are_reported() {
    let folder = folder("not-saved");
    let announced = with_header(Reply::Full { status: 200, headers: Vec::new(), body: Vec::new() }, "X-A", "b");
    let cases = [
        ("{base}/files/1", Reply::CutWithin),
        ("{base}/files/1", Reply::CutAfter),
        ("{base}/files/1", json_reply(403, &json!("expired"))),
        ("{base}/files/1", json_reply(404, &json!("gone"))),
        ("http://192.0.2.1/1.mp4", announced.clone()),
        ("http://10.0.0.1/1.mp4", announced.clone()),
        ("ftp://127.0.0.1/1.mp4", announced.clone()),
        ("https://user:pw@127.0.0.1/1.mp4", announced.clone()),
        ("no url", announced.clone()),
        ("{base}/away", announced.clone()),
        ("{base}/round", announced),
    ];
    for (url, reply) in cases {
        let server = results(&[url], reply);
        let output = run(&folder, &server, &["task", ID, "--download", "out"]);
        assert_eq!(code(&output), 2, "{url}: {}", stderr(&output));
        assert!(stdout(&output).contains(&url.replace("{base}", &server.base)), "{url}");
        assert_eq!(names(&folder.join("out")), [""; 0], "{url}");
    }
    std::fs::write(folder.join("file"), "").unwrap();
    let server = results(&["{base}/files/1"], file(clip()));
    assert_eq!(code(&run(&folder, &server, &["task", ID, "--download", "file"])), 2);
}

#[test]
fn a_result_that_is_not_media_gets_a_neutral_extension() {
    let folder = folder("no-media");
    let server = results(&["{base}/files/1"], file(b"#!/bin/sh\nrm -rf /\n".to_vec()));
    assert_eq!(code(&run(&folder, &server, &["task", ID, "--download", "out"])), 0);
    assert_eq!(names(&folder.join("out")), [format!("{ID}-1.bin")]);
}
