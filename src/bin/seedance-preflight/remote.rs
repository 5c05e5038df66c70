//! Remote media, as far as this build can fetch.

use std::path::Path;

use seedance_preflight::audit::RemoteSource;
use seedance_preflight::{Facts, FetchObstacle};

use crate::args::Fetching;
use crate::measured::Measured;
use crate::output::Error;

/// The URL that a path is in truth: `http` or `https`, in letters of any case.
pub(crate) fn url_of(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    let (scheme, _) = text.split_once("://")?;
    let is_fetched = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    is_fetched.then_some(text)
}

impl RemoteSource for Remote {
    fn measure(&self, path: &Path) -> Option<Facts> {
        let foreign = || crate::input::foreign_scheme(path).map(|error| Facts::of_unreadable(&error));
        url_of(path).map(|url| self.measure(url).facts).or_else(foreign)
    }
}

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

    /// Measures the media at `url`; if it cannot be fetched, the facts contain the reason.
    pub(crate) fn measure(&self, url: &str) -> Measured {
        #[cfg(feature = "fetch")]
        if let Some(fetcher) = &self.fetcher {
            return fetcher.measure(url);
        }
        let _ = url;
        let why = if cfg!(feature = "fetch") {
            "not fetched because of --offline"
        } else {
            "this build of the program cannot fetch; the feature `fetch` is missing"
        };
        Measured { facts: Facts::of_fault(FetchObstacle::Offline.fault(0, why)), hash: None }
    }

    /// Prints to standard error how much was fetched in total.
    pub(crate) fn print_fetch_totals(&self) {
        #[cfg(feature = "fetch")]
        if let Some(fetcher) = &self.fetcher {
            fetcher.print_fetch_totals();
        }
    }
}
