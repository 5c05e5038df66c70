//! An audit of a list of URLs, at servers on loopback that answer after a pause: seconds, requests and bytes per file, and
//! memory, by pause and connections.
//!
//! `cargo bench --features cli,fetch --bench urls -- [URLS] [MILLISECONDS] [CONNECTIONS] [PER_HOST] [HOSTS]`; without
//! arguments, a table.
#![allow(clippy::unwrap_used, clippy::panic, clippy::cast_precision_loss)] // A benchmark may.

mod served;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use served::web::Web;

/// URLs, pause in milliseconds, connections in total and per host, hosts.
const TABLE: [(usize, u64, usize, usize, usize); 7] = [
    (600, 50, 8, 8, 1),
    (600, 50, 64, 8, 1),
    (600, 50, 64, 8, 8),
    (600, 50, 64, 64, 1),
    (20_000, 50, 64, 8, 8),
    (20_000, 50, 256, 256, 1),
    (20_000, 10, 64, 8, 8),
];

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    println!(
        "| URLs | pause, ms | connections | per host | hosts | s | URLs/s | requests per URL | bytes per URL | MiB | again, s |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    match *arguments.as_slice() {
        [urls, pause, total, per_host, hosts] => run(urls, u64::try_from(pause).unwrap(), total, per_host, hosts),
        _ => TABLE.iter().for_each(|&(urls, pause, total, per_host, hosts)| run(urls, pause, total, per_host, hosts)),
    }
}

fn run(count: usize, pause: u64, total: usize, per_host: usize, hosts: usize) {
    let files = served::contents(&served::paths());
    let serve = |host| served::serve(&format!("127.0.0.{host}"), Duration::from_millis(pause), &files);
    let webs: Vec<_> = (1..=hosts).map(serve).collect();
    // Grouped by host, as lists often are.
    let url = |number: usize| webs[number * hosts / count].url(&format!("/{number}"));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-urls");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("list"), (0..count).map(|number| url(number) + "\n").collect::<String>()).unwrap();
    let (first, memory) = audit(&folder, total, per_host);
    let sum = |of: fn(&Web) -> usize| webs.iter().map(of).sum::<usize>();
    let (requests, bytes) = (sum(|web| web.counts.requests()), sum(|web| web.counts.body_bytes.load(Ordering::SeqCst)));
    let (again, _) = audit(&folder, total, per_host);
    assert_eq!(sum(|web| web.counts.requests()) - requests, count, "one conditional request for each");
    let most = webs.iter().map(|web| web.counts.most.load(Ordering::SeqCst)).max().unwrap();
    assert!(most <= per_host, "{most} connections of one host");
    let (per_second, requests, bytes) =
        (count as f64 / first.as_secs_f64(), requests as f64 / count as f64, bytes as f64 / count as f64);
    println!(
        "| {count} | {pause} | {total} | {per_host} | {hosts} | {:.1} | {per_second:.0} | {requests:.2} | {bytes:.0} | {memory} | {:.1} |",
        first.as_secs_f64(),
        again.as_secs_f64(),
    );
}

/// One run with the journal: how long it takes, and its memory in MiB.
fn audit(folder: &PathBuf, total: usize, per_host: usize) -> (Duration, String) {
    let begun = Instant::now();
    let (total, per_host) = (total.to_string(), per_host.to_string());
    let mut child = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"))
        .current_dir(folder)
        .args(["audit", "@list", "--allow-private-hosts", "--quiet", "--no-fail", "--journal", "journal"])
        .args(["--output", "jsonl=out", "--connections", &total, "--connections-per-host", &per_host])
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let mut memory = String::from("?");
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{status}");
            return (begun.elapsed(), memory);
        }
        // Linux: the most memory the process has had so far.
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        if let Some(kilobytes) = peak.and_then(|peak| peak.parse::<u64>().ok()) {
            memory = (kilobytes / 1024).to_string();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
