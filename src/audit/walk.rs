//! Walks folders.

use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, Walk, WalkBuilder};

use super::path_globs::with_slashes;
use super::{AuditError, PathGlobs, RemoteSource};
use crate::windows::exact;

/// Name of the ignore files, in the syntax of `.gitignore`, that apply to audits only.
const IGNORE_FILE: &str = ".preflightignore";

/// Which files are found below a folder. A file that is given itself is always found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WalkOptions {
    /// Include hidden files and folders, whose names begin with a dot; on Windows also those with that attribute.
    pub hidden: bool,
    /// Include files that `.gitignore`, `.ignore`, `.preflightignore` or git's settings exclude.
    pub no_ignore: bool,
    /// Follow symbolic links.
    pub follow: bool,
    /// Exclude files that match one of these globs, in the syntax of `.gitignore`, relative to the given folder.
    pub exclude: Vec<String>,
    /// The folder that the globs of `exclude` are relative to instead.
    pub exclude_from: Option<PathBuf>,
    /// Exclude these files, by any path, such as the audit's own outputs.
    pub skip: Vec<PathBuf>,
}

/// One path that an audit has to report.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) what: What,
}

/// What is at a path.
#[derive(Debug)]
pub(super) enum What {
    /// A regular file; `linked` if the path may lead through a symbolic link.
    File { linked: bool },
    /// A symbolic link that is not followed.
    Link,
    /// Something that cannot be probed, and why.
    Unreadable(io::Error),
    /// Not a file, but a problem of the walk to be reported.
    Note(String),
}

impl What {
    /// Whether it counts as an examined file.
    pub(super) fn is_examined(&self) -> bool {
        matches!(self, Self::File { .. } | Self::Unreadable(_))
    }
}

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
    walk: Option<Walk>,
}

impl<'a, I: Iterator<Item = PathBuf>> Finder<'a, I> {
    pub(super) fn new(
        roots: I,
        options: &'a WalkOptions,
        sort: bool,
        remote_source: Option<&'a dyn RemoteSource>,
    ) -> Result<Self, AuditError> {
        exclusions(Path::new("."), &options.exclude)?;
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
                self.walk = Some(self.walk_below(&root));
                return None;
            }
            Ok(metadata) => what_is(metadata.file_type(), true),
            Err(error) => What::Unreadable(error),
        };
        Some(Found { path: root, what })
    }

    fn walk_below(&self, root: &Path) -> Walk {
        let WalkOptions { hidden, no_ignore, follow, ref exclude, .. } = *self.options;
        let mut builder = WalkBuilder::new(root);
        builder.standard_filters(!no_ignore).hidden(!hidden).follow_links(follow);
        match &self.excluded {
            Some(excluded) => {
                let excluded = excluded.clone();
                builder.filter_entry(move |entry| {
                    !excluded.has_entry(entry.path(), entry.file_type().is_some_and(|kind| kind.is_dir()))
                });
            }
            // The globs were validated in `new`.
            None => {
                builder.overrides(exclusions(root, exclude).unwrap_or_else(|_| Override::empty()));
            }
        }
        if !no_ignore {
            builder.add_custom_ignore_filename(IGNORE_FILE);
        }
        if self.sort {
            builder.sort_by_file_name(OsStr::cmp);
        }
        builder.build()
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
                Some(Some(entry)) => found(entry, self.options.follow),
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

/// The globs as overrides of the walk below `root`, where `!` means exclude.
fn exclusions(root: &Path, globs: &[String]) -> Result<Override, AuditError> {
    let mut builder = OverrideBuilder::new(root);
    let failed =
        |glob: &str, error: ignore::Error| AuditError::Glob { glob: glob.to_owned(), reason: error.to_string() };
    for glob in globs {
        builder.add(&format!("!{}", with_slashes(glob, cfg!(windows)))).map_err(|error| failed(glob, error))?;
    }
    builder.build().map_err(|error| failed(&globs.join(" "), error))
}

/// What the walk found, if it has to be reported.
fn found(entry: Result<DirEntry, ignore::Error>, follow: bool) -> Option<Found> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => return Some(failed(error)),
    };
    let file_type = entry.file_type()?;
    if !file_type.is_dir() {
        return Some(Found { path: entry.into_path(), what: what_is(file_type, follow) });
    }
    // A folder whose ignore file has an invalid glob.
    let note = What::Note(entry.error()?.to_string());
    Some(Found { path: entry.into_path(), what: note })
}

/// An error of the walk. An invalid glob in an ignore file is a note, not an unreadable file.
fn failed(error: ignore::Error) -> Found {
    match error {
        ignore::Error::WithPath { path, err } => match failed(*err).what {
            What::Note(note) => Found { what: What::Note(format!("{}: {note}", path.display())), path },
            what => Found { path, what },
        },
        ignore::Error::WithDepth { err, .. } => failed(*err),
        ignore::Error::Loop { ancestor, child } => {
            let reason = format!("a symbolic link that leads back to {}", ancestor.display());
            Found { path: child, what: What::Unreadable(io::Error::new(io::ErrorKind::InvalidInput, reason)) }
        }
        ignore::Error::Io(error) => Found { path: PathBuf::new(), what: What::Unreadable(error) },
        other => Found { path: PathBuf::new(), what: What::Note(other.to_string()) },
    }
}

fn what_is(file_type: FileType, linked: bool) -> What {
    if file_type.is_file() {
        What::File { linked }
    } else if file_type.is_symlink() {
        What::Link
    } else {
        What::Unreadable(super::measure::not_regular(file_type))
    }
}
