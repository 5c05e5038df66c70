//! Remote media, as far as this build can fetch.

use std::path::{Path, PathBuf};

use seedance_preflight::audit::{Connections, RemoteFacts, RemotePlace, RemoteSource};
use seedance_preflight::{Facts, FetchObstacle, RemoteStamp};

use crate::ahead::ahead;
use crate::args::Fetching;
use crate::measured::{Measured, is_bucket};
use crate::output::Error;

/// The URL that a path is in truth: `http`, `https`, or `s3` for a location in a bucket, in letters of any case.
pub(crate) fn url_of(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    let (scheme, _) = text.split_once("://")?;
    let is_fetched = ["http", "https", "s3"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    is_fetched.then_some(text)
}

impl RemoteSource for Remote {
    fn locate(&self, path: &Path) -> Option<RemotePlace> {
        // A URL of another scheme leads to no host.
        let foreign = || crate::input::foreign_scheme(path).map(|_| RemotePlace::default());
        url_of(path).map(|url| self.place(url)).or_else(foreign)
    }

    fn is_never_local(&self, path: &Path) -> bool {
        // A key may be any text, such as one that would lead out of a folder.
        url_of(path).is_some_and(is_bucket)
    }

    fn measure(&self, path: &Path, known: Option<&RemoteStamp>) -> RemoteFacts {
        let measured = match (url_of(path), crate::input::foreign_scheme(path)) {
            (Some(url), _) => self.measure_unless(url, known),
            (None, Some(error)) => Some(Measured::of(Facts::of_unreadable(&error))),
            (None, None) => None,
        };
        measured.map_or(RemoteFacts::Unchanged, |Measured { facts, stamp, bytes, .. }| RemoteFacts::Measured {
            facts,
            stamp,
            bytes_read: bytes,
        })
    }
}

/// Objects in a bucket: the path of each, and its version.
pub(crate) type Objects<'r> = Box<dyn Iterator<Item = Result<(PathBuf, RemoteStamp), Error>> + Send + 'r>;

/// Fetches, or says why not.
pub(crate) struct Remote {
    #[cfg(feature = "fetch")]
    fetcher: Option<crate::fetcher::Fetcher>,
}

impl Remote {
    /// What the arguments allow.
    #[cfg(feature = "fetch")]
    pub(crate) fn new(args: &Fetching, deep: bool) -> Result<Self, Error> {
        let fetcher = if args.offline { None } else { Some(crate::fetcher::Fetcher::new(args, deep)?) };
        Ok(Self { fetcher })
    }

    /// Nothing: this build cannot fetch.
    #[cfg(not(feature = "fetch"))]
    pub(crate) fn new(_: &Fetching, _: bool) -> Result<Self, Error> {
        Ok(Self {})
    }

    /// Whether anything is fetched at all.
    pub(crate) fn is_on(&self) -> bool {
        #[cfg(feature = "fetch")]
        return self.fetcher.is_some();
        #[cfg(not(feature = "fetch"))]
        return false;
    }

    /// How many URLs are worth fetching at the same time.
    pub(crate) fn connections(&self) -> Connections {
        #[cfg(feature = "fetch")]
        if let Some(fetcher) = &self.fetcher {
            return fetcher.connections();
        }
        Connections::default()
    }

    /// Measures the media at each of `urls` on many threads, and passes the results in order to `consume`. A result is
    /// missing only where the fetch panicked.
    pub(crate) fn measure_all<O>(
        &self,
        urls: &[&str],
        consume: impl FnOnce(&mut dyn Iterator<Item = Option<Measured>>) -> O,
    ) -> O {
        ahead(urls, self.connections().total.get(), |url| self.measure(url), consume)
    }

    /// Measures the media at `url`; if it cannot be fetched, the facts contain the reason.
    pub(crate) fn measure(&self, url: &str) -> Measured {
        self.measure_unless(url, None).unwrap_or_else(|| Self::not_fetched(url))
    }

    /// Measures the media at `url`, unless they are of the version `known`.
    fn measure_unless(&self, url: &str, known: Option<&RemoteStamp>) -> Option<Measured> {
        #[cfg(feature = "fetch")]
        if let (Some(fetcher), true) = (&self.fetcher, Self::can_fetch(url)) {
            return fetcher.measure_unless(url, known);
        }
        let _ = known;
        Some(Self::not_fetched(url))
    }

    /// Where a URL leads.
    fn place(&self, url: &str) -> RemotePlace {
        #[cfg(feature = "fetch")]
        if let Some(fetcher) = &self.fetcher {
            return fetcher.place(url);
        }
        let _ = url;
        RemotePlace::default()
    }

    /// The objects whose locations begin with that of `root`; `None` if it is not in a bucket, or nothing is fetched.
    pub(crate) fn list(&self, root: &Path) -> Result<Option<Objects<'_>>, Error> {
        #[cfg(feature = "s3")]
        if let (Some(fetcher), Some(location)) = (&self.fetcher, url_of(root).filter(|url| is_bucket(url))) {
            return Ok(Some(Box::new(fetcher.list(location)?)));
        }
        let _ = root;
        Ok(None)
    }

    /// Takes note of the version that an object has by a listing, until it is located.
    pub(crate) fn expect(&self, path: &Path, version: RemoteStamp) {
        #[cfg(feature = "s3")]
        if let Some(fetcher) = &self.fetcher {
            fetcher.expect(path, version);
        }
        #[cfg(not(feature = "s3"))]
        let _ = (path, version);
    }

    /// Whether this build can fetch from there.
    #[cfg(feature = "fetch")]
    fn can_fetch(url: &str) -> bool {
        cfg!(feature = "s3") || !is_bucket(url)
    }

    fn not_fetched(url: &str) -> Measured {
        let why = if !cfg!(feature = "fetch") {
            "this build of the program cannot fetch; the feature `fetch` is missing"
        } else if !cfg!(feature = "s3") && is_bucket(url) {
            "this build of the program cannot read buckets; the feature `s3` is missing"
        } else {
            "not fetched because of --offline"
        };
        Measured::of(Facts::of_fault(FetchObstacle::Offline.fault(0, why)))
    }

    /// Prints to standard error how much was fetched in total.
    pub(crate) fn print_fetch_totals(&self) {
        #[cfg(feature = "fetch")]
        if let Some(fetcher) = &self.fetcher {
            fetcher.print_fetch_totals();
        }
    }
}
