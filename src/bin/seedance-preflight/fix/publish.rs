//! Results get their names once they are complete.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use seedance_preflight::open_regular;
use tempfile::{TempDir, TempPath};

use super::{FixError, Target};

/// A new folder beside the target, for results that are not complete. It is removed with whatever is in it.
pub(super) fn work_folder(target: &Target) -> Result<TempDir, FixError> {
    let made = fs::create_dir_all(target.folder())
        .and_then(|()| tempfile::Builder::new().prefix(".seedance-fix-").tempdir_in(target.folder()));
    made.map_err(|source| FixError::Write { path: target.path.clone(), source })
}

/// Gives the result its final name.
pub(super) fn publish(result: &Path, target: &Target) -> Result<(), FixError> {
    // Windows syncs only a file that is open for writing.
    let synced = File::options().write(true).open(result).and_then(|file| file.sync_all());
    let published = synced.and_then(|()| TempPath::try_from_path(result));
    let published = published.and_then(|result| match target.may_overwrite {
        true => Ok(result.persist(&target.path)?),
        false => Ok(result.persist_noclobber(&target.path)?),
    });
    published.map_err(|source| match source.kind() {
        // It has come to be in the meantime.
        io::ErrorKind::AlreadyExists => FixError::Exists(target.path.clone()),
        _ => FixError::Write { path: target.path.clone(), source },
    })
}

/// Copies a file to its target.
pub(super) fn copy(path: &Path, target: &Target) -> Result<(), FixError> {
    let work = work_folder(target)?;
    let result = work.path().join("copy");
    copy_bytes(path, &result)?;
    publish(&result, target)
}

/// Copies a file to a name that is free.
pub(super) fn copy_bytes(path: &Path, result: &Path) -> Result<(), FixError> {
    let cannot_write = |source| FixError::Write { path: result.to_owned(), source };
    let mut source = open(path)?;
    let mut copy = File::create_new(result).map_err(cannot_write)?;
    io::copy(&mut source, &mut copy).map(drop).map_err(cannot_write)
}

/// Opens a regular file.
pub(super) fn open(path: &Path) -> Result<File, FixError> {
    open_regular(path).map_err(|source| FixError::Read { path: path.to_owned(), source })
}
