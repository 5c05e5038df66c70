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

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, TryLockError};
use std::time::SystemTime;

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
    heading: Heading,
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
        })
    }

    /// Writes what is not written yet, and gives the file free.
    ///
    /// # Errors
    /// Where something could not be written, now or before. What was committed until then is kept.
    pub fn close(self) -> Result<(), JournalError> {
        self.commit(&mut self.writer.lock().unwrap_or_else(PoisonError::into_inner));
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.failure.take().map_or(Ok(()), Err)
    }

    /// What is known of a file that has this stamp now.
    pub(crate) fn look_up(&self, path: &Path, stamp: FileStamp, deep: bool) -> Result<Known, JournalError> {
        let key = self.keys.of(path);
        let entry = match &key {
            Some(key) => self.snapshot().get(deep, key).map_err(|source| JournalError::read(&self.path, source))?,
            None => None,
        };
        if let Some(entry) = entry {
            let unknown = || JournalError::damaged(&self.path, format!("the entry of {} has no form", path.display()));
            let (heading, facts) = entry::read_heading(entry.value()).ok_or_else(unknown)?;
            if heading.is_current() && heading.settled && heading.stamp == stamp {
                return entry::read_facts(facts).map(Known::Facts).ok_or_else(unknown);
            }
        }
        Ok(Known::Probe(Ticket { deep, key, heading: Heading::new(stamp, SystemTime::now()) }))
    }

    /// Keeps what the probe found of the file whose ticket this is. What says more of the moment than of the file is
    /// forgotten instead.
    pub(crate) fn record(&self, ticket: Ticket, facts: &Facts) {
        let passing = facts.faults.iter().any(|fault| fault.kind == FaultKind::Io);
        let change = if passing { Change::Remove } else { Change::Put(entry::write(&ticket.heading, facts)) };
        self.change(ticket.deep, ticket.key, change);
    }

    /// Forgets what was known of a file that changed while it was measured, or that is gone.
    pub(crate) fn forget(&self, ticket: Ticket) {
        self.change(ticket.deep, ticket.key, Change::Remove);
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
            pending::Due::Full => self.commit(&mut self.writer.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    fn commit(&self, writer: &mut Writer) {
        let changes = self.pending.lock().unwrap_or_else(PoisonError::into_inner).take();
        if changes.is_empty() || writer.failure.is_some() {
            return;
        }
        let started = std::time::Instant::now();
        let written = tables::write(&writer.database, &changes).and_then(|()| Snapshot::take(&writer.database));
        match written {
            Ok(snapshot) => {
                *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
                self.pending.lock().unwrap_or_else(PoisonError::into_inner).written(started);
            }
            Err(source) => writer.failure = Some(JournalError::write(&self.path, source)),
        }
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// One that is not closed, as where a run ends by an error, keeps what it can.
impl Drop for Journal {
    fn drop(&mut self) {
        self.commit(&mut self.writer.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
