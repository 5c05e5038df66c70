//! A folder of real files over nginx on loopback: the same facts as from the disk, and what they cost; beside ffprobe.
//!
//! Wants nginx, and the folder that `PREFLIGHT_CORPUS` names; says on standard error where it has to do without.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use rayon::prelude::*;
use seedance_preflight::{Budget, Facts, Format, probe};

use super::{measure, options, say};

/// nginx with a configuration of its own, until it is dropped.
struct Nginx {
    process: Child,
    port: u16,
    folder: PathBuf,
}

impl Nginx {
    /// Serves `root`, and logs each request's query, path, and bytes of the body that were sent.
    fn start(name: &str, root: &Path) -> Option<Self> {
        let found = ["nginx", "/usr/sbin/nginx"].into_iter().find(|nginx| {
            Command::new(nginx).arg("-v").stderr(Stdio::null()).status().is_ok_and(|status| status.success())
        });
        let Some(nginx) = found else {
            say(&format!("{name}: skipped, nginx not found"));
            return None;
        };
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        fs::write(folder.join("nginx.conf"), configuration(port, root)).unwrap();
        let mut command = Command::new(nginx);
        command.arg("-p").arg(&folder).args(["-c", "nginx.conf", "-e", "error.log"]);
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Self { process, port, folder };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(server);
            }
            sleep(Duration::from_millis(25));
        }
        panic!("nginx does not listen: {}", fs::read_to_string(server.folder.join("error.log")).unwrap_or_default());
    }

    fn url(&self, path: &str, who: &str) -> String {
        format!("http://127.0.0.1:{}/{path}?{who}", self.port)
    }

    /// Requests and bytes by path, of those who gave this query. nginx writes a line when a request is done.
    fn log(&self, who: &str) -> BTreeMap<String, Cost> {
        sleep(Duration::from_millis(300));
        let mut costs: BTreeMap<String, Cost> = BTreeMap::new();
        for line in fs::read_to_string(self.folder.join("access.log")).unwrap().lines() {
            let mut words = line.split('\t');
            let (of, path, bytes) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
            if of == who {
                let cost = costs.entry(path.trim_start_matches('/').to_owned()).or_default();
                cost.requests += 1;
                cost.bytes += bytes.parse::<u64>().unwrap();
                cost.connections += u64::from(words.next() == Some("1"));
            }
        }
        costs
    }
}

impl Drop for Nginx {
    /// Also stops the workers: they exit on request, but not when their master is killed.
    fn drop(&mut self) {
        let id = self.process.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.process.wait();
    }
}

fn configuration(port: u16, root: &Path) -> String {
    let root = root.display();
    // Workers of another user could not read what only this one may.
    let user = std::env::var("USER").unwrap_or_else(|_| "root".to_owned());
    let user = if is_root() { format!("user {user};") } else { String::new() };
    format!(
        "{user}
daemon off;
worker_processes 1;
pid nginx.pid;
events {{ worker_connections 256; }}
http {{
    log_format costs '$args\\t$uri\\t$body_bytes_sent\\t$connection_requests';
    access_log access.log costs;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    types {{ }}
    default_type application/octet-stream;
    server {{
        listen 127.0.0.1:{port};
        root \"{root}\";
    }}
}}
"
    )
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout == b"0\n")
}

#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    requests: u64,
    bytes: u64,
    connections: u64,
}

/// The folder and the paths within, or `None` with a word where there is none.
fn corpus(name: &str) -> Option<(PathBuf, Vec<String>)> {
    let Some(root) = std::env::var_os("PREFLIGHT_CORPUS").map(PathBuf::from) else {
        say(&format!("{name}: skipped, PREFLIGHT_CORPUS is not set"));
        return None;
    };
    let lines = fs::read_to_string(root.join("truth.jsonl")).unwrap();
    let path =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["path"].as_str().unwrap().to_owned();
    Some((root.join("files"), lines.lines().map(path).collect()))
}

/// A file, measured from the disk and over the server.
struct Case {
    path: String,
    local: Facts,
    remote: Facts,
    requests: u64,
}

impl Case {
    /// What is not checked for a file at a URL without `--deep`: whether a JPEG is complete, where its end is far away.
    fn is_left_open(&self) -> bool {
        matches!(self.local.format, Format::Jpeg | Format::Gif)
            && self.remote.truncated.is_none()
            && self.local.truncated.is_some()
    }

    fn agrees(&self) -> bool {
        let mut remote = self.remote.clone();
        if self.is_left_open() {
            remote.truncated = self.local.truncated;
        }
        remote == self.local
    }

    /// A movie that is not fragmented and whose `moov` follows its `mdat`.
    fn is_late_movie(&self, root: &Path) -> bool {
        if !matches!(self.local.format, Format::Mp4 | Format::Mov)
            || self.local.video().is_none_or(|video| video.duration.is_none())
        {
            return false;
        }
        let bytes = fs::read(root.join(&self.path)).unwrap();
        let kinds = top_boxes(&bytes);
        let place = |kind: &[u8; 4]| kinds.iter().position(|found| found == kind);
        place(b"moof").is_none() && place(b"mdat").zip(place(b"moov")).is_some_and(|(media, movie)| media < movie)
    }
}

/// Kinds of the outermost boxes.
fn top_boxes(bytes: &[u8]) -> Vec<[u8; 4]> {
    let (mut at, mut kinds) = (0_usize, Vec::new());
    while let Some(header) = bytes.get(at..at + 8) {
        kinds.push(header[4..8].try_into().unwrap());
        let size = u32::from_be_bytes(header[..4].try_into().unwrap()) as usize;
        let long = || bytes.get(at + 8..at + 16).map(|size| u64::from_be_bytes(size.try_into().unwrap()));
        at = match size {
            0 => break,
            1 => at.saturating_add(long().and_then(|size| usize::try_from(size).ok()).unwrap_or(usize::MAX)),
            size => at.saturating_add(size.max(8)),
        };
        if at > bytes.len() {
            break;
        }
    }
    kinds
}

fn measure_all(server: &Nginx, root: &Path, paths: &[String]) -> Vec<Case> {
    let cases = paths.par_iter().map(|path| {
        let local = probe(&File::open(root.join(path)).unwrap(), &Budget::default());
        let fetched = measure(&server.url(path, "ours"), &options());
        Case { path: path.clone(), local, remote: fetched.facts, requests: fetched.log.requests.into() }
    });
    cases.collect()
}

#[test]
fn facts_are_those_of_the_disk_and_cost_little() {
    const NAME: &str = "facts_are_those_of_the_disk_and_cost_little";
    let Some((root, paths)) = corpus(NAME) else { return };
    let Some(server) = Nginx::start(NAME, &root) else { return };
    let cases = measure_all(&server, &root, &paths);
    let log = server.log("ours");

    let differing: Vec<_> = cases.iter().filter(|case| !case.agrees()).map(|case| &case.path).collect();
    let open = cases.iter().filter(|case| case.is_left_open()).count();
    say(&format!(
        "{} files, {} with other facts; {open} JPEG and GIF whose end was not read",
        cases.len(),
        differing.len()
    ));
    assert!(differing.is_empty(), "{differing:#?}");

    let mut by_format: BTreeMap<&str, Vec<Cost>> = BTreeMap::new();
    for case in &cases {
        let cost = log[&case.path];
        assert_eq!(cost.requests, case.requests, "{}: what is shown is what was asked", case.path);
        assert_eq!(cost.connections, 1, "{}: ranges share a connection", case.path);
        let format = if case.local.format.is_measured() { case.local.format.name() } else { "others" };
        by_format.entry(format).or_default().push(cost);
        by_format.entry("(all)").or_default().push(cost);
    }
    let late: Vec<_> = cases.iter().filter(|case| case.is_late_movie(&root)).map(|case| log[&case.path]).collect();
    print_table(&by_format, &late);

    let all = &by_format["(all)"];
    assert_eq!(quantile(all, 50, |cost| cost.requests), 1);
    assert!(by_format.values().all(|costs| quantile(costs, 50, |cost| cost.bytes) <= 64 << 10));
    let many = cases.iter().filter(|case| case.is_late_movie(&root) && log[&case.path].requests > 3);
    assert_eq!(many.map(|case| &case.path).collect::<Vec<_>>(), Vec::<&String>::new());
}

fn print_table(by_format: &BTreeMap<&str, Vec<Cost>>, late: &[Cost]) {
    say("format                files  requests: median 95th max  bytes: median   95th     max");
    for (format, costs) in
        by_format.iter().map(|(format, costs)| (*format, costs.as_slice())).chain([("moov after mdat", late)])
    {
        let of = |percent, what: fn(&Cost) -> u64| quantile(costs, percent, what);
        let requests: fn(&Cost) -> u64 = |cost| cost.requests;
        let bytes: fn(&Cost) -> u64 = |cost| cost.bytes;
        say(&format!(
            "{format:20} {:6} {:17} {:4} {:3} {:14} {:6} {:7}",
            costs.len(),
            of(50, requests),
            of(95, requests),
            of(100, requests),
            of(50, bytes),
            of(95, bytes),
            of(100, bytes),
        ));
    }
}

/// The value that so many in a hundred do not exceed.
fn quantile(costs: &[Cost], percent: usize, what: impl Fn(&Cost) -> u64) -> u64 {
    let mut values: Vec<_> = costs.iter().map(what).collect();
    values.sort_unstable();
    let index = (values.len() * percent).div_ceil(100).max(1) - 1;
    values.get(index).copied().unwrap_or_default()
}

/// Beside ffprobe on the same server, by the server's own count. Slow, so only where it is asked for:
/// `cargo test --features fetch --test fetch -- --ignored --nocapture`.
#[test]
#[ignore = "starts ffprobe for every file"]
fn beside_ffprobe() {
    const NAME: &str = "beside_ffprobe";
    let Some((root, paths)) = corpus(NAME) else { return };
    let Some(server) = Nginx::start(NAME, &root) else { return };
    let cases = measure_all(&server, &root, &paths);
    let cases: Vec<_> = cases.into_iter().filter(|case| case.local.format.is_measured()).collect();
    cases.par_iter().for_each(|case| {
        let mut ffprobe = Command::new("ffprobe");
        ffprobe.args(["-v", "quiet", "-show_format", "-show_streams"]).arg(server.url(&case.path, "ffprobe"));
        ffprobe.stdin(Stdio::null()).stdout(Stdio::null()).status().unwrap();
    });
    let (ours, theirs) = (server.log("ours"), server.log("ffprobe"));
    let mut by_format: BTreeMap<&str, Vec<(Cost, Cost, &str)>> = BTreeMap::new();
    for case in &cases {
        let pair = (ours[&case.path], theirs.get(&case.path).copied().unwrap_or_default(), case.path.as_str());
        by_format.entry(case.local.format.name()).or_default().push(pair);
        by_format.entry("(all)").or_default().push(pair);
    }
    say(
        "format files  requests: ours ffprobe (mean)  bytes: ours ffprobe (median)  ours ffprobe (sum)  more than ffprobe",
    );
    for (format, pairs) in &by_format {
        let ours: Vec<_> = pairs.iter().map(|pair| pair.0).collect();
        let theirs: Vec<_> = pairs.iter().map(|pair| pair.1).collect();
        let sum = |costs: &[Cost]| costs.iter().map(|cost| cost.bytes).sum::<u64>();
        let requests = |costs: &[Cost]| costs.iter().map(|cost| cost.requests).sum::<u64>() as f64 / costs.len() as f64;
        let more: Vec<_> = pairs.iter().filter(|(ours, theirs, _)| ours.bytes > theirs.bytes).collect();
        say(&format!(
            "{format:6} {:5} {:15.2} {:7.2} {:22} {:7} {:22} {:9} {:12}",
            pairs.len(),
            requests(&ours),
            requests(&theirs),
            quantile(&ours, 50, |cost| cost.bytes),
            quantile(&theirs, 50, |cost| cost.bytes),
            sum(&ours),
            sum(&theirs),
            more.len(),
        ));
        for (ours, theirs, path) in more.iter().filter(|_| *format != "(all)") {
            say(&format!("    {path}: {} bytes, ffprobe {}", ours.bytes, theirs.bytes));
        }
    }
}
