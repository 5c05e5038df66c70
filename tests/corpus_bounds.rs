//! What probing real files costs in memory and in bytes read. A test program of its own, since its allocator counts for
//! the whole process.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use peak_alloc::PeakAlloc;
use seedance_preflight::{Budget, CheckOptions, Format, Profile, ReadAt, check_facts, probe};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// What a probe may hold at the most.
const MOST_HELD: usize = 8 << 20;

/// Counts what is read through it.
struct Counting<'a> {
    source: &'a dyn ReadAt,
    bytes: AtomicU64,
}

impl ReadAt for Counting<'_> {
    fn byte_len(&self) -> Option<u64> {
        self.source.byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read_at(offset, buffer)?;
        self.bytes.fetch_add(u64::try_from(count).unwrap(), Ordering::Relaxed);
        Ok(count)
    }
}

#[test]
fn no_real_file_costs_more_than_its_bounds() {
    let mut stderr = io::stderr();
    let Some(root) = std::env::var_os("PREFLIGHT_CORPUS").map(PathBuf::from) else {
        writeln!(stderr, "no_real_file_costs_more_than_its_bounds: skipped, PREFLIGHT_CORPUS is not set").unwrap();
        return;
    };
    let profile = Profile::default();
    let (mut files, mut most_held, mut most_read) = (0, (0, PathBuf::new()), (0, PathBuf::new()));
    for folder in std::fs::read_dir(root.join("files")).unwrap() {
        for entry in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            let file = File::open(&path).unwrap();
            let source = Counting { source: &file, bytes: AtomicU64::new(0) };

            let before = ALLOCATOR.current_usage();
            ALLOCATOR.reset_peak_usage();
            let facts = probe(&source, &Budget::default());
            let format = facts.format;
            drop(check_facts(facts, &profile, &CheckOptions::default()));
            let held = ALLOCATOR.peak_usage().saturating_sub(before);

            assert!(held <= MOST_HELD, "{}: {held} bytes held", path.display());
            let read = source.bytes.into_inner();
            // An MP3 without a usable header is counted through; all else is a matter of headers.
            if format != Format::Mp3 && read > most_read.0 {
                most_read = (read, path.clone());
            }
            if held > most_held.0 {
                most_held = (held, path);
            }
            files += 1;
        }
    }
    writeln!(stderr, "{files} files; most held: {} bytes by {}", most_held.0, most_held.1.display()).unwrap();
    writeln!(stderr, "most read but of MP3: {} bytes of {}", most_read.0, most_read.1.display()).unwrap();
}
