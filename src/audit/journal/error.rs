//! What can be wrong with a journal.

use std::io;
use std::path::{Path, PathBuf};

/// Why a journal cannot be used. Nothing was written to the file, except where the variant says so.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The file cannot be opened or made.
    #[error("cannot open the journal {}: {source}", path.display())]
    Open {
        /// The journal.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The file is something else.
    #[error("{} is no journal of this program, so it is left as it is; name another file, or one that does not exist yet", path.display())]
    NotAJournal {
        /// The file.
        path: PathBuf,
    },
    /// The journal was made by a later version.
    #[error("the journal {} has format {found}, and this version knows formats up to {known}; use the version that made it, or another file", path.display())]
    LaterFormat {
        /// The journal.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The latest that is known here.
        known: u32,
    },
    /// The journal was cut or altered since it was written.
    #[error("the journal {} is cut or damaged ({what}), so nothing was taken from it; delete it, and the next audit probes all files anew", path.display())]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// What shows it.
        what: String,
    },
    /// Another run uses the journal now.
    #[error("the journal {} is in use by another run; wait until that ends, or name another file", path.display())]
    InUse {
        /// The journal.
        path: PathBuf,
    },
    /// The file system has no locks, so that two runs at once could not be told from one.
    #[error("cannot lock the journal {}: {source}; put it on a local disk", path.display())]
    Lock {
        /// The journal.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The journal cannot be read.
    #[error("cannot read the journal {}: {source}", path.display())]
    Read {
        /// The journal.
        path: PathBuf,
        /// Why not.
        source: Box<redb::Error>,
    },
    /// The journal cannot be written. What was committed before is kept.
    #[error("cannot write the journal {}: {source}; what was measured since it last could is not in it", path.display())]
    Write {
        /// The journal.
        path: PathBuf,
        /// Why not.
        source: Box<redb::Error>,
    },
}

impl JournalError {
    pub(super) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.into() }
    }

    pub(super) fn open(path: &Path, source: io::Error) -> Self {
        Self::Open { path: path.to_owned(), source }
    }

    /// What the store says while it is read: damage where it says that, else a failure to read.
    pub(super) fn read(path: &Path, source: impl Into<redb::Error>) -> Self {
        match source.into() {
            redb::Error::Corrupted(what) => Self::damaged(path, what),
            // These say that the store reaches for bytes that are not there, or are none of its own.
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
            source => Self::Read { path: path.to_owned(), source: Box::new(source) },
        }
    }

    pub(super) fn write(path: &Path, source: impl Into<redb::Error>) -> Self {
        Self::Write { path: path.to_owned(), source: Box::new(source.into()) }
    }
}
