//! Entries of files that are gone.

use std::io;
use std::path::PathBuf;

use super::tables::{Change, Snapshot};
use super::{Journal, key};

/// Forgets what is gone below `folders`, where `met` entries are known to be of files that are there.
pub(super) fn forget(
    journal: &Journal,
    snapshot: &Snapshot,
    folders: &[PathBuf],
    met: u64,
) -> Result<u64, redb::Error> {
    let below: Vec<_> = folders.iter().filter_map(|folder| journal.keys.below(folder)).collect();
    let ranges = || [false, true].into_iter().flat_map(|deep| below.iter().map(move |bounds| (deep, bounds)));
    let mut entries = 0;
    for (deep, bounds) in ranges() {
        for entry in snapshot.range(deep, bounds)? {
            entry?;
            entries += 1;
        }
    }
    // As many entries as files were met: none is of another file. To ask the system for each takes much longer.
    if entries == met {
        return Ok(0);
    }
    let mut forgotten = 0;
    for (deep, bounds) in ranges() {
        for entry in snapshot.range(deep, bounds)? {
            let (key, _) = entry?;
            if key::path_of(key.value()).is_none_or(|path| is_gone(&path)) {
                journal.change(deep, Some(key.value().to_vec()), Change::Remove);
                forgotten += 1;
            }
        }
    }
    Ok(forgotten)
}

/// Whether nothing stands there, as far as can be told: what cannot be looked at may be there.
fn is_gone(path: &std::path::Path) -> bool {
    match path.symlink_metadata() {
        Ok(_) => false,
        Err(error) => matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory),
    }
}
