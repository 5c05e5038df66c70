//! What a check costs in memory and in bytes read. A test program of its own, since its allocator counts for the whole
//! process.

mod bombs;
#[path = "../support/mod.rs"]
mod support;

use seedance_preflight::Subject;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use peak_alloc::PeakAlloc;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
#[cfg(feature = "deep")]
use seedance_preflight::probe_deep;
use seedance_preflight::profile::Profile;
use seedance_preflight::{Budget, CheckOptions, Facts, Format, ReadAt, check_facts, probe};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// One test at a time: each counts what the process holds.
static COUNTING: Mutex<()> = Mutex::new(());

/// What a check may hold at the most.
const MOST_HELD: usize = 8 << 20;

/// Counts what is read through it.
struct Counting<'a> {
    source: &'a dyn ReadAt,
    bytes: AtomicU64,
    reads: AtomicU64,
}

impl ReadAt for Counting<'_> {
    fn byte_len(&self) -> Option<u64> {
        self.source.byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read_at(offset, buffer)?;
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(u64::try_from(count).unwrap(), Ordering::Relaxed);
        Ok(count)
    }
}

/// What one check cost.
struct Cost {
    format: Format,
    facts: Facts,
    held: usize,
    read: u64,
    reads: u64,
    took: Duration,
}

/// Checks a source, and holds what that costs against the bounds.
fn cost_of(source: &dyn ReadAt, budget: &Budget, what: &str) -> Cost {
    let source = Counting { source, bytes: AtomicU64::new(0), reads: AtomicU64::new(0) };
    let profile = Profile::default();
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let start = Instant::now();
    let facts = probe(&source, budget);
    let took = start.elapsed();
    let format = facts.format;
    drop(check_facts(facts.clone(), &Subject::default(), &CheckOptions::new(profile.clone())));
    let held = ALLOCATOR.peak_usage().saturating_sub(before);
    let (read, reads) = (source.bytes.into_inner(), source.reads.into_inner());
    assert!(held <= MOST_HELD, "{what}: {held} bytes held");
    assert!(read <= budget.bytes_read, "{what}: {read} bytes read");
    Cost { format, facts, held, read, reads, took }
}

/// Writes past the test harness, which hides the output of `println!` in passing tests.
fn say(line: &str) {
    let mut stderr = io::stderr();
    writeln!(stderr, "{line}").unwrap();
}

#[test]
fn no_real_file_costs_more_than_its_bounds() {
    let Some(root) = std::env::var_os("PREFLIGHT_CORPUS").map(PathBuf::from) else {
        say("no_real_file_costs_more_than_its_bounds: skipped, PREFLIGHT_CORPUS is not set");
        return;
    };
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut files, mut held, mut read, mut took) = (0, 0, 0, Duration::ZERO);
    for folder in std::fs::read_dir(root.join("files")).unwrap() {
        for entry in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            let cost = cost_of(&File::open(&path).unwrap(), &Budget::default(), &path.display().to_string());
            files += 1;
            held = held.max(cost.held);
            // An MP3 without a usable header is counted through; all else is a matter of headers.
            if cost.format != Format::Mp3 {
                (read, took) = (read.max(cost.read), took.max(cost.took));
            }
        }
    }
    say(&format!("{files} real files: {held} bytes held at most; but for MP3 {read} bytes read and {took:?} at most"));
}

#[test]
fn no_corrupted_file_costs_more_than_its_bounds() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut runner = TestRunner::deterministic();
    let (mut held, mut took) = (0, Duration::ZERO);
    for case in 0..3000 {
        let bytes = support::corrupted_file().new_tree(&mut runner).unwrap().current();
        let cost = cost_of(&bytes, &Budget::default(), &format!("case {case}"));
        (held, took) = (held.max(cost.held), took.max(cost.took));
    }
    say(&format!("3000 corrupted files: {held} bytes held and {took:?} at most"));
}

#[test]
fn a_small_budget_is_kept() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut budget = Budget::default();
    budget.bytes_read = 5000;
    let mut runner = TestRunner::deterministic();
    for case in 0..500 {
        let bytes = support::corrupted_file().new_tree(&mut runner).unwrap().current();
        cost_of(&bytes, &budget, &format!("case {case}"));
    }
}

/// What may be read of a file for each of its bytes, and in any case; and how many boxes, chunks and frames looked at.
const LINEAR: [(u64, u64); 2] = [(4, 512 << 10), (4, 4096)];

#[test]
fn bombs_cost_no_more_than_in_proportion_to_their_bytes() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    for bomb in bombs::all() {
        let length = bomb.source.byte_len().unwrap_or(u64::MAX);
        let mut budget = Budget::default();
        let [bytes_read, elements] = LINEAR.map(|(each, any)| length.saturating_mul(each).saturating_add(any));
        budget.bytes_read = budget.bytes_read.min(bytes_read);
        budget.elements = budget.elements.min(elements);
        let within = cost_of(&*bomb.source, &budget, bomb.name);
        let cost = cost_of(&*bomb.source, &Budget::default(), bomb.name);
        assert_eq!(within.facts, cost.facts, "{}", bomb.name);
        say(&format!(
            "{}: {} bytes, {} read in {} reads, {} held, {:?}",
            bomb.name, length, cost.read, cost.reads, cost.held, cost.took
        ));
    }
}

/// What a deep check may hold for each byte that a decoded picture may have: see `probe_deep`.
#[cfg(feature = "deep")]
const DECODERS_HOLD: usize = 3;

#[cfg(feature = "deep")]
#[test]
fn decoders_hold_little_more_than_their_picture() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut budget = Budget::DEEP;
    budget.bytes_held = 1 << 20;
    for (name, picture) in bombs::large_pictures() {
        let before = ALLOCATOR.current_usage();
        ALLOCATOR.reset_peak_usage();
        let facts = probe_deep(&picture, &budget);
        let held = ALLOCATOR.peak_usage().saturating_sub(before);
        say(&format!("{name}: {held} bytes held, {:?}", facts.body));
        assert!(held <= budget.bytes_held * DECODERS_HOLD + (512 << 10), "{name}: {held} bytes held");
    }
}
