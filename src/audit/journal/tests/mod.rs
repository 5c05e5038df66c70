mod damage;
mod file;
mod laws;
mod lookup;
mod remote;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::*;
use crate::model::{Format, ImageFacts, Media};

/// A temporary folder for one test.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("preflight-journal-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A settled stamp.
fn old_stamp(size: u64) -> FileStamp {
    FileStamp { size, modified_ns: Some(1_600_000_000_123_456_789), inode: 7 }
}

fn picture(number: u32) -> Facts {
    let mut facts = Facts::new(Format::Png);
    facts.bytes = Some(u64::from(number));
    facts.media = Media::Image(ImageFacts { width: Some(number), height: Some(300), ..ImageFacts::default() });
    facts
}

fn file(number: u32) -> PathBuf {
    PathBuf::from(format!("/srv/clips/{:02}/picture-{number:06}.png", number % 7))
}

/// Looks a file up like an audit, and records `facts` if it is not known.
fn meet(journal: &Journal, path: &Path, stamp: FileStamp, facts: &Facts) -> Option<Facts> {
    match journal.lookup(path, Some(stamp), false) {
        Known::Facts(facts) => Some(facts),
        Known::Probe(ticket) => {
            journal.record(ticket, Some(stamp), facts);
            None
        }
    }
}

/// Makes a journal of that many files, in several commits.
fn journal_of(path: &Path, files: u32) {
    let journal = Journal::open(path).unwrap();
    for number in 0..files {
        assert_eq!(meet(&journal, &file(number), old_stamp(u64::from(number)), &picture(number)), None);
        if number % (files / 3) == 0 {
            journal.shared.settle();
        }
    }
    journal.close().unwrap();
}
