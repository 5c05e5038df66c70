//! URLs as users of the program meet them.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use super::files::{early_movie, late_movie, long_jpeg, small_png};
use super::server::{Server, by_the_rules, whole};

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "all_proxy", "https_proxy", "http_proxy", "no_proxy"]
        .iter()
        .for_each(|name| _ = command.env_remove(name));
    command.args(arguments).envs(environment.iter().copied()).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Rule and outcome of each finding of the only report.
fn findings(output: &Output) -> Vec<String> {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", errors(output)));
    let report = report.get(0).unwrap_or(&report);
    let word = |finding: &Value, name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|finding| format!("{} {}", word(finding, "rule"), word(finding, "outcome"))).collect()
}

/// Files by their names.
fn media() -> Server {
    Server::start(Box::new(|request, stream| {
        let file = match request.target.split('?').next().unwrap() {
            "/photo.jpg" => long_jpeg(),
            "/early.mp4" => early_movie(),
            "/late.mp4" => late_movie(),
            "/drawing.png" | "/drawing.mp4" => small_png(),
            "/page" => b"<!doctype html><html><title>A viewer</title></html>".to_vec(),
            _ => return whole(stream, "404 Not Found", &[], b""),
        };
        by_the_rules(request, stream, &file, &[])
    }))
}

#[test]
fn a_url_is_checked_as_a_file_is() {
    let server = media();
    for (path, wanted, exit) in [
        ("/early.mp4?signature=secret", vec![], 0),
        ("/late.mp4", vec![], 0),
        ("/page", vec!["fetch/not-media fails"], 1),
        ("/nothing.mp4", vec!["fetch/failed undecided"], 4),
        ("/drawing.mp4?x", vec!["media/extension-mismatch fails"], 0),
    ] {
        let url = server.url(path);
        let output = run(&["check", "--allow-private-hosts", "--format", "json", &url], &[]);
        assert_eq!(
            (findings(&output), code(&output)),
            (wanted.into_iter().map(str::to_owned).collect(), exit),
            "{path}"
        );
        assert!(errors(&output).contains("request"), "what was spent is said");
        assert!(!errors(&output).contains("secret"), "{}", errors(&output));
    }
    let facts = run(&["facts", "--allow-private-hosts", &server.url("/early.mp4")], &[]);
    let facts: Value = serde_json::from_slice(&facts.stdout).unwrap();
    assert_eq!(facts["facts"]["bytes"], json!(early_movie().len()));
}

#[test]
fn nothing_is_asked_of_private_hosts_or_offline_or_beyond_a_budget() {
    let server = media();
    let url = server.url("/late.mp4");
    for (arguments, wanted, exit) in [
        (&["check", "--format", "json"][..], "fetch/blocked-address fails", 1),
        (&["check", "--format", "json", "--offline", "--allow-private-hosts"], "fetch/failed undecided", 4),
    ] {
        let output = run(&[arguments, &[url.as_str()]].concat(), &[]);
        assert_eq!((findings(&output), code(&output)), (vec![wanted.to_owned()], exit));
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 0);

    let frugal = ["check", "--format", "json", "--allow-private-hosts", "--fetch-requests", "1", &url];
    let output = run(&frugal, &[]);
    assert!(findings(&output).contains(&"fetch/failed undecided".to_owned()));
    assert_eq!((code(&output), server.connections.load(Ordering::SeqCst)), (4, 1));
}

#[test]
fn a_deep_check_fetches_all() {
    let server = media();
    let cut = Server::start(Box::new(|request, stream| {
        let mut file = long_jpeg();
        file.truncate(file.len() - 2);
        by_the_rules(request, stream, &file, &[])
    }));
    let check = |url: &str, deep: &[&str]| {
        run(&[&["check", "--allow-private-hosts", "--format", "json", url], deep].concat(), &[])
    };
    assert_eq!(findings(&check(&cut.url("/photo.jpg"), &[])), Vec::<String>::new());
    let found = findings(&check(&cut.url("/photo.jpg"), &["--deep"]));
    assert!(found.contains(&"media/truncated fails".to_owned()), "{found:?}");
    let output = check(&server.url("/drawing.png"), &["--deep"]);
    let requests = server.requests.lock().unwrap();
    assert!(requests.iter().all(|request| request.header("range").is_none()), "{}", errors(&output));
}

#[test]
fn the_media_of_a_request_are_fetched_at_once() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let server = Server::start(Box::new({
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        move |request, stream| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            // No answer is sent before as many requests are here as ever come.
            let come = || most.load(Ordering::SeqCst) >= 7;
            (0..1000).take_while(|_| !come()).for_each(|_| sleep(Duration::from_millis(5)));
            sleep(Duration::from_millis(50));
            let answered = by_the_rules(request, stream, &small_png(), &[]);
            now.fetch_sub(1, Ordering::SeqCst);
            answered
        }
    }));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fetch-request");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("local.png"), small_png()).unwrap();
    // One of them is supplied as a file, and one is listed twice.
    let urls: Vec<_> =
        [0, 1, 2, 3, 4, 5, 6, 7, 7].iter().map(|index| server.url(&format!("/{index}.png?k=v"))).collect();
    let request = json!({
        "model": "seedance-2.0-reference-to-video", "prompt": "A cat plays the piano.", "image_urls": urls
    });
    std::fs::write(folder.join("request.json"), request.to_string()).unwrap();
    let file = folder.join("request.json").display().to_string();
    let asset = format!("{}={}", urls[0], folder.join("local.png").display());
    let arguments = ["request", &file, "--format", "json", "--asset", &asset];

    let offline = run(&[&arguments[..], &["--offline"]].concat(), &[]);
    assert_eq!(server.connections.load(Ordering::SeqCst), 0);
    assert_eq!(findings(&offline).iter().filter(|found| *found == "fetch/failed undecided").count(), 8);

    let blocked = findings(&run(&arguments, &[]));
    assert_eq!(server.connections.load(Ordering::SeqCst), 0);
    assert_eq!(blocked.iter().filter(|found| *found == "fetch/blocked-address fails").count(), 8);

    let output = run(&[&arguments[..], &["--allow-private-hosts"]].concat(), &[]);
    assert_eq!(server.connections.load(Ordering::SeqCst), 7, "supplied files and duplicates are not fetched");
    assert_eq!(most.load(Ordering::SeqCst), 7);
    let found = findings(&output);
    assert!(found.iter().all(|found| !found.starts_with("fetch/")), "{found:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report["assets"].as_array().unwrap().iter().all(|asset| asset["facts"]["width"] == 1280));
}

#[test]
fn a_proxy_is_used_where_it_is_asked_for_and_only_there() {
    let server = media();
    let proxy = Server::start(Box::new(|_, stream| whole(stream, "502 Bad Gateway", &[], b"")));
    let (url, proxy_url) = (server.url("/early.mp4"), proxy.url(""));
    let environment = [("HTTP_PROXY", proxy_url.as_str()), ("ALL_PROXY", proxy_url.as_str())];
    let check = ["check", "--allow-private-hosts", "--format", "json", &url];
    assert_eq!(code(&run(&check, &environment)), 0);
    assert_eq!(proxy.connections.load(Ordering::SeqCst), 0);
    let output = run(&[&check[..], &["--env-proxy"]].concat(), &environment);
    assert_eq!((findings(&output), code(&output)), (vec!["fetch/failed undecided".to_owned()], 4));
    let requests = proxy.requests.lock().unwrap();
    assert!(requests.iter().all(|request| request.method == "CONNECT") && !requests.is_empty());
}

#[test]
fn a_server_that_is_slow_is_warned_of() {
    let server = Server::start(Box::new(|request, stream| {
        sleep(Duration::from_millis(5300));
        by_the_rules(request, stream, &small_png(), &[])
    }));
    let output = run(&["check", "--allow-private-hosts", "--format", "json", &server.url("/a.png?secret=1")], &[]);
    assert_eq!((findings(&output), code(&output)), (vec![], 0));
    assert!(errors(&output).contains("give up after") && !errors(&output).contains("secret"), "{}", errors(&output));
}

#[test]
fn lists_of_an_audit_may_name_urls() {
    let server = media();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fetch-audit");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("local.png"), small_png()).unwrap();
    let urls = ["/early.mp4?k=a/b", "/page", "/nothing.mp4", "/drawing.mp4"].map(|path| server.url(path));
    let list = [folder.join("local.png").display().to_string(), urls.join("\n")].join("\n");
    std::fs::write(folder.join("list.txt"), list).unwrap();
    let list = format!("@{}", folder.join("list.txt").display());

    let output = run(&["audit", "--allow-private-hosts", "--sort", "--output", "jsonl", &list], &[]);
    let reports = String::from_utf8(output.stdout.clone()).unwrap();
    let reports: Vec<Value> = reports.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let gists: Vec<_> = reports
        .iter()
        .map(|report| {
            (
                report["source"].as_str().unwrap().to_owned(),
                report["verdict"].as_str().unwrap(),
                report["findings"][0]["rule"].as_str(),
            )
        })
        .collect();
    let local = folder.join("local.png").display().to_string();
    let [early, page, nothing, drawing] = urls;
    let wanted = [
        (local, "accepted", None),
        (early, "accepted", None),
        (page, "refused", Some("fetch/not-media")),
        (nothing, "undecided", Some("fetch/failed")),
        (drawing, "accepted", Some("media/extension-mismatch")),
    ];
    assert_eq!((gists.as_slice(), code(&output)), (wanted.as_slice(), 1), "{}", errors(&output));
    let offline = run(&["audit", "--offline", "--output", "jsonl", &list], &[]);
    assert_eq!(code(&offline), 4);
}
