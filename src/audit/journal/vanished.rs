//! Removes the entries of files that no longer exist.

use std::io;
use std::path::PathBuf;

use super::key::{self, Keys};
use super::tables::Change;
use super::writer::Shared;

/// Forgets vanished files below `folders`. `seen` entries are known to belong to existing files.
pub(super) fn forget(keys: &Keys, shared: &Shared, folders: &[PathBuf], seen: u64) -> Result<u64, redb::Error> {
    let snapshot = shared.snapshot();
    let below: Vec<_> = folders.iter().filter_map(|folder| keys.below(folder)).collect();
    let ranges = || [false, true].into_iter().flat_map(|deep| below.iter().map(move |bounds| (deep, bounds)));
    let mut entries = 0;
    for (deep, bounds) in ranges() {
        for entry in snapshot.range(deep, bounds)? {
            entry?;
            entries += 1;
        }
    }
    // As many entries as files were seen: all exist. Asking the system for each would take much longer.
    if entries == seen {
        return Ok(0);
    }
    let mut forgotten = 0;
    for (deep, bounds) in ranges() {
        for entry in snapshot.range(deep, bounds)? {
            let (key, _) = entry?;
            if key::path_of(key.value()).is_none_or(|path| is_gone(&path)) {
                shared.add(deep, key.value().to_vec(), Change::Remove);
                forgotten += 1;
            }
        }
    }
    Ok(forgotten)
}

/// Whether nothing exists at the path. A path that cannot be examined may exist.
fn is_gone(path: &std::path::Path) -> bool {
    match path.symlink_metadata() {
        Ok(_) => false,
        Err(error) => matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory),
    }
}
