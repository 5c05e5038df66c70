//! Media at URLs.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;

use super::errors;
use super::measure::probed;
use crate::audit::{RemoteFacts, RemotePlace, RemoteSource};
use crate::fetch::{FetchOptions, Refetched, fetch, refetch, without_signature};
use crate::http::{AllowedHosts, HttpOptions, HttpTransport, Link, LinkPolicy, PlainHttp};
use crate::model::{Facts, FetchObstacle, RemoteStamp};
use crate::probe::ReadAt;

/// What may be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fetching {
    pub(super) is_on: bool,
    pub(super) allows_private_hosts: bool,
}

/// Fetches by what the caller allows. Connections are kept between calls.
#[derive(Clone)]
pub(super) struct Fetcher {
    /// `None` if nothing is fetched.
    transport: Option<Arc<HttpTransport>>,
    options: FetchOptions,
    deep: bool,
}

impl Fetcher {
    /// # Errors
    /// If the system has no sockets or no randomness for TLS.
    pub(super) fn new(py: Python<'_>, fetching: Fetching, deep: bool) -> PyResult<Self> {
        let hosts = if fetching.allows_private_hosts { AllowedHosts::Any } else { AllowedHosts::Public };
        let mut options = if deep { FetchOptions::deep() } else { FetchOptions::default() };
        options.hosts = hosts;
        let transport = if fetching.is_on { Some(transport(py, hosts)?) } else { None };
        Ok(Self { transport, options, deep })
    }

    /// The facts of what is at `url`; if it cannot be fetched, a fault says why.
    pub(super) fn measure(&self, url: &str) -> Facts {
        match &self.transport {
            Some(transport) => fetch(&**transport, url, &self.options, |file| probed(file, self.deep)).facts,
            None => not_fetched(),
        }
    }
}

fn not_fetched() -> Facts {
    Facts::of_fault(FetchObstacle::Offline.fault(0, "not fetched because of fetch=False"))
}

/// `path` as a URL of HTTP.
pub(super) fn url_of(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once("://")?;
    (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")).then_some(text)
}

/// A URL without its query, which is not part of a file's name.
pub(super) fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}

impl RemoteSource for Fetcher {
    fn locate(&self, path: &Path) -> Option<RemotePlace> {
        let url = url_of(path.to_str()?)?;
        let policy = LinkPolicy { hosts: AllowedHosts::Any, plain_http: PlainHttp::Always, ..LinkPolicy::default() };
        let place =
            Link::parse(url, &policy).map(|link| RemotePlace::new(link.origin(), Some(without_signature(&link))));
        // A URL that is not fetched leads to no host.
        Some(place.unwrap_or_default())
    }

    fn measure(&self, path: &Path, known: Option<&RemoteStamp>) -> RemoteFacts {
        let url = path.to_str().unwrap_or_default();
        let Some(transport) = &self.transport else {
            return RemoteFacts::Measured { facts: not_fetched(), stamp: RemoteStamp::default(), bytes_read: 0 };
        };
        let probed = |file: &dyn ReadAt| probed(file, self.deep);
        let fetched = match known.map(|known| refetch(&**transport, url, known, &self.options, probed)) {
            Some(Refetched::Unchanged(_)) => return RemoteFacts::Unchanged,
            Some(Refetched::Fetched(fetched)) => fetched,
            None => fetch(&**transport, url, &self.options, probed),
        };
        RemoteFacts::Measured { facts: fetched.facts, stamp: fetched.stamp, bytes_read: fetched.log.bytes }
    }
}

/// One for each process and policy: a child of a fork must not use the connections of its parent.
fn transport(py: Python<'_>, hosts: AllowedHosts) -> PyResult<Arc<HttpTransport>> {
    static KEPT: Mutex<Vec<(u32, AllowedHosts, Arc<HttpTransport>)>> = Mutex::new(Vec::new());
    let process = std::process::id();
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((.., transport)) = kept.iter().find(|kept| (kept.0, kept.1) == (process, hosts)) {
        return Ok(transport.clone());
    }
    let options = HttpOptions { hosts, ..HttpOptions::default() };
    let transport =
        HttpTransport::new(&options).map_err(|error| errors::preflight(py, format!("cannot fetch: {error}")))?;
    let transport = Arc::new(transport);
    kept.push((process, hosts, transport.clone()));
    Ok(transport)
}
