//! What was measured before, kept in a file, so that a file that has not changed since need not be opened again.

mod coded;
mod entries;
mod entry;
mod error;
mod facts;
mod file;
mod key;
mod pending;
mod storage;
mod tables;
#[cfg(test)]
mod tests;
mod trial;
mod vanished;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};
use std::time::{Instant, SystemTime};

use redb::Database;

pub use entries::{JournalEntries, JournalEntry, JournalReader};
pub use error::JournalError;

use super::FileStamp;
use crate::{Facts, FaultKind};
use entry::Heading;
use key::Keys;
use pending::Pending;
use tables::{Change, Snapshot};

/// A journal of facts, by path, size, time of change, number of the file and version of the probe.
///
/// An audit that is given one takes the facts of unchanged files from it, and keeps there what it measures, a fraction of
/// a second after it did: one that is killed goes on where it stopped. Since facts are kept and no verdicts, they can be
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
/// use seedance_preflight::Journal;
///
/// # fn main() -> Result<(), seedance_preflight::JournalError> {
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
    /// What look-ups see, taken anew after each commit: an older one would keep the store from using its room again.
    snapshot: RwLock<Arc<Snapshot>>,
    pending: Mutex<Pending>,
    writer: Mutex<Writer>,
    /// Files that were looked up since it was opened, and have an entry now.
    met: AtomicU64,
}

#[derive(Debug)]
struct Writer {
    database: Database,
    /// Why nothing is written any more.
    failure: Option<JournalError>,
}

/// What a journal knows of a file.
#[derive(Debug)]
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
        Ok(Self {
            path: path.to_owned(),
            keys,
            snapshot: RwLock::new(Arc::new(snapshot)),
            pending: Mutex::new(Pending::new()),
            writer: Mutex::new(Writer { database, failure: None }),
            met: AtomicU64::new(0),
        })
    }

    /// Writes what is not written yet, and gives the file free.
    ///
    /// # Errors
    /// Where something could not be written, now or before. What was committed until then is kept.
    pub fn close(self) -> Result<(), JournalError> {
        let mut writer = self.writer();
        self.commit(&mut writer);
        writer.failure.take().map_or(Ok(()), Err)
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
        self.commit(&mut self.writer());
        let met = self.met.load(Ordering::Relaxed);
        if met == 0 {
            return Ok(0);
        }
        let failed = |source| JournalError::read(&self.path, source);
        vanished::forget(self, &self.snapshot(), folders, met).map_err(failed)
    }

    /// What is known of a file that has this stamp now, or none since it cannot be looked at.
    pub(crate) fn look_up(&self, path: &Path, stamp: Option<FileStamp>, deep: bool) -> Known {
        let at = SystemTime::now();
        let key = self.keys.of(path);
        let known = key.as_deref().zip(stamp).and_then(|(key, stamp)| {
            self.known(key, &stamp, deep).unwrap_or_else(|error| {
                // The file can still be measured, so the audit goes on, and closing the journal tells.
                self.writer().failure.get_or_insert(error);
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
        let entry = self.snapshot().get(deep, key).map_err(|source| JournalError::read(&self.path, source))?;
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
        let Some(key) = key else { return };
        let due = self.pending.lock().unwrap_or_else(PoisonError::into_inner).add(deep, key, change);
        match due {
            pending::Due::No => {}
            // Another thread that writes already takes these too, sooner or later.
            pending::Due::Yes => match self.writer.try_lock() {
                Ok(mut writer) => self.commit(&mut writer),
                Err(TryLockError::Poisoned(writer)) => self.commit(&mut writer.into_inner()),
                Err(TryLockError::WouldBlock) => {}
            },
            pending::Due::Full => self.commit(&mut self.writer()),
        }
    }

    fn commit(&self, writer: &mut Writer) {
        let changes = self.pending.lock().unwrap_or_else(PoisonError::into_inner).take();
        if changes.is_empty() || writer.failure.is_some() {
            return;
        }
        let started = Instant::now();
        let written = tables::write(&writer.database, &changes).and_then(|()| Snapshot::take(&writer.database));
        match written {
            Ok(snapshot) => {
                *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
                self.pending.lock().unwrap_or_else(PoisonError::into_inner).written(started);
            }
            Err(source) => writer.failure = Some(JournalError::write(&self.path, source)),
        }
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// One that is not closed, as where a run ends by an error, keeps what it can.
impl Drop for Journal {
    fn drop(&mut self) {
        self.commit(&mut self.writer());
    }
}
