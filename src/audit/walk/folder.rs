//! The walk below one folder.

use std::collections::VecDeque;
use std::path::Path;

use ignore::overrides::{Override, OverrideBuilder};
use walkdir::{DirEntry, IntoIter, WalkDir};

use super::super::path_globs::with_slashes;
use super::super::{AuditError, PathGlobs};
use super::found::{Found, What};
use super::options::WalkOptions;
use super::rules::IgnoreRules;

/// Finds the files below one folder lazily.
pub(super) struct FolderWalk {
    entries: IntoIter,
    /// Unless no ignore file applies.
    rules: Option<IgnoreRules>,
    /// The globs that are relative to the folder.
    exclude: Override,
    /// The globs, if they are relative to one folder for all walks.
    excluded: Option<PathGlobs>,
    hidden: bool,
    follow: bool,
    /// What is wrong in the ignore files read last.
    notes: VecDeque<Found>,
}

impl FolderWalk {
    /// The globs were validated before.
    pub(super) fn new(root: &Path, options: &WalkOptions, excluded: Option<&PathGlobs>, sort: bool) -> Self {
        let WalkOptions { hidden, no_ignore, follow, ref exclude, .. } = *options;
        let exclude = if excluded.is_some() { &[] } else { exclude.as_slice() };
        let walk = WalkDir::new(root).follow_links(follow);
        let walk = if sort { walk.sort_by_file_name() } else { walk };
        let (rules, wrong) = if no_ignore { (None, Vec::new()) } else { Self::rules(root) };
        Self {
            entries: walk.into_iter(),
            rules,
            exclude: exclusions(root, exclude).unwrap_or_else(|_| Override::empty()),
            excluded: excluded.cloned(),
            hidden,
            follow,
            notes: wrong.iter().map(Found::note).collect(),
        }
    }

    fn rules(root: &Path) -> (Option<IgnoreRules>, Vec<ignore::Error>) {
        let (rules, wrong) = IgnoreRules::new(root);
        (Some(rules), wrong)
    }

    fn enter(&mut self, folder: &DirEntry) {
        let wrong = self.rules.as_mut().map(|rules| rules.enter(folder.path(), folder.depth()));
        self.notes.extend(wrong.unwrap_or_default().iter().map(Found::note));
    }

    fn leaves_out(&mut self, entry: &DirEntry) -> bool {
        entry.depth() > 0 && self.excludes(entry.path(), entry.depth(), entry.file_type().is_dir(), is_hidden(entry))
    }

    /// Whether it is about a link that the walk leaves out, wherever it leads.
    fn leaves_out_link(&mut self, error: &walkdir::Error) -> bool {
        let path = error.path().filter(|_| error.depth() > 0 && error.loop_ancestor().is_none());
        path.filter(|path| path.is_symlink())
            .is_some_and(|path| self.excludes(path, error.depth(), false, has_hidden_name(path)))
    }

    fn excludes(&mut self, path: &Path, depth: usize, is_dir: bool, is_hidden: bool) -> bool {
        if self.exclude.matched(path, is_dir).is_ignore()
            || self.excluded.as_ref().is_some_and(|globs| globs.has_entry(path, is_dir))
        {
            return true;
        }
        let hide = is_hidden && !self.hidden;
        match &mut self.rules {
            // An ignore file that includes a hidden file by `!` shows it.
            Some(rules) => {
                let matched = rules.matched(path, depth, is_dir);
                matched.is_ignore() || matched.is_none() && hide
            }
            None => hide,
        }
    }
}

impl Iterator for FolderWalk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(note) = self.notes.pop_front() {
                return Some(note);
            }
            match self.entries.next()? {
                Ok(entry) if self.leaves_out(&entry) => {
                    if entry.file_type().is_dir() {
                        self.entries.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_dir() => self.enter(&entry),
                Ok(entry) => {
                    let what = What::of(entry.file_type(), self.follow);
                    return Some(Found { path: entry.into_path(), what });
                }
                Err(error) if self.leaves_out_link(&error) => {}
                Err(error) => return Some(Found::failed(error)),
            }
        }
    }
}

/// The globs as overrides of the walk below `root`, where `!` means exclude.
///
/// # Errors
/// [`AuditError::Glob`] for an invalid glob.
pub(super) fn exclusions(root: &Path, globs: &[String]) -> Result<Override, AuditError> {
    let mut builder = OverrideBuilder::new(root);
    let failed =
        |glob: &str, error: ignore::Error| AuditError::Glob { glob: glob.to_owned(), reason: error.to_string() };
    for glob in globs {
        builder.add(&format!("!{}", with_slashes(glob, cfg!(windows)))).map_err(|error| failed(glob, error))?;
    }
    builder.build().map_err(|error| failed(&globs.join(" "), error))
}

/// Whether its name begins with a dot, or Windows marks it.
fn is_hidden(entry: &DirEntry) -> bool {
    #[cfg(windows)]
    {
        use std::os::windows::fs::MetadataExt;

        /// `FILE_ATTRIBUTE_HIDDEN` of the Windows API.
        const HIDDEN: u32 = 0x2;
        if entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & HIDDEN != 0) {
            return true;
        }
    }
    has_hidden_name(entry.path())
}

fn has_hidden_name(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}
