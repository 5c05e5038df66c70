//! What was measured before, kept in a file, so that a file that has not changed since need not be opened again.

mod coded;
mod entries;
mod entry;
mod error;
mod facts;
mod file;
mod key;
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

pub use entries::{JournalEntries, JournalEntry, JournalReader};
pub use error::JournalError;

use super::FileStamp;
use crate::model::{Facts, FaultKind};
use entry::Heading;
use key::Keys;
use tables::{Change, Snapshot};
use writer::Shared;

/// A journal of facts, by path, size, time of change, number of the file and version of the probe.
///
/// An audit that is given one takes the facts of unchanged files from it, and keeps there what it measures, a fraction of
/// a second after it did, by a thread of its own: one that is killed goes on where it stopped. Since facts are kept and no verdicts, they can be
/// judged by another profile without the files: see [`JournalReader`].
///
/// Facts of files that could not be read, or that changed meanwhile, are not kept. A file that was changed within the
/// last two seconds before it was measured is measured anew by the next audit, since it may have changed again within the
/// same step of its file system's clock.
///
/// What a journal holds is checked whole when it is opened; one that was cut or altered, or a file that is no journal,
/// is an error and stays as it is. It is locked against a second run.
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
    /// Files that were looked up since it was opened, and have an entry now.
    met: AtomicU64,
}

/// What a journal knows of a file.
#[derive(Debug)]
// Made and taken apart at once, once a file: a box would cost more than the room.
#[allow(clippy::large_enum_variant)]
pub(crate) enum Known {
    /// Its facts, and it has not changed since.
    Facts(Facts),
    /// Nothing that holds now. The ticket takes what the probe finds.
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
    /// Opens a journal, or makes one where there is no file or an empty one.
    ///
    /// # Errors
    /// Where the file cannot be opened, is no journal, is damaged, or is in use.
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
        Ok(Self { path: path.to_owned(), keys, shared, writer: Some(writer), met: AtomicU64::new(0) })
    }

    /// Writes what is not written yet, and gives the file free.
    ///
    /// # Errors
    /// Where something could not be written or read, now or before. What was committed until then is kept.
    pub fn close(mut self) -> Result<(), JournalError> {
        self.end();
        self.shared.take_failure().map_or(Ok(()), Err)
    }

    /// Forgets the files below these folders that are gone, and says how many those were. For the end of an audit of
    /// these folders that was not interrupted: until then a journal keeps what it knows of vanished files, and
    /// [`Audit::recheck`](crate::Audit::recheck) judges them too.
    ///
    /// Nothing is forgotten where the audit met no file at all, since then a disk may be missing.
    ///
    /// # Errors
    /// Where the journal cannot be read.
    pub fn forget_vanished(&self, folders: &[PathBuf]) -> Result<u64, JournalError> {
        self.shared.settle();
        let met = self.met.load(Ordering::Relaxed);
        if met == 0 {
            return Ok(0);
        }
        let failed = |source| JournalError::read(&self.path, source);
        vanished::forget(self, &self.shared.snapshot(), folders, met).map_err(failed)
    }

    /// What is known of a file that has this stamp now, or none since it cannot be looked at.
    pub(crate) fn look_up(&self, path: &Path, stamp: Option<FileStamp>, deep: bool) -> Known {
        let at = SystemTime::now();
        let key = self.keys.of(path);
        let known = key.as_deref().zip(stamp).and_then(|(key, stamp)| {
            self.known(key, &stamp, deep).unwrap_or_else(|error| {
                // The file can still be measured, so the audit goes on, and closing the journal tells.
                self.shared.fail(error);
                None
            })
        });
        match known {
            Some(facts) => {
                self.met.fetch_add(1, Ordering::Relaxed);
                Known::Facts(facts)
            }
            None => Known::Probe(Ticket { deep, key, at }),
        }
    }

    fn known(&self, key: &[u8], stamp: &FileStamp, deep: bool) -> Result<Option<Facts>, JournalError> {
        let entry = self.shared.snapshot().get(deep, key).map_err(|source| JournalError::read(&self.path, source))?;
        let Some(entry) = entry else { return Ok(None) };
        let damaged = || JournalError::damaged(&self.path, "an entry cannot be read");
        let (heading, facts) = entry::read_heading(entry.value()).ok_or_else(damaged)?;
        if heading.is_current() && heading.settled && heading.stamp == *stamp {
            entry::read_facts(facts).map(Some).ok_or_else(damaged)
        } else {
            Ok(None)
        }
    }

    /// Keeps what the probe found of the file whose ticket this is, which had this stamp all the while it was measured.
    /// Where it had none, or its facts say more of the moment than of the file, what was known before is forgotten.
    pub(crate) fn record(&self, ticket: Ticket, stamp: Option<FileStamp>, facts: &Facts) {
        let Ticket { deep, key, at } = ticket;
        let passing = facts.faults.iter().any(|fault| fault.kind == FaultKind::Io);
        let change = match stamp {
            Some(stamp) if !passing => {
                self.met.fetch_add(1, Ordering::Relaxed);
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
        // One that panicked has said so.
        let _ = self.writer.take().map(JoinHandle::join);
    }
}

/// One that is not closed, as where a run ends by an error, keeps what it can.
impl Drop for Journal {
    fn drop(&mut self) {
        self.end();
    }
}
