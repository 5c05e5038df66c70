//! `kill -9` at any moment.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::process::{ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use seedance_preflight::audit::JournalReader;

use super::folder::{Folder, reports};

/// Copies of all files of `testdata`: some thousands of files.
const COPIES: usize = 160;

/// Processes that have to be hit while they run.
const KILLS: u32 = 20;

const ARGUMENTS: [&str; 8] = ["audit", "media", "--all", "--quiet", "--output", "jsonl", "--journal", "journal"];

#[test]
fn a_killed_run_goes_on_and_the_union_is_the_full_result() {
    let folder = Folder::new(COPIES);
    let without_journal = folder.program(&ARGUMENTS[..6]).output().unwrap();
    let full = reports(&without_journal.stdout);
    assert_eq!(full.len(), COPIES * 19, "testdata grew");
    let facts: BTreeMap<_, _> = full.iter().map(|(path, report)| (path.clone(), facts_of(report))).collect();
    let mut duration = run_until(&folder, None).took;
    fs::remove_file(folder.path("journal")).unwrap();

    // To repeat it: moments are as random as the machine is, in any case.
    let mut seed = match std::env::var("PREFLIGHT_SEED") {
        Ok(seed) => seed.parse().unwrap(),
        Err(_) => SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos().into(),
    };
    eprintln!("PREFLIGHT_SEED={seed}; a whole run takes {duration:?}");
    let (mut hits, mut carried_over, mut kept, mut ended) = (0, 0, 0, 0);
    let mut union = BTreeMap::new();
    for _ in 0..10 * KILLS {
        let moment = duration * u32::try_from(next(&mut seed) % 1000).unwrap() / 1000;
        let Run { status, found, took } = run_until(&folder, Some(moment));
        for (path, report) in found {
            assert_eq!(full.get(&path), Some(&report), "killed after {moment:?}");
            union.insert(path, report);
        }
        let keeps = kept_facts(&folder, &facts);
        assert!(keeps >= kept, "{keeps} of {kept} are left after a kill at {moment:?}");
        eprintln!("{moment:?}: {status}, {keeps} files are kept, {} were reported by now", union.len());
        if status.code().is_some() {
            // It was done before: another begins.
            assert_eq!((keeps, union.len()), (full.len(), full.len()));
            fs::remove_file(folder.path("journal")).unwrap();
            (kept, ended) = (0, ended + 1);
            union.clear();
            // Other tests may have slowed the first.
            duration = duration.min(took);
            continue;
        }
        hits += 1;
        carried_over += u32::from(keeps > kept);
        kept = keeps;
        if hits == KILLS {
            break;
        }
    }
    eprintln!(
        "{hits} runs were killed, {carried_over} of them with more saved than the previous one; {ended} finished first"
    );
    assert_eq!(hits, KILLS);
    assert!(carried_over >= 3, "{carried_over} of {hits} killed runs kept anything new");

    let Run { status, found, .. } = run_until(&folder, None);
    assert_eq!(status.code(), without_journal.status.code());
    assert_eq!(found, full);
    union.extend(found);
    assert_eq!(union, full);
    assert_eq!(kept_facts(&folder, &facts), full.len());
}

/// One run: how it ended, what it reported, and how long it took.
struct Run {
    status: ExitStatus,
    found: BTreeMap<String, String>,
    took: Duration,
}

/// Runs the audit until that moment, or to its end.
fn run_until(folder: &Folder, moment: Option<Duration>) -> Run {
    let output = folder.path("output");
    let mut program = folder.program(&ARGUMENTS);
    let started = Instant::now();
    let mut child = program.stdout(File::create(&output).unwrap()).stderr(Stdio::inherit()).spawn().unwrap();
    if let Some(moment) = moment {
        while started.elapsed() < moment && child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
    }
    let status = child.wait().unwrap();
    let took = started.elapsed();
    Run { status, found: reports(&fs::read(output).unwrap()), took }
}

fn facts_of(report: &str) -> serde_json::Value {
    let mut report: serde_json::Value = serde_json::from_str(report).unwrap();
    report["facts"].take()
}

/// How many files the journal keeps, each of whose facts has to be that of the full result.
fn kept_facts(folder: &Folder, full: &BTreeMap<String, serde_json::Value>) -> usize {
    // A run that was killed as it made the file left none, or one that is not finished and holds nothing.
    let Ok(journal) = JournalReader::open(folder.path("journal")) else {
        return 0;
    };
    let mut kept = 0;
    for entry in journal.entries(false, Some(&folder.media())).unwrap() {
        let entry = entry.unwrap();
        let path = entry.path.strip_prefix(folder.path("")).unwrap().to_str().unwrap();
        assert_eq!(serde_json::to_value(entry.facts.unwrap()).unwrap(), full[path], "{path}");
        kept += 1;
    }
    kept
}

/// The next of a course of numbers that looks random: xorshift64*.
fn next(state: &mut u64) -> u64 {
    *state |= 1;
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33
}
