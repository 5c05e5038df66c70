//! The journal's file: arbitrary bytes, and a valid journal that was altered.

use seedance_preflight::CheckOptions;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use seedance_preflight::audit::{
    Audit, AuditOutput, AuditSummary, AuditedFile, Journal, JournalEntry, JournalError, JournalReader,
};
use seedance_preflight::profile::Profile;

use crate::random::Random;
use crate::seeds;

/// The beginning of a journal, and what follows it in one that was never finished.
const BEGIN: &str = "seedance-preflight journal\nformat 1\n";
const UNFINISHED: &str = "unfinished\n";
const FINISHED: &str = "finished\n";
/// Length of that header.
const HEADER: usize = 4096;

pub(super) const WORDS: &[&str] = &[
    BEGIN, UNFINISHED, FINISHED, "redb", "\u{1a}\n", "\0\0\0\0", "~", "facts", "format 2", "\u{1}", "\u{2}\0",
    "\0\u{10}",
];
/// The first character says what the rest is: `=` the file, `#` the bytes after a valid header, anything else changes to a
/// valid journal.
pub(super) const SEEDS: &[&str] = &[
    "=",
    "=seedance-preflight journal\nformat 1\nfinished\n",
    "=seedance-preflight journal\nformat 9\nfinished\n",
    "#redb\u{1a}\n",
    "~",
    "~\0\u{10}\0\u{2}ab",
    "~\u{3}\u{7}\u{1}\u{1}c\0\u{1}\u{1}\u{1}d",
];

/// A valid journal, and its entries.
struct Valid {
    bytes: Vec<u8>,
    entries: Vec<JournalEntry>,
}

struct Nowhere;

impl AuditOutput for Nowhere {
    fn file(&mut self, _: &AuditedFile) -> std::io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: &AuditSummary) -> std::io::Result<()> {
        Ok(())
    }
}

fn valid() -> &'static Valid {
    static VALID: OnceLock<Valid> = OnceLock::new();
    VALID.get_or_init(|| {
        let path = place("valid");
        let profile = Profile::default();
        let journal = Journal::open(&path).unwrap();
        let mut audit = Audit::new(CheckOptions::new(profile.clone()));
        audit.journal = Some(&journal);
        let roots = ["accepted", "refused", "undecided"].map(|folder| seeds::testdata().join(folder));
        audit.run(roots, &mut Nowhere).unwrap();
        journal.close().unwrap();
        let (bytes, entries) = (fs::read(&path).unwrap(), read(&path).unwrap());
        fs::remove_file(path).unwrap();
        assert!(entries.len() > 10);
        Valid { bytes, entries }
    })
}

/// A path of its own: tests run beside each other.
fn place(name: &str) -> PathBuf {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("seedance-preflight-fuzz-{}-{number}-{name}.journal", std::process::id()))
}

fn read(path: &Path) -> Result<Vec<JournalEntry>, JournalError> {
    let reader = JournalReader::open(path)?;
    let entries: Vec<_> = reader.entries(false, None)?.collect::<Result<_, _>>()?;
    assert_eq!(reader.files(false)?, u64::try_from(entries.len()).unwrap());
    Ok(entries)
}

/// Reading yields what was measured, or an error; it writes nothing, and a damaged journal is never written to.
pub(super) fn journal(bytes: &[u8]) -> bool {
    let file = match bytes.split_first() {
        Some((b'=', rest)) => rest.to_vec(),
        Some((b'#', rest)) => [header(FINISHED), rest.to_vec()].concat(),
        _ => altered(bytes),
    };
    let path = place("altered");
    fs::write(&path, &file).unwrap();
    let found = read(&path);
    assert_eq!(fs::read(&path).unwrap(), file, "reading wrote");
    if let Ok(found) = &found {
        assert_eq!(found, &valid().entries, "entries differ from those written");
    }
    // What begins a journal that was never finished is finished: nothing was ever in it.
    let head = &file[..file.len().min(HEADER)];
    let begun = header(UNFINISHED).starts_with(head);
    match Journal::open(&path) {
        Ok(journal) => {
            journal.close().unwrap();
            let now = read(&path).unwrap();
            assert!(if begun { now.is_empty() } else { found.is_ok_and(|found| now == found) });
        }
        Err(error) => {
            assert!(found.is_err() && !begun, "{error}");
            assert_eq!(fs::read(&path).unwrap(), file, "{error}: and it was written to");
        }
    }
    fs::remove_file(path).unwrap();
    true
}

fn header(state: &str) -> Vec<u8> {
    let mut header = [BEGIN.as_bytes(), state.as_bytes()].concat();
    header.resize(HEADER, 0);
    header
}

/// The valid journal, changed in up to eight places: each six bytes of input determine one place and change.
fn altered(changes: &[u8]) -> Vec<u8> {
    let mut file = valid().bytes.clone();
    for change in changes.chunks(6).take(8) {
        let number = change.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        let mut random = Random::new(number);
        // The store's own header and its first pages are where the most depends on each byte.
        let within = random.pick(&[HEADER, HEADER + 512, 4 * HEADER, file.len()]).min(file.len());
        let at = random.below(within);
        let length = (1 + random.below(16)).min(file.len() - at);
        match random.below(8) {
            0 => file.truncate(at),
            1 => file.resize(file.len() + length * 512, 0),
            2 => file[at..at + length].fill(0),
            3 => file[at..at + length].fill(0xFF),
            4 => {
                let from = random.below(file.len() - length + 1);
                file.copy_within(from..from + length, at);
            }
            5 => {
                file.drain(at..at + length);
            }
            6 if at < file.len() => file[at] ^= 1 << random.below(8),
            _ => file[at..at + length].iter_mut().for_each(|byte| *byte = byte.wrapping_add(1)),
        }
    }
    file
}
