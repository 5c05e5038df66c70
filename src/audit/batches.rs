//! Batches of paths, so that threads rarely contend.

use std::path::{Path, PathBuf};

use super::remote_source::RemotePlace;
use super::walk::{Found, What};

/// The maximum of paths in a batch: half a millisecond of work from a warm cache.
pub(super) const MOST: usize = 64;

/// Some work, and its number.
pub(super) struct Batch {
    pub(super) number: u64,
    pub(super) work: Work,
}

/// What belongs together.
pub(super) enum Work {
    /// Some local paths.
    Local(Vec<Found>),
    /// One remote source.
    Remote(PathBuf, RemotePlace),
}

/// Batches of what `finder` finds. They start small, so that few files are spread over all threads.
pub(super) struct Batches<F, R, S> {
    finder: F,
    most: usize,
    locate: R,
    stop: S,
    next: u64,
    /// A remote source that was found after the local paths of the last batch.
    remote: Option<(PathBuf, RemotePlace)>,
}

impl<F, R, S> Batches<F, R, S> {
    /// Batches of at most `most` local paths, until `stop` returns true. `locate` recognizes remote sources.
    pub(super) fn new(finder: F, most: usize, locate: R, stop: S) -> Self {
        Self { finder, most, locate, stop, next: 0, remote: None }
    }
}

impl<F, R, S> Iterator for Batches<F, R, S>
where
    F: Iterator<Item = Found>,
    R: Fn(&Path) -> Option<RemotePlace>,
    S: Fn() -> bool,
{
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        if (self.stop)() {
            return None;
        }
        let number = self.next;
        self.next += 1;
        if let Some((path, place)) = self.remote.take() {
            return Some(Batch { number, work: Work::Remote(path, place) });
        }
        let size = usize::try_from(number / 2 + 1).unwrap_or(self.most).min(self.most);
        let mut local = Vec::with_capacity(size);
        while local.len() < size {
            let Some(found) = self.finder.next() else { break };
            // A local file of that name comes first.
            let place = matches!(found.what, What::Unreadable(_)).then(|| (self.locate)(&found.path)).flatten();
            match place {
                None => local.push(found),
                Some(place) if local.is_empty() => {
                    return Some(Batch { number, work: Work::Remote(found.path, place) });
                }
                Some(place) => {
                    self.remote = Some((found.path, place));
                    break;
                }
            }
        }
        (!local.is_empty()).then_some(Batch { number, work: Work::Local(local) })
    }
}
