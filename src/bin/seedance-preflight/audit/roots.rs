//! What is audited: the folders and files that are named, and those that lists name.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::changed;
use crate::args::Audit;
use crate::output::Error;

/// A longer entry is no path on any system: a list that has one is no list.
const LONGEST_ENTRY: u64 = 64 << 10;

/// The paths to audit, in the order in which they were named. Lists are read as they are needed.
pub(super) struct Roots {
    parts: std::vec::IntoIter<Part>,
    list: Option<List>,
    failure: Failure,
}

/// What went wrong while a list was read: known only once the audit is over.
#[derive(Debug, Clone, Default)]
pub(super) struct Failure(Arc<Mutex<Option<Error>>>);

enum Part {
    Path(PathBuf),
    List(List),
}

/// Paths, one an entry.
struct List {
    name: String,
    entries: Box<dyn BufRead + Send>,
    /// What ends an entry.
    end: u8,
}

impl Roots {
    /// Opens all lists, and asks git where that is wanted.
    pub(super) fn open(args: &Audit) -> Result<Self, Error> {
        let parts: Vec<_> = match &args.changed_since {
            Some(revision) => changed::since(revision, args)?.into_iter().map(Part::Path).collect(),
            None => args.roots.iter().map(|root| Part::of(root, args.null)).collect::<Result<_, _>>()?,
        };
        Ok(Self { parts: parts.into_iter(), list: None, failure: Failure::default() })
    }

    /// Where a list's failure is told later.
    pub(super) fn failure(&self) -> Failure {
        self.failure.clone()
    }
}

impl Failure {
    pub(super) fn take(&self) -> Result<(), Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), Err)
    }
}

impl Iterator for Roots {
    type Item = PathBuf;

    fn next(&mut self) -> Option<PathBuf> {
        loop {
            if let Some(list) = &mut self.list {
                match list.next() {
                    Ok(Some(path)) => return Some(path),
                    Ok(None) => self.list = None,
                    Err(source) => {
                        let error = Error::List { name: list.name.clone(), source };
                        *self.failure.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                        // What stands behind a list that broke off is not audited as if nothing were missing.
                        self.parts = Vec::new().into_iter();
                        self.list = None;
                    }
                }
                continue;
            }
            match self.parts.next()? {
                Part::Path(path) => return Some(path),
                Part::List(list) => self.list = Some(list),
            }
        }
    }
}

impl Part {
    /// `@LIST` is the list in that file, `@-` the one on standard input; a file whose own name begins with `@` is `./@…`.
    fn of(argument: &Path, null: bool) -> Result<Self, Error> {
        let Some(name) = argument.to_str().and_then(|argument| argument.strip_prefix('@')) else {
            return Ok(Self::Path(argument.to_owned()));
        };
        let entries: Box<dyn BufRead + Send> = match name {
            "-" => Box::new(BufReader::new(io::stdin())),
            _ => {
                let failed = |source| Error::List { name: name.to_owned(), source };
                Box::new(BufReader::new(File::open(name).map_err(failed)?))
            }
        };
        let name = if name == "-" { "on standard input".to_owned() } else { name.to_owned() };
        Ok(Self::List(List { name, entries, end: if null { 0 } else { b'\n' } }))
    }
}

impl List {
    /// The next path that is not blank.
    fn next(&mut self) -> io::Result<Option<PathBuf>> {
        loop {
            let mut entry = Vec::new();
            let length = self.entries.by_ref().take(LONGEST_ENTRY).read_until(self.end, &mut entry)?;
            if length == 0 {
                return Ok(None);
            }
            if entry.last() == Some(&self.end) {
                entry.pop();
            } else if u64::try_from(length).is_ok_and(|length| length >= LONGEST_ENTRY) {
                let what = format!("an entry of more than {LONGEST_ENTRY} bytes, where one path is expected");
                return Err(io::Error::new(io::ErrorKind::InvalidData, what));
            }
            if self.end == b'\n' && entry.last() == Some(&b'\r') {
                entry.pop();
            }
            if !entry.is_empty() {
                return Ok(Some(path_of(entry)));
            }
        }
    }
}

#[cfg(unix)]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
