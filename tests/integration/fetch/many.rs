//! Lists of URLs: bounded connections, further tries, and a journal.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::files::{early_movie, late_movie, small_png};
use super::web::{Asked, Reply, Web};

const MILLISECOND: Duration = Duration::from_millis(1);

/// A temporary folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fetch-many-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a list and returns its argument.
fn list(folder: &Path, urls: &[String]) -> String {
    let path = folder.join("list.txt");
    fs::write(&path, urls.join("\n")).unwrap();
    format!("@{}", path.display())
}

fn audit(list: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    command.args(["audit", "--allow-private-hosts", "--output", "jsonl", list]).args(arguments).stdin(Stdio::null());
    command
}

/// Verdicts by URL. Of a run that was killed the last line may be cut, and is left out.
fn verdicts(output: &[u8]) -> BTreeMap<String, String> {
    let end = output.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let lines = std::str::from_utf8(&output[..end]).unwrap().lines();
    let word = |report: &Value, name: &str| report[name].as_str().unwrap().to_owned();
    lines
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|report| (word(&report, "source"), word(&report, "verdict")))
        .collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Three kinds of files by their numbers, each with a tag; answers conditions.
fn media(after: Duration) -> impl Fn(&Asked) -> Reply + Send + Sync + 'static {
    let files = [small_png(), early_movie(), late_movie()].map(Arc::new);
    move |asked| {
        let number: usize = asked.target.trim_start_matches('/').split(['.', '?']).next().unwrap().parse().unwrap();
        let tag = format!("\"{number}\"");
        if asked.header("if-none-match") == Some(tag.as_str()) {
            return Reply::Status { after, status: 304, headers: vec![format!("ETag: {tag}")] };
        }
        Reply::File { after, file: Arc::clone(&files[number % 3]), headers: vec![format!("ETag: {tag}")] }
    }
}

fn urls(webs: &[&Web], count: usize) -> Vec<String> {
    (0..count).map(|number| webs[number % webs.len()].url(&format!("/{number}.bin?k=v"))).collect()
}

#[test]
fn no_host_has_more_connections_than_allowed_and_they_are_reused() {
    let folder = folder("hosts");
    let webs: Vec<_> = (1..=4).map(|host| Web::start(&format!("127.0.0.{host}"), media(20 * MILLISECOND))).collect();
    let webs: Vec<_> = webs.iter().collect();
    // Grouped by host, which leaves only one host to those who work from the front.
    let mut all = urls(&webs, 480);
    all.sort();
    let list = list(&folder, &all);
    for (arguments, per_host) in [(&["--sort"][..], 8), (&["--connections-per-host", "3"], 3)] {
        webs.iter().for_each(|web| web.counts.most.store(0, Ordering::SeqCst));
        let output = audit(&list, arguments).output().unwrap();
        let found = verdicts(&output.stdout);
        assert_eq!(found.len(), 480, "{}", errors(&output));
        assert!(found.values().all(|verdict| verdict == "accepted"), "{found:?}");
        for web in &webs {
            // How many there are at a time depends on how busy the machine is.
            let most = web.counts.most.load(Ordering::SeqCst);
            assert!((2..=per_host).contains(&most), "{most} at {}", web.address);
            let (connections, requests) = (web.counts.connections.load(Ordering::SeqCst), web.counts.requests());
            assert!(connections * 5 < requests, "{connections} connections for {requests} requests");
        }
        if arguments == ["--sort"] {
            let sources = String::from_utf8(output.stdout).unwrap();
            let sources = sources.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
            let sources: Vec<_> = sources.map(|report| report["source"].as_str().unwrap().to_owned()).collect();
            assert_eq!(sources, all, "in the order of the list");
        }
    }
    let begun = Instant::now();
    assert_eq!(verdicts(&audit(&list, &["--connections", "1"]).output().unwrap().stdout).len(), 480);
    assert!(begun.elapsed() > 480 * 20 * MILLISECOND, "one connection is one");
}

#[test]
fn the_host_of_a_redirect_counts() {
    let folder = folder("redirects");
    let to = Web::start("127.0.0.2", media(20 * MILLISECOND));
    let from = Web::start("127.0.0.1", {
        let to = to.url("");
        move |asked| Reply::Status {
            after: Duration::ZERO,
            status: 302,
            headers: vec![format!("Location: {to}{}", asked.target)],
        }
    });
    let list = list(&folder, &urls(&[&from], 90));
    let output = audit(&list, &["--connections-per-host", "2"]).output().unwrap();
    assert_eq!(verdicts(&output.stdout).len(), 90, "{}", errors(&output));
    assert!(to.counts.most.load(Ordering::SeqCst) <= 2);
    let connections = from.counts.connections.load(Ordering::SeqCst);
    assert!(connections <= 10, "{connections} connections for 90 redirects");
}

#[test]
fn a_flaky_server_leaves_nothing_undecided_and_is_asked_no_more_than_allowed() {
    let folder = folder("flaky");
    let steady = media(2 * MILLISECOND);
    let count = AtomicU64::new(1);
    let web = Web::start("127.0.0.1", move |asked| {
        let number = count.fetch_add(1, Ordering::SeqCst);
        match fastrand::Rng::with_seed(number).u8(..100) {
            0..5 => Reply::Status { after: MILLISECOND, status: 503, headers: vec!["Retry-After: 0".to_owned()] },
            5 => Reply::Reset,
            6 => {
                sleep(300 * MILLISECOND);
                steady(asked)
            }
            _ => steady(asked),
        }
    });
    let list = list(&folder, &urls(&[&web], 900));
    let output = audit(&list, &["--fetch-requests", "12"]).output().unwrap();
    let found = verdicts(&output.stdout);
    assert_eq!(found.len(), 900, "{}", errors(&output));
    assert!(found.values().all(|verdict| verdict == "accepted"), "{found:?}");
    assert!(web.counts.most.load(Ordering::SeqCst) <= 8);
    assert!(web.counts.most_of_one() <= 12, "{}", web.counts.most_of_one());
    assert!(errors(&output).contains("further tries"), "{}", errors(&output));
}

#[test]
fn a_server_that_never_recovers_is_asked_as_often_as_allowed() {
    let folder = folder("down");
    for (status, tries, requests) in [(503, "3", 3), (429, "1", 1), (404, "3", 1), (500, "3", 1)] {
        let web = Web::start("127.0.0.1", move |_| Reply::Status { after: MILLISECOND, status, headers: Vec::new() });
        let list = list(&folder, &[web.url("/0.bin")]);
        let output = audit(&list, &["--fetch-tries", tries]).output().unwrap();
        assert_eq!(verdicts(&output.stdout).into_values().collect::<Vec<_>>(), ["undecided"]);
        assert_eq!(web.counts.requests(), requests, "{status}");
    }
    // A pause longer than allowed is not made at all.
    let headers = vec!["Retry-After: 3600".to_owned()];
    let web =
        Web::start("127.0.0.1", move |_| Reply::Status { after: MILLISECOND, status: 429, headers: headers.clone() });
    let begun = Instant::now();
    audit(&list(&folder, &[web.url("/0.bin")]), &[]).output().unwrap();
    assert_eq!(web.counts.requests(), 1);
    assert!(begun.elapsed() < Duration::from_secs(20));
    // One that is allowed is made.
    let steady = media(MILLISECOND);
    let web = Web::start("127.0.0.1", move |asked| match asked.number {
        0 => Reply::Status { after: MILLISECOND, status: 429, headers: vec!["Retry-After: 2".to_owned()] },
        _ => steady(asked),
    });
    let begun = Instant::now();
    let output = audit(&list(&folder, &[web.url("/0.bin")]), &[]).output().unwrap();
    assert_eq!(verdicts(&output.stdout).into_values().collect::<Vec<_>>(), ["accepted"]);
    assert!(begun.elapsed() >= Duration::from_secs(2));
}

#[test]
fn a_second_run_asks_one_conditional_request_per_url() {
    let folder = folder("journal");
    let web = Web::start("127.0.0.1", media(MILLISECOND));
    let signed = |signature: &str| {
        let urls = urls(&[&web], 120).into_iter();
        let urls: Vec<_> = urls.map(|url| format!("{url}&X-Amz-Date=1&X-Amz-Signature={signature}")).collect();
        list(&folder, &urls)
    };
    let journal = folder.join("journal").display().to_string();
    let run = |signature: &str, arguments: &[&str]| {
        web.counts.asked.lock().unwrap().clear();
        web.counts.body_bytes.store(0, Ordering::SeqCst);
        let output = audit(&signed(signature), &[&["--journal", &journal], arguments].concat()).output().unwrap();
        let found: Vec<_> = verdicts(&output.stdout).into_values().collect();
        assert_eq!(found, vec!["accepted"; 120], "{}", errors(&output));
        (web.counts.requests(), web.counts.most_of_one(), web.counts.body_bytes.load(Ordering::SeqCst))
    };
    let (first, _, bytes) = run("one", &[]);
    assert_eq!((first, bytes > 0), (160, true), "one request, and two for a late moov");
    assert_eq!(run("two", &[]), (120, 1, 0), "another signature is the same file");
    assert_eq!(run("three", &["--max-age", "1h"]), (0, 0, 0));
    assert_eq!(run("four", &["--max-age", "0s"]).0, 120);

    let recheck = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
        command.args(["recheck", "--output", "jsonl", "--journal", &journal]).args(arguments).output().unwrap()
    };
    let found = verdicts(&recheck(&[]).stdout);
    assert_eq!(found.len(), 120);
    assert!(found.keys().all(|url| url.ends_with("?k=v")), "no signature is kept: {found:?}");
    assert_eq!(verdicts(&recheck(&["--under", &web.url("/1.")]).stdout).len(), 1);
    assert_eq!(verdicts(&recheck(&["--under", "http://127.0.0.9/"]).stdout).len(), 0);
}

#[test]
fn changed_files_and_servers_without_conditions() {
    let folder = folder("changed");
    let journal = folder.join("journal").display().to_string();
    let version = Arc::new(AtomicU64::new(1));
    let web = Web::start("127.0.0.1", {
        let version = Arc::clone(&version);
        move |asked| {
            let version = version.load(Ordering::SeqCst);
            let headers = match asked.target.as_str() {
                "/tag" => vec![format!("ETag: \"{version}\"")],
                "/time" => vec![format!("Last-Modified: Sun, 06 Nov 199{version} 08:49:37 GMT")],
                _ => Vec::new(),
            };
            let file = if version == 1 { small_png() } else { late_movie() };
            Reply::File { after: Duration::ZERO, file: Arc::new(file), headers }
        }
    });
    let list = list(&folder, &["/tag", "/time", "/none"].map(|target| web.url(target)));
    let formats = |arguments: &[&str]| {
        web.counts.asked.lock().unwrap().clear();
        let output = audit(&list, &[&["--journal", &journal], arguments].concat()).output().unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let format = |line: &str| serde_json::from_str::<Value>(line).unwrap()["facts"]["format"].clone();
        let mut formats: Vec<_> = lines.lines().map(|line| format(line).as_str().unwrap().to_owned()).collect();
        formats.sort();
        (formats, web.counts.requests())
    };
    assert_eq!(formats(&[]), (vec!["png".to_owned(); 3], 3));
    assert_eq!(formats(&[]), (vec!["png".to_owned(); 3], 3), "the same tag or time, though no condition is answered");
    version.store(2, Ordering::SeqCst);
    assert_eq!(formats(&["--max-age", "1d"]), (vec!["png".to_owned(); 3], 0));
    assert_eq!(formats(&[]), (vec!["mp4".to_owned(); 3], 6));
}

#[test]
fn a_killed_run_loses_nothing_that_was_journalled() {
    use seedance_preflight::audit::JournalReader;

    const FILES: usize = 600;
    let folder = folder("killed");
    let web = Web::start("127.0.0.1", media(10 * MILLISECOND));
    let list = list(&folder, &urls(&[&web], FILES));
    let journal = folder.join("journal");
    let name = journal.display().to_string();
    let mut kept = 0;
    for round in 0..6 {
        let begun = web.counts.requests();
        let mut child = audit(&list, &["--quiet", "--journal", &name]).stdout(Stdio::null()).spawn().unwrap();
        let until = begun + fastrand::Rng::with_seed(round).usize(20..220);
        while web.counts.requests() < until && child.try_wait().unwrap().is_none() {
            sleep(MILLISECOND);
        }
        // Longer than the pause between two commits, now and then.
        sleep(Duration::from_millis(fastrand::Rng::with_seed(round + 10).u64(..300)));
        child.kill().unwrap();
        child.wait().unwrap();
        let Ok(reader) = JournalReader::open(&journal) else { continue };
        let now = reader.files(false).unwrap();
        assert!(now >= kept, "{now} of {kept} are left");
        kept = now;
    }
    assert!(kept > 0);
    let before = web.counts.body_bytes.load(Ordering::SeqCst);
    let output = audit(&list, &["--quiet", "--journal", &name, "--max-age", "1h"]).output().unwrap();
    assert_eq!(verdicts(&output.stdout).len(), FILES, "{}", errors(&output));
    assert!(web.counts.body_bytes.load(Ordering::SeqCst) > before);
    web.counts.asked.lock().unwrap().clear();
    let output = audit(&list, &["--quiet", "--journal", &name, "--max-age", "1h"]).output().unwrap();
    assert_eq!((verdicts(&output.stdout).len(), web.counts.requests()), (FILES, 0));
}

#[test]
fn files_and_urls_in_one_list_come_in_order() {
    let folder = folder("mixed");
    let web = Web::start("127.0.0.1", media(5 * MILLISECOND));
    fs::write(folder.join("local.png"), small_png()).unwrap();
    let local = folder.join("local.png").display().to_string();
    let urls = urls(&[&web], 200).into_iter();
    let all: Vec<_> = urls.enumerate().map(|(index, url)| if index % 3 == 0 { local.clone() } else { url }).collect();
    let output = audit(&list(&folder, &all), &["--sort", "--jobs", "1"]).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let source = |line: &str| serde_json::from_str::<Value>(line).unwrap()["source"].as_str().unwrap().to_owned();
    assert_eq!(lines.lines().map(source).collect::<Vec<_>>(), all);
}
