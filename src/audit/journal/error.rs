//! Errors of journals.

use std::io;
use std::path::{Path, PathBuf};

/// Why a journal cannot be used. Nothing was written to the file unless the variant says so.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The file cannot be opened or created.
    #[error("cannot open the journal {}: {source}", path.display())]
    Open {
        /// The journal.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The file is not a journal.
    #[error("{} is not a journal; choose another file, or one that does not exist yet", path.display())]
    NotAJournal {
        /// The file.
        path: PathBuf,
    },
    /// The journal was made by a later version of this crate.
    #[error("the journal {} has format {found}; expected at most {known}: use the version that made it, or another file", path.display())]
    LaterFormat {
        /// The journal.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The latest supported format.
        known: u32,
    },
    /// The journal was truncated or altered after it was written.
    #[error("the journal {} is truncated or damaged ({what}) and was not used; delete it, and the next audit probes all files again", path.display())]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// The evidence.
        what: String,
    },
    /// Another run is using the journal.
    #[error("the journal {} is in use by another run; wait for it to finish, or choose another file", path.display())]
    InUse {
        /// The journal.
        path: PathBuf,
    },
    /// The file system does not support locks, so concurrent runs could not be detected.
    #[error("cannot lock the journal {}: {source}; put it on a local disk", path.display())]
    Lock {
        /// The journal.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The journal cannot be read.
    #[error("cannot read the journal {}: {source}", path.display())]
    Read {
        /// The journal.
        path: PathBuf,
        /// The cause.
        source: StorageError,
    },
    /// The journal cannot be written. What was committed before is kept.
    #[error("cannot write the journal {}: {source}; the latest measurements are not in it", path.display())]
    Write {
        /// The journal.
        path: PathBuf,
        /// The cause.
        source: StorageError,
    },
}

/// An error of the store that holds the journal.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct StorageError(Box<redb::Error>);

impl JournalError {
    pub(super) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.into() }
    }

    pub(super) fn open(path: &Path, source: io::Error) -> Self {
        Self::Open { path: path.to_owned(), source }
    }

    /// The error of reading the store: damage if the store reports it, otherwise a failure to read.
    pub(super) fn read(path: &Path, source: impl Into<redb::Error>) -> Self {
        match source.into() {
            redb::Error::Corrupted(what) => Self::damaged(path, what),
            // The store read beyond its end, or bytes that it did not write.
            redb::Error::Io(source)
                if matches!(
                    source.kind(),
                    io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
                ) =>
            {
                Self::damaged(path, source.to_string())
            }
            source @ (redb::Error::UpgradeRequired(_)
            | redb::Error::TableDoesNotExist(_)
            | redb::Error::TableIsMultimap(_)
            | redb::Error::TableTypeMismatch { .. }
            | redb::Error::TypeDefinitionChanged { .. }) => Self::damaged(path, source.to_string()),
            source => Self::Read { path: path.to_owned(), source: StorageError(Box::new(source)) },
        }
    }

    pub(super) fn write(path: &Path, source: impl Into<redb::Error>) -> Self {
        Self::Write { path: path.to_owned(), source: StorageError(Box::new(source.into())) }
    }
}
