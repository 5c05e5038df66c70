//! Remembers the addresses of names, so that each is looked up once for many requests.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long addresses are used without asking again. Connections outlive that, and a failed connection ends it early.
const ADDRESSES_FOR: Duration = Duration::from_secs(600);

/// How long a failed lookup is not repeated, so that threads that waited for it do not each wait for another.
const FAILURE_FOR: Duration = Duration::from_secs(5);

/// Names that are remembered; more of them are forgotten all at once, which costs a lookup each.
const MOST: usize = 4096;

/// The addresses of names by lookup. Says nothing of whether they may be connected to.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: Mutex<HashMap<String, Arc<Mutex<Option<Known>>>>>,
}

/// The result of a lookup.
#[derive(Debug)]
struct Known {
    found: Result<Vec<SocketAddr>, LookupError>,
    at: Instant,
}

/// Why a lookup failed.
#[derive(Debug, Clone)]
enum LookupError {
    Io(io::ErrorKind, String),
    Timeout(ureq::Timeout),
    NotFound,
}

impl LookupError {
    fn of(error: &ureq::Error) -> Self {
        match error {
            ureq::Error::Io(error) => Self::Io(error.kind(), error.to_string()),
            ureq::Error::Timeout(of) => Self::Timeout(*of),
            _ => Self::NotFound,
        }
    }

    fn into_error(self) -> ureq::Error {
        match self {
            Self::Io(kind, what) => ureq::Error::Io(io::Error::new(kind, what)),
            Self::Timeout(of) => ureq::Error::Timeout(of),
            Self::NotFound => ureq::Error::HostNotFound,
        }
    }
}

impl Names {
    /// The addresses of `name`, by `lookup` if they are not remembered. Only one thread at a time looks a name up.
    pub(super) fn get(
        &self,
        name: &str,
        lookup: impl FnOnce() -> Result<Vec<SocketAddr>, ureq::Error>,
    ) -> Result<Vec<SocketAddr>, ureq::Error> {
        let entry = self.entry(name);
        let mut entry = lock(&entry);
        if let Some(known) = entry.as_ref().filter(|known| known.is_current()) {
            return known.found.clone().map_err(LookupError::into_error);
        }
        let looked_up = lookup();
        let found = looked_up.as_ref().map(Vec::clone).map_err(LookupError::of);
        *entry = Some(Known { found, at: Instant::now() });
        looked_up
    }

    /// Forgets the addresses of `name`, since none of them could be connected to.
    pub(super) fn forget(&self, name: &str) {
        lock(&self.known).remove(name);
    }

    fn entry(&self, name: &str) -> Arc<Mutex<Option<Known>>> {
        let mut known = lock(&self.known);
        if let Some(entry) = known.get(name) {
            return Arc::clone(entry);
        }
        if known.len() >= MOST {
            known.clear();
        }
        Arc::clone(known.entry(name.to_owned()).or_default())
    }
}

impl Known {
    fn is_current(&self) -> bool {
        self.at.elapsed() < if self.found.is_ok() { ADDRESSES_FOR } else { FAILURE_FOR }
    }
}

/// Locks what a panic cannot leave half written.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::thread;

    use super::*;

    fn address() -> SocketAddr {
        "192.0.2.1:80".parse().unwrap()
    }

    #[test]
    fn many_threads_ask_once_and_a_failed_connection_asks_again() {
        let (names, asked) = (Names::default(), AtomicU32::new(0));
        let get = || {
            names.get("a.example", || {
                asked.fetch_add(1, Ordering::SeqCst);
                thread::sleep(Duration::from_millis(20));
                Ok(vec![address()])
            })
        };
        thread::scope(|scope| {
            (0..16).for_each(|_| _ = scope.spawn(|| assert_eq!(get().unwrap(), [address()])));
        });
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        names.forget("a.example");
        get().unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn failures_are_remembered_as_they_were() {
        let names = Names::default();
        for error in [
            || ureq::Error::Io(io::ErrorKind::NotFound.into()),
            || ureq::Error::Timeout(ureq::Timeout::Resolve),
            || ureq::Error::HostNotFound,
        ] as [fn() -> ureq::Error; 3]
        {
            names.forget("a.example");
            let mut asked = 0;
            for _ in 0..3 {
                let found = names.get("a.example", || {
                    asked += 1;
                    Err(error())
                });
                assert_eq!(found.unwrap_err().to_string(), error().to_string());
            }
            assert_eq!(asked, 1);
        }
    }

    #[test]
    fn no_more_names_are_kept_than_allowed() {
        let names = Names::default();
        for number in 0..3 * MOST {
            names.get(&number.to_string(), || Ok(vec![address()])).unwrap();
            assert!(lock(&names.known).len() <= MOST);
        }
    }
}
