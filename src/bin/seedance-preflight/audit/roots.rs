//! What is audited: the folders, files and buckets that are named, and those that lists name.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use seedance_preflight::audit::{PathGlobs, WalkOptions};

use super::changed;
use super::list::List;
use crate::args::Audit;
use crate::output::Error;
use crate::remote::{Objects, Remote};

/// The paths to audit, in the order in which they were named. Lists and buckets are read as they are needed.
pub(super) struct Roots<'r> {
    parts: std::vec::IntoIter<Part>,
    list: Option<List>,
    /// The objects of the bucket that was named last.
    objects: Option<Objects<'r>>,
    remote: &'r Remote,
    exclude: Vec<String>,
    failure: Failure,
}

/// What went wrong while a list or a bucket was read: known only once the audit is over.
#[derive(Debug, Clone, Default)]
pub(super) struct Failure(Arc<Mutex<Option<Error>>>);

enum Part {
    Path(PathBuf),
    List(List),
}

impl<'r> Roots<'r> {
    /// Opens all lists, and asks git where that is wanted.
    pub(super) fn open(args: &Audit, walk: &WalkOptions, remote: &'r Remote) -> Result<Self, Error> {
        let parts: Vec<_> = match &args.changed_since {
            Some(revision) => changed::since(revision, args, walk)?.into_iter().map(Part::Path).collect(),
            None => args.roots.iter().map(|root| Part::of(root, args.null)).collect::<Result<_, _>>()?,
        };
        let (parts, exclude) = (parts.into_iter(), walk.exclude.clone());
        Ok(Self { parts, list: None, objects: None, remote, exclude, failure: Failure::default() })
    }

    /// The path, unless it is in a bucket whose objects are then listed. In a list, what does not end in a slash is an object.
    fn enter(&mut self, path: PathBuf, is_listed: bool) -> Option<PathBuf> {
        let is_object = || is_listed && path.to_str().is_some_and(|path| !path.ends_with('/') && has_key(path));
        match if is_object() { Ok(None) } else { self.remote.list(&path) } {
            Ok(None) => return Some(path),
            Ok(Some(objects)) => match self.without_excluded(&path, objects) {
                Ok(objects) => self.objects = Some(objects),
                Err(error) => self.fail(error),
            },
            Err(error) => self.fail(error),
        }
        None
    }

    /// Globs are relative to the bucket, or the last part of the prefix that ends in a slash, as to a folder.
    fn without_excluded(&self, prefix: &Path, objects: Objects<'r>) -> Result<Objects<'r>, Error> {
        if self.exclude.is_empty() {
            return Ok(objects);
        }
        let text = prefix.to_string_lossy();
        let folder = text.rsplit_once('/').filter(|_| has_key(&text)).map_or(&*text, |(folder, _)| folder);
        let globs = PathGlobs::new(Path::new(folder), &self.exclude)?;
        Ok(Box::new(objects.filter(move |object| object.as_ref().map_or(true, |(path, _)| !globs.has_file(path)))))
    }

    /// Ends the audit with an error. What follows is not audited as if nothing were missing.
    fn fail(&mut self, error: Error) {
        *self.failure.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        self.parts = Vec::new().into_iter();
        (self.list, self.objects) = (None, None);
    }

    /// Where the failure of a list or a bucket is stored for later.
    pub(super) fn failure(&self) -> Failure {
        self.failure.clone()
    }
}

impl Failure {
    pub(super) fn take(&self) -> Result<(), Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), Err)
    }
}

impl Iterator for Roots<'_> {
    type Item = PathBuf;

    fn next(&mut self) -> Option<PathBuf> {
        loop {
            if let Some(objects) = &mut self.objects {
                match objects.next() {
                    Some(Ok((path, version))) => {
                        self.remote.expect(&path, version);
                        return Some(path);
                    }
                    None => self.objects = None,
                    Some(Err(error)) => self.fail(error),
                }
                continue;
            }
            let entered = match &mut self.list {
                Some(list) => match list.next() {
                    Some(Ok(path)) => self.enter(path, true),
                    None => {
                        self.list = None;
                        None
                    }
                    Some(Err(source)) => {
                        let error = Error::List { name: list.name().to_owned(), source };
                        self.fail(error);
                        None
                    }
                },
                None => match self.parts.next()? {
                    Part::Path(path) => self.enter(path, false),
                    Part::List(list) => {
                        self.list = Some(list);
                        None
                    }
                },
            };
            if entered.is_some() {
                return entered;
            }
        }
    }
}

/// Whether there is a slash after the name of the bucket.
fn has_key(location: &str) -> bool {
    location.matches('/').count() > 2
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
