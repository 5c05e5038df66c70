//! What is audited: the folders and files that are named, and those that lists name.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use seedance_preflight::audit::WalkOptions;

use super::changed;
use super::list::List;
use crate::args::Audit;
use crate::output::Error;

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

impl Roots {
    /// Opens all lists, and asks git where that is wanted.
    pub(super) fn open(args: &Audit, walk: &WalkOptions) -> Result<Self, Error> {
        let parts: Vec<_> = match &args.changed_since {
            Some(revision) => changed::since(revision, args, walk)?.into_iter().map(Part::Path).collect(),
            None => args.roots.iter().map(|root| Part::of(root, args.null)).collect::<Result<_, _>>()?,
        };
        Ok(Self { parts: parts.into_iter(), list: None, failure: Failure::default() })
    }

    /// Where a list's failure is stored for later.
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
                    Some(Ok(path)) => return Some(path),
                    None => self.list = None,
                    Some(Err(source)) => {
                        let error = Error::List { name: list.name().to_owned(), source };
                        *self.failure.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                        // Roots after a list that failed are not audited as if nothing were missing.
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
        let end = if null { 0 } else { b'\n' };
        if name == "-" {
            return Ok(Self::List(List::read("on standard input", BufReader::new(io::stdin()), end)));
        }
        let file = File::open(name).map_err(|source| Error::List { name: name.to_owned(), source })?;
        Ok(Self::List(List::read(name, BufReader::new(file), end)))
    }
}
