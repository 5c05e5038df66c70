//! The journal: facts kept in a file, so that unchanged files need not be opened again.

mod coded;
mod entries;
mod entry;
mod error;
mod facts;
mod file;
mod key;
mod remote;
mod storage;
mod tables;
#[cfg(test)]
mod tests;
mod trial;
mod vanished;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::SystemTime;

pub use entries::{JournalEntries, JournalEntry, JournalReader, JournalStamp};
pub use error::{JournalError, StorageError};

use super::FileStamp;
use crate::model::{Facts, FaultKind};
use entry::Heading;
use key::Keys;
pub(crate) use remote::KnownRemote;
use tables::{Change, Snapshot};
use writer::Shared;

/// A journal of facts, by path, size, modification time, inode and probe version; of remote sources by URL, with what their
/// servers recognize a version by.
///
/// An audit with a journal takes the facts of unchanged files from it, and records what it measures within a fraction of
/// a second on a separate thread, so that a killed audit resumes where it stopped. The journal holds facts, not verdicts:
/// [`JournalReader`] gives them to be judged by another profile, without the files.
///
/// Facts of files that could not be read or fetched, or that changed while being read, are not kept. A file that was
/// modified less than two seconds before it was measured is measured again by the next audit, since it may have changed
/// again within the same tick of its file system's clock.
///
/// A journal is verified completely when it is opened. One that was truncated or altered, or a file that is not a
/// journal, is an error and is not modified. The file is locked against a second run.
///
/// ```
/// use seedance_preflight::audit::Journal;
///
/// # fn main() -> Result<(), seedance_preflight::audit::JournalError> {
/// # let path = std::env::temp_dir().join(format!("preflight-doc-{}.journal", std::process::id()));
/// let journal = Journal::open(&path)?;
/// assert!(Journal::open(&path).is_err(), "in use");
/// journal.close()?;
/// # std::fs::remove_file(&path).unwrap();
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    keys: Keys,
    shared: Arc<Shared>,
    writer: Option<JoinHandle<()>>,
    /// Files that were looked up since it was opened and have an entry now.
    seen: AtomicU64,
}

/// What a journal knows of a file.
#[derive(Debug)]
// Made and destructured at once for each file: a box would cost more than the space.
#[allow(clippy::large_enum_variant)]
pub(crate) enum Known {
    /// Its facts; the file has not changed since.
    Facts(Facts),
    /// Nothing current. The ticket is for recording what the probe finds.
    Probe(Ticket),
}

/// The place in a journal that a file's facts belong to.
#[derive(Debug)]
pub(crate) struct Ticket {
    deep: bool,
    key: Option<Vec<u8>>,
    /// When the file was about to be opened.
    at: SystemTime,
}

impl Journal {
    /// Opens a journal, or creates one if the file does not exist or is empty.
    ///
    /// # Errors
    /// If the file cannot be opened, is not a journal, is damaged, or is in use.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, JournalError> {
        let path = path.as_ref();
        let keys = Keys::new().map_err(|source| JournalError::open(path, source))?;
        let database = file::open(path)?;
        let snapshot = Snapshot::take(&database).map_err(|source| JournalError::read(path, source))?;
        let shared = Arc::new(Shared::new(path.to_owned(), snapshot));
        let writer = {
            let shared = shared.clone();
            thread::Builder::new().name("journal".to_owned()).spawn(move || shared.write_all(database))
        };
        let writer = writer.map_err(|source| JournalError::open(path, source))?;
        Ok(Self { path: path.to_owned(), keys, shared, writer: Some(writer), seen: AtomicU64::new(0) })
    }

    /// Writes what is pending, and releases the file.
    ///
    /// # Errors
    /// If something could not be written or read, now or earlier. What was committed before is kept.
    pub fn close(mut self) -> Result<(), JournalError> {
        self.end();
        self.shared.take_failure().map_or(Ok(()), Err)
    }

    /// Forgets the files below these folders that no longer exist, and returns their number. Call it after an audit of these
    /// folders that was not interrupted; until then a journal keeps the entries of vanished files, and
    /// [`Audit::recheck`](crate::audit::Audit::recheck) judges them too.
    ///
    /// If the audit found no files, all entries are kept, since a disk may be missing. Entries of remote sources are always
    /// kept.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub fn forget_vanished(&self, folders: &[PathBuf]) -> Result<u64, JournalError> {
        self.shared.settle();
        let seen = self.seen.load(Ordering::Relaxed);
        if seen == 0 {
            return Ok(0);
        }
        let failed = |source| JournalError::read(&self.path, source);
        vanished::forget(&self.keys, &self.shared, folders, seen).map_err(failed)
    }

    /// What is known of a file with this stamp; `None` if its metadata cannot be read.
    pub(crate) fn lookup(&self, path: &Path, stamp: Option<FileStamp>, deep: bool) -> Known {
        let at = SystemTime::now();
        let key = self.keys.of(path);
        let known = key.as_deref().zip(stamp).and_then(|(key, stamp)| {
            self.known(key, &stamp, deep).unwrap_or_else(|error| {
                // The file can still be measured, so the audit continues; closing the journal returns the error.
                self.shared.fail(error);
                None
            })
        });
        match known {
            Some(facts) => {
                self.seen.fetch_add(1, Ordering::Relaxed);
                Known::Facts(facts)
            }
            None => Known::Probe(Ticket { deep, key, at }),
        }
    }

    fn known(&self, key: &[u8], stamp: &FileStamp, deep: bool) -> Result<Option<Facts>, JournalError> {
        let entry = self.shared.snapshot().get(deep, key).map_err(|source| JournalError::read(&self.path, source))?;
        let Some(entry) = entry else { return Ok(None) };
        let damaged = || JournalError::damaged(&self.path, "an entry cannot be read");
        let (heading, facts) = entry::read_heading::<Heading>(entry.value()).ok_or_else(damaged)?;
        if heading.is_current() && heading.settled && heading.stamp == *stamp {
            entry::read_facts(facts).map(Some).ok_or_else(damaged)
        } else {
            Ok(None)
        }
    }

    /// Records what the probe found of a ticket's file, which had this stamp before and after it was measured.
    /// Without a stamp, or with facts that describe a passing error, the previous entry is forgotten.
    pub(crate) fn record(&self, ticket: Ticket, stamp: Option<FileStamp>, facts: &Facts) {
        let Ticket { deep, key, at } = ticket;
        let passing = facts.faults.iter().any(|fault| fault.kind == FaultKind::Io);
        let change = match stamp {
            Some(stamp) if !passing => {
                self.seen.fetch_add(1, Ordering::Relaxed);
                Change::Put(entry::write(&Heading::new(stamp, at), facts))
            }
            _ => Change::Remove,
        };
        self.change(deep, key, change);
    }

    fn change(&self, deep: bool, key: Option<Vec<u8>>, change: Change) {
        if let Some(key) = key {
            self.shared.add(deep, key, change);
        }
    }

    /// Ends the writer, which closes the file.
    fn end(&mut self) {
        self.shared.end();
        // A panicking writer has recorded its failure.
        let _ = self.writer.take().map(JoinHandle::join);
    }
}

/// A journal that is not closed, as when a run fails, still writes what it can.
impl Drop for Journal {
    fn drop(&mut self) {
        self.end();
    }
}
