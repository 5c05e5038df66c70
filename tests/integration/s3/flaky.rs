//! A store that fails now and then, and a program that is killed now and then.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use seedance_preflight::audit::JournalReader;

use super::store::{Store, error};
use super::web::Reply;
use super::{command, errors, folder, run, verdicts};

const OBJECTS: usize = 600;

/// Connections to one host, unless told otherwise.
const ALLOWED: usize = 8;

fn keys() -> Vec<String> {
    (0..OBJECTS).map(|number| format!("clips/{number:04}.png")).collect()
}

/// A number below `end` that looks random, the same in every run.
fn random(seed: u64, end: u64) -> u64 {
    fastrand::Rng::with_seed(seed).u64(..end)
}

/// 5 of 100 requests get 503, 1 is reset, and 2 are answered late.
fn flaky(requests: &AtomicU64) -> Option<Reply> {
    std::thread::sleep(Duration::from_millis(2));
    match random(requests.fetch_add(1, Ordering::SeqCst), 100) {
        0..5 => Some(error(503, "SlowDown", "")),
        5 => Some(Reply::Reset),
        6..8 => {
            std::thread::sleep(Duration::from_millis(60));
            None
        }
        _ => None,
    }
}

#[test]
fn killed_at_twenty_moments_a_bucket_is_audited_in_the_end() {
    let folder = folder("killed");
    let keys = keys();
    let requests = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&requests);
    let keys: Vec<_> = keys.iter().map(String::as_str).collect();
    let store = Store::start_with_pages_of(100, &keys, move |_, _| flaky(&counted));
    let audit = ["audit", "s3://media/clips/", "--region", "eu-west-1", "--journal", "j", "--output", "jsonl"];
    let mut kept = 0;
    for round in 0..20 {
        let until = requests.load(Ordering::SeqCst) + 10 + random(round, 60);
        let mut child = command(&folder, &store.endpoint(), &audit);
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while requests.load(Ordering::SeqCst) < until && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        // Longer than the pause between two commits, now and then.
        std::thread::sleep(Duration::from_millis(random(round + 100, 200)));
        child.kill().unwrap();
        child.wait().unwrap();
        // What it still waits for does not count as requests of the next one.
        while store.web.counts.in_progress.load(Ordering::SeqCst) > 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        let Ok(reader) = JournalReader::open(folder.join("j")) else { continue };
        let now = reader.files(false).unwrap();
        assert!(now >= kept, "{now} of {kept} are left");
        kept = now;
    }
    assert!(kept > 0);
    store.asked();
    let output = run(&folder, &store.endpoint(), &audit);
    let found = verdicts(&output);
    assert_eq!(found.len(), OBJECTS, "{}", errors(&output));
    assert!(found.values().all(|verdict| verdict == "accepted"), "{}", errors(&output));
    let (opened, _) = store.asked();
    let left = OBJECTS - usize::try_from(kept).unwrap();
    // Further tries among them.
    assert!(opened >= left && opened <= left + left / 5 + 20, "{opened} requests for {left} objects");
    let output = run(&folder, &store.endpoint(), &audit);
    assert_eq!((verdicts(&output).len(), store.asked().0), (OBJECTS, 0));
    let most = store.web.counts.most.load(Ordering::SeqCst);
    assert!(most <= ALLOWED, "{most} requests at a time");
}
