//! What a million files cost on disks, in buckets and at servers that are not here: costs measured on this machine, and the
//! latency of others by a simulation.
//!
//! `cargo bench --features cli,s3 --bench simulation`; with PREFLIGHT_CORPUS=DIR, of real files. Linux.
//!
//! Measured: CPU per local file, per request, and per signature, and how many requests and bytes each file takes.
//! Simulated: connections that each wait for a response and then for a core. Latencies are log-normal, by their median and
//! the value that 99 of 100 do not exceed. First, the simulation is compared with runs against a server on loopback that
//! answers after 30 ms.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // A benchmark may.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod served;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use seedance_preflight::s3::{S3Keys, S3Location, S3Options, S3Store};

/// Where files are, and what that costs.
struct Place {
    name: &'static str,
    /// Milliseconds until a response: the median, and the 99th percentile.
    latency: (f64, f64),
    /// Responses that a file waits for, if that is not measured: a disk's inode and data; NFS, RFC 7530: OPEN, GETATTR, READ.
    waits: Option<f64>,
    /// Dollars.
    per_million_requests: f64,
    per_gigabyte: f64,
}

const PLACES: [Place; 4] = [
    disk("local disk, cold", (0.1, 0.5), 2.0),
    disk("NFS", (2.0, 10.0), 3.0),
    store("S3, same region", (30.0, 200.0), 0.0),
    store("S3, over the internet", (80.0, 400.0), PER_GIGABYTE_OUT),
];

const fn disk(name: &'static str, latency: (f64, f64), waits: f64) -> Place {
    Place { name, latency, waits: Some(waits), per_million_requests: 0.0, per_gigabyte: 0.0 }
}

const fn store(name: &'static str, latency: (f64, f64), per_gigabyte: f64) -> Place {
    Place { name, latency, waits: None, per_million_requests: PER_MILLION_GETS, per_gigabyte }
}

/// Connections and cores.
const MACHINES: [(usize, usize); 5] = [(8, 2), (64, 2), (256, 2), (256, 8), (1024, 8)];

/// S3 Standard, us-east-1, from AWS's page "Amazon S3 pricing" as of 2025: GET $0.0004 per 1,000, LIST $0.005 per 1,000, and
/// $0.09 per GB that leaves AWS, in the first 10 TB of a month.
const PER_MILLION_GETS: f64 = 0.40;
const PER_THOUSAND_LISTS: f64 = 0.005;
const PER_GIGABYTE_OUT: f64 = 0.09;

/// A core and its memory for an hour: half a c7g.large on demand, us-east-1, 2025.
const PER_CORE_HOUR: f64 = 0.036;

/// ffprobe on 1,889 media of the corpus: requests and bytes per file over HTTP (the test `beside_ffprobe`), and seconds of CPU of one
/// process (`benches/audit.sh`, two at a time on two cores).
const FFPROBE: Work = Work { requests: 1.23, bytes: 112_900.0, cpu: 0.066 };

/// What a file takes.
#[derive(Debug, Clone, Copy)]
struct Work {
    requests: f64,
    bytes: f64,
    /// Seconds.
    cpu: f64,
}

fn main() {
    let paths = served::paths();
    let files = served::contents(&paths);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-simulation");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let (local, remote) = measured(&folder, &paths, &files);
    let signature = signature();
    println!(
        "\nmeasured here: {:.1} µs of CPU per local file; {:.0} µs per URL, {:.2} requests, {:.0} bytes; {:.1} µs per signature",
        local.cpu * 1e6,
        remote.cpu * 1e6,
        remote.requests,
        remote.bytes,
        signature * 1e6
    );
    compare(&folder, &files, remote);
    let signed = Work { cpu: remote.cpu + signature * remote.requests, ..remote };
    println!(
        "\n| where | by | connections | cores | files/s | minutes per million | MB/s | $ requests | $ transfer | $ machine | $ per million |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for Place { name, latency: (median, slowest), waits, per_million_requests, per_gigabyte } in PLACES {
        let is_store = waits.is_none();
        let with_waits = |work: Work| Work { requests: waits.unwrap_or(work.requests), ..work };
        let ours = with_waits(if is_store { signed } else { local });
        let rows = MACHINES.map(|machine| ("ours", ours, machine));
        let theirs = ("ffprobe", with_waits(FFPROBE), (64, 8));
        for (by, work, (connections, cores)) in rows.into_iter().chain([theirs].into_iter().filter(|_| is_store)) {
            let per_second = simulate(work, connections, cores, median / 1e3, slowest / 1e3);
            let hours = 1e6 / per_second / 3600.0;
            let lists = if is_store { PER_THOUSAND_LISTS } else { 0.0 };
            let requests = work.requests * per_million_requests + lists;
            let transfer = work.bytes * 1e6 / 1e9 * per_gigabyte;
            let machine = hours * cores as f64 * PER_CORE_HOUR;
            println!(
                "| {name} | {by} | {connections} | {cores} | {per_second:.0} | {:.1} | {:.1} | {requests:.2} | {transfer:.2} | {machine:.2} | {:.2} |",
                hours * 60.0,
                work.bytes * per_second / 1e6,
                requests + transfer + machine,
            );
        }
    }
}

/// Files per second of that many connections. Each requests one file after the other, and computes on one of the cores after each
/// response.
fn simulate(work: Work, connections: usize, cores: usize, median: f64, slowest: f64) -> f64 {
    const FILES: usize = 200_000;
    // The 99th percentile of the normal distribution.
    let sigma = (slowest / median).ln() / 2.326;
    let mut random = fastrand::Rng::with_seed(7);
    let mut latency = move || median * (sigma * normal(&mut random)).exp();
    let mut random = fastrand::Rng::with_seed(11);
    // So many requests on average: the whole number below, and often enough one more.
    let mut requests =
        move || (work.requests.floor() + f64::from(u8::from(random.f64() < work.requests.fract()))) as u32;
    let cpu = nanoseconds(work.cpu / work.requests);
    let mut free: BinaryHeap<_> = (0..cores).map(|_| Reverse(0_u64)).collect();
    let mut left: Vec<u32> = (0..connections).map(|_| requests().max(1)).collect();
    let mut responses: BinaryHeap<_> = (0..connections).map(|slot| Reverse((nanoseconds(latency()), slot))).collect();
    let (mut begun, mut end) = (connections, 0);
    while let Some(Reverse((at, slot))) = responses.pop() {
        let Reverse(core) = free.pop().unwrap();
        let done = core.max(at) + cpu;
        free.push(Reverse(done));
        end = end.max(done);
        left[slot] -= 1;
        if left[slot] == 0 {
            if begun >= FILES {
                continue;
            }
            begun += 1;
            left[slot] = requests().max(1);
        }
        responses.push(Reverse((done + nanoseconds(latency()), slot)));
    }
    begun as f64 / (end as f64 / 1e9)
}

fn nanoseconds(seconds: f64) -> u64 {
    (seconds * 1e9) as u64
}

/// Box and Muller, 1958.
fn normal(random: &mut fastrand::Rng) -> f64 {
    let (one, two) = (1.0 - random.f64(), random.f64());
    (-2.0 * one.ln()).sqrt() * (std::f64::consts::TAU * two).cos()
}

/// Seconds of CPU that it takes to sign a request.
fn signature() -> f64 {
    const COUNT: u32 = 20_000;
    let keys = S3Keys::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None).unwrap();
    let mut options = S3Options::default();
    options.keys = Some(keys);
    let store = S3Store::new(options).unwrap();
    let object = S3Location::parse("s3://media/clips/2026/11/clip-000001.mp4").unwrap();
    let begun = Instant::now();
    for _ in 0..COUNT {
        std::hint::black_box(store.signed_url(&object, Duration::from_secs(60)).unwrap());
    }
    begun.elapsed().as_secs_f64() / f64::from(COUNT)
}

/// Connections that each wait for 30 ms: files per second as measured, and as simulated.
fn compare(folder: &Path, files: &[Arc<Vec<u8>>], work: Work) {
    println!("\n| connections | files/s, measured | files/s, simulated |");
    println!("|---|---|---|");
    for (connections, count) in [(8, 1_000), (64, 8_000), (256, 20_000)] {
        let web = served::serve("127.0.0.1", Duration::from_millis(30), files);
        write_list(folder, (0..count).map(|number| web.url(&format!("/{number}"))));
        let (_, time) = audit(folder, connections);
        let simulated = simulate(work, connections, 2, 0.030, 0.030);
        println!("| {connections} | {:.0} | {simulated:.0} |", f64::from(count) / time);
    }
}

/// What local files and URLs take, by the program with eight connections.
fn measured(folder: &Path, paths: &[PathBuf], files: &[Arc<Vec<u8>>]) -> (Work, Work) {
    const COUNT: usize = 20_000;
    write_list(folder, (0..COUNT).map(|number| paths[number % paths.len()].display().to_string()));
    // Once more than counts, for a warm cache.
    audit(folder, 8);
    let local = Work { requests: 1.0, bytes: 0.0, cpu: audit(folder, 8).0 / COUNT as f64 };
    let web = served::serve("127.0.0.1", Duration::ZERO, files);
    write_list(folder, (0..COUNT).map(|number| web.url(&format!("/{number}"))));
    let cpu = audit(folder, 8).0 / COUNT as f64;
    let of_each = |count: usize| count as f64 / COUNT as f64;
    let bytes = of_each(web.counts.body_bytes.load(Ordering::SeqCst));
    (local, Work { requests: of_each(web.counts.requests()), bytes, cpu })
}

fn write_list(folder: &Path, lines: impl Iterator<Item = String>) {
    fs::write(folder.join("list"), lines.map(|line| line + "\n").collect::<String>()).unwrap();
}

/// Seconds of CPU, and of time, of one audit of the list.
fn audit(folder: &Path, connections: usize) -> (f64, f64) {
    let begun = Instant::now();
    let connections = connections.to_string();
    let mut child = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"))
        .current_dir(folder)
        .args([
            "audit",
            "@list",
            "--allow-private-hosts",
            "--quiet",
            "--no-fail",
            "--no-config",
            "--output",
            "jsonl=out",
        ])
        .args(["--connections", &connections, "--connections-per-host", &connections])
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let ticks = loop {
        // proc(5): after the name in parentheses, the state and, as the 14th and 15th field of all, the times in hundredths of a
        // second.
        let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap();
        let fields: Vec<_> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        if fields[0] == "Z" {
            break fields[11..13].iter().map(|ticks| ticks.parse::<f64>().unwrap()).sum::<f64>();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let time = begun.elapsed().as_secs_f64();
    assert!(child.wait().unwrap().success());
    (ticks / 100.0, time)
}
