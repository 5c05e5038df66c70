//! Reads a journal without the files.

use std::fmt;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use redb::{Database, Range};

use super::entry::{Heading, RemoteHeading};
use super::key::{self, Keys};
use super::tables::Snapshot;
use super::{JournalError, entry, file};
use crate::audit::FileStamp;
use crate::model::{Facts, RemoteStamp};

/// A journal opened for reading only. Several readers may share a journal, but not with an audit that writes it.
///
/// ```no_run
/// use seedance_preflight::audit::JournalReader;
/// use seedance_preflight::profile::Profile;
/// use seedance_preflight::{CheckOptions, Subject, check_facts};
///
/// # fn main() -> Result<(), seedance_preflight::audit::JournalError> {
/// let journal = JournalReader::open("clips.journal")?;
/// let options = CheckOptions::new(Profile::named("seedance-2.5").unwrap());
/// for entry in journal.entries(false, None)? {
///     let entry = entry?;
///     if let Some(facts) = entry.facts {
///         let report = check_facts(facts, &Subject::default(), &options);
///         println!("{} {}", report.verdict, entry.path.display());
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct JournalReader {
    path: PathBuf,
    keys: Keys,
    snapshot: Snapshot,
    /// Holds the file, and its lock.
    _database: Database,
}

impl JournalReader {
    /// Opens a journal and verifies it completely.
    ///
    /// # Errors
    /// If the file cannot be opened, is not a journal, is damaged, or is in use by an audit.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, JournalError> {
        let path = path.as_ref();
        let keys = Keys::new().map_err(|source| JournalError::open(path, source))?;
        let database = file::open_to_read(path)?;
        let snapshot = Snapshot::take(&database).map_err(|source| JournalError::read(path, source))?;
        Ok(Self { path: path.to_owned(), keys, snapshot, _database: database })
    }

    /// The number of files with facts: by the deep probe, or by the plain one.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub fn files(&self, deep: bool) -> Result<u64, JournalError> {
        self.snapshot.len(deep).map_err(|source| JournalError::read(&self.path, source))
    }

    /// The entries by the deep probe or by the plain one, of all files or of those below a folder, ordered by path.
    /// Paths below a folder are spelled like the folder; otherwise they are absolute. Remote sources follow; a folder that
    /// is a URL selects those whose URLs begin with it.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub fn entries(&self, deep: bool, below: Option<&Path>) -> Result<JournalEntries, JournalError> {
        let bounds = match below {
            None => (Bound::Unbounded, Bound::Unbounded),
            // A path without a key has no entry.
            Some(folder) => key::below_remote(folder)
                .or_else(|| self.keys.below(folder))
                .unwrap_or((Bound::Included(Vec::new()), Bound::Excluded(Vec::new()))),
        };
        let range = self.snapshot.range(deep, &bounds).map_err(|source| JournalError::read(&self.path, source))?;
        let named = below.filter(|folder| key::below_remote(folder).is_none());
        let named = named.and_then(|folder| Some((self.keys.path_of(folder)?, folder.to_owned())));
        Ok(JournalEntries { path: self.path.clone(), range, named })
    }
}

/// The journal's entry for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JournalEntry {
    /// The file, or the URL of a remote source without its signature.
    pub path: PathBuf,
    /// What recognizes the version that was measured.
    pub stamp: JournalStamp,
    /// When it was measured, to the second; of a remote source, when it was last confirmed.
    pub measured: SystemTime,
    /// The facts; `None` if another version of the probe measured them, which may find other facts.
    pub facts: Option<Facts>,
}

/// What recognizes the version of a file that was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum JournalStamp {
    /// The stamp of a local file.
    File(FileStamp),
    /// What the source of a remote file sent.
    Remote(RemoteStamp),
}

/// The entries of a journal, ordered by path. An error is the last item.
pub struct JournalEntries {
    path: PathBuf,
    range: Range<'static, &'static [u8], &'static [u8]>,
    /// A folder's absolute path, and its spelling by the caller.
    named: Option<(PathBuf, PathBuf)>,
}

impl Iterator for JournalEntries {
    type Item = Result<JournalEntry, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = match self.range.next()? {
            Ok(entry) => entry,
            Err(source) => return Some(Err(JournalError::read(&self.path, source))),
        };
        let read = read(key.value(), value.value()).map(|entry| JournalEntry { path: self.name(entry.path), ..entry });
        Some(read.ok_or_else(|| JournalError::damaged(&self.path, "an entry cannot be read")))
    }
}

impl JournalEntries {
    /// The path as the caller spells it.
    fn name(&self, path: PathBuf) -> PathBuf {
        match &self.named {
            Some((absolute, written)) => match path.strip_prefix(absolute) {
                Ok(below) if below.as_os_str().is_empty() => written.clone(),
                Ok(below) => written.join(below),
                Err(_) => path,
            },
            None => path,
        }
    }
}

impl fmt::Debug for JournalEntries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JournalEntries").field("path", &self.path).finish_non_exhaustive()
    }
}

fn read(key: &[u8], value: &[u8]) -> Option<JournalEntry> {
    let current = |is_current, facts| if is_current { entry::read_facts(facts).map(Some) } else { Some(None) };
    if let Some(url) = key::remote_of(key) {
        let (heading, facts) = entry::read_heading::<RemoteHeading>(value)?;
        let (facts, measured) = (current(heading.is_current(), facts)?, heading.measured());
        return Some(JournalEntry { path: url.into(), stamp: JournalStamp::Remote(heading.stamp), measured, facts });
    }
    let (heading, facts) = entry::read_heading::<Heading>(value)?;
    let (facts, measured) = (current(heading.is_current(), facts)?, heading.measured());
    Some(JournalEntry { path: key::path_of(key)?, stamp: JournalStamp::File(heading.stamp), measured, facts })
}
