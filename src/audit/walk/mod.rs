//! Walks folders.

mod folder;
mod found;
mod git;
mod level;
mod options;
mod rules;
#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use self::folder::FolderWalk;
pub(super) use self::found::{Found, What};
pub use self::options::WalkOptions;
use super::{AuditError, PathGlobs, RemoteSource};
use crate::windows::exact;

/// Finds files lazily, root by root.
pub(super) struct Finder<'a, I> {
    roots: I,
    remote_source: Option<&'a dyn RemoteSource>,
    options: &'a WalkOptions,
    sort: bool,
    skip: Vec<PathBuf>,
    /// The globs, if they are relative to one folder.
    excluded: Option<PathGlobs>,
    /// The current folder's walk.
    walk: Option<FolderWalk>,
}

impl<'a, I: Iterator<Item = PathBuf>> Finder<'a, I> {
    pub(super) fn new(
        roots: I,
        options: &'a WalkOptions,
        sort: bool,
        remote_source: Option<&'a dyn RemoteSource>,
    ) -> Result<Self, AuditError> {
        folder::exclusions(Path::new("."), &options.exclude)?;
        let excluded = options.exclude_from.as_ref().map(|folder| PathGlobs::new(folder, &options.exclude));
        let excluded = excluded.transpose()?;
        let skip = options.skip.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        Ok(Self { roots, remote_source, options, sort, skip, excluded, walk: None })
    }

    /// Starts the next root; returns what it is if it is not a folder.
    fn enter(&mut self, root: PathBuf) -> Option<Found> {
        if self.remote_source.is_some_and(|source| source.is_never_local(&root)) {
            let what = What::Unreadable(io::ErrorKind::Unsupported.into());
            return Some(Found { path: root, what });
        }
        let what = match exact(&root).and_then(fs::metadata) {
            Ok(metadata) if metadata.is_dir() => {
                self.walk = Some(FolderWalk::new(&root, self.options, self.excluded.as_ref(), self.sort));
                return None;
            }
            Ok(metadata) => What::of(metadata.file_type(), true),
            Err(error) => What::Unreadable(error),
        };
        Some(Found { path: root, what })
    }

    fn is_skipped(&self, path: &Path) -> bool {
        let same_name = |skip: &PathBuf| skip.file_name() == path.file_name();
        self.skip.iter().any(same_name) && fs::canonicalize(path).is_ok_and(|path| self.skip.contains(&path))
    }
}

impl<I: Iterator<Item = PathBuf>> Iterator for Finder<'_, I> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = match self.walk.as_mut().map(Iterator::next) {
                Some(Some(found)) => Some(found),
                Some(None) => {
                    self.walk = None;
                    continue;
                }
                None => {
                    let root = self.roots.next()?;
                    self.enter(root)
                }
            };
            match found {
                Some(found) if !self.is_skipped(&found.path) => return Some(found),
                _ => {}
            }
        }
    }
}
