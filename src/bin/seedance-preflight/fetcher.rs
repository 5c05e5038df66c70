//! Fetches media over the network.

#[cfg(feature = "s3")]
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

#[cfg(feature = "s3")]
use seedance_preflight::FetchObstacle;
use seedance_preflight::audit::{Connections, RemotePlace};
use seedance_preflight::fetch::{FetchLog, FetchOptions, Fetched, Refetched, fetch, refetch, without_signature};
use seedance_preflight::http::{AllowedHosts, HttpOptions, Link, LinkPolicy, PlainHttp};
use seedance_preflight::request::ContentHash;
use seedance_preflight::{Budget, Facts, ReadAt, RemoteStamp, probe, probe_deep};
use sha2::{Digest, Sha256};

use crate::args::Fetching;
#[cfg(feature = "s3")]
use crate::buckets::Buckets;
use crate::interruptible::Interruptible;
use crate::language::said;
#[cfg(feature = "s3")]
use crate::measured::is_bucket;
use crate::measured::{Measured, without_query};
use crate::output::Error;

/// Fetches by what the arguments allow, and counts what that costs.
pub(crate) struct Fetcher {
    transport: Interruptible,
    #[cfg(feature = "s3")]
    buckets: Buckets,
    options: FetchOptions,
    connections: Connections,
    deep: bool,
    files: AtomicU64,
    requests: AtomicU64,
    retries: AtomicU64,
    bytes: AtomicU64,
}

impl Fetcher {
    pub(crate) fn new(args: &Fetching, deep: bool) -> Result<Self, Error> {
        let hosts = if args.allow_private_hosts { AllowedHosts::Any } else { AllowedHosts::Public };
        let mut http = HttpOptions::default();
        http.hosts = hosts;
        http.proxy_from_environment = args.env_proxy;
        http.connections_per_host = args.connections_per_host;
        http.idle_connections = args.connections.get();
        let mut options = if deep { FetchOptions::deep() } else { FetchOptions::default() };
        options.hosts = hosts;
        options.requests = args.fetch_requests.get();
        options.retries.tries = args.fetch_tries.get();
        if let Some(megabytes) = args.fetch_megabytes {
            options.bytes = u64::from(megabytes.get()) << 20;
        }
        if let Some(seconds) = args.fetch_seconds {
            options.time = Duration::from_secs(seconds.get().into());
        }
        let transport = Interruptible::new(&http).map_err(Error::Network)?;
        let connections = Connections::new(args.connections, args.connections_per_host);
        let (files, requests, retries, bytes) = Default::default();
        Ok(Self {
            transport,
            #[cfg(feature = "s3")]
            buckets: Buckets::new(&args.buckets, http),
            options,
            connections,
            deep,
            files,
            requests,
            retries,
            bytes,
        })
    }

    /// How many connections are allowed.
    pub(crate) fn connections(&self) -> Connections {
        self.connections
    }

    /// Measures the media at `url`, unless they are of the version `known`.
    pub(crate) fn measure_unless(&self, url: &str, known: Option<&RemoteStamp>) -> Option<Measured> {
        let mut hash = None;
        let probe = |file: &dyn ReadAt| self.probe(file, &mut hash);
        #[cfg(feature = "s3")]
        if is_bucket(url) {
            return match self.buckets.fetch(url, known, &self.options, probe) {
                Ok(fetched) => self.measured(url, fetched, hash),
                Err(why) => Some(Measured::of(Facts::of_fault(FetchObstacle::BadUrl.fault(0, why)))),
            };
        }
        let fetched = match known {
            Some(known) => refetch(&self.transport, url, known, &self.options, probe),
            None => Refetched::Fetched(fetch(&self.transport, url, &self.options, probe)),
        };
        self.measured(url, fetched, hash)
    }

    /// Where a URL leads. One that is not fetched leads to no host.
    pub(crate) fn place(&self, url: &str) -> RemotePlace {
        #[cfg(feature = "s3")]
        if is_bucket(url) {
            return self.buckets.place(url);
        }
        place(url)
    }

    /// The objects of the bucket whose locations begin with `prefix`.
    #[cfg(feature = "s3")]
    pub(crate) fn list(
        &self,
        prefix: &str,
    ) -> Result<impl Iterator<Item = Result<(PathBuf, RemoteStamp), Error>> + Send + use<'_>, Error> {
        self.buckets.list(prefix, &self.options)
    }

    /// Takes note of the version that an object has by a listing, until it is located.
    #[cfg(feature = "s3")]
    pub(crate) fn expect(&self, path: &Path, version: RemoteStamp) {
        self.buckets.expect(path, version);
    }

    fn probe(&self, file: &dyn ReadAt, hash: &mut Option<ContentHash>) -> Facts {
        if !self.deep {
            return probe(file, &Budget::default());
        }
        let facts = probe_deep(file, &Budget::DEEP);
        *hash = content_hash(file);
        facts
    }

    /// What was fetched; `None` if it is unchanged.
    fn measured(&self, url: &str, fetched: Refetched, hash: Option<ContentHash>) -> Option<Measured> {
        match fetched {
            Refetched::Fetched(Fetched { facts, stamp, log, .. }) => {
                self.note(url, &log);
                Some(Measured { facts, hash, stamp, bytes: log.bytes })
            }
            Refetched::Unchanged(log) => {
                self.note(url, &log);
                None
            }
        }
    }

    /// Prints to standard error how much was fetched in total.
    pub(crate) fn print_fetch_totals(&self) {
        let [files, requests, bytes] =
            [&self.files, &self.requests, &self.bytes].map(|count| count.load(Ordering::Relaxed));
        if files > 0 {
            let text = match (files, requests) {
                (1, 1) => said!("1 URL: {bytes} bytes fetched by 1 request", bytes),
                (1, _) => said!("1 URL: {bytes} bytes fetched by {requests} requests", bytes, requests),
                _ => said!("{files} URLs: {bytes} bytes fetched by {requests} requests", files, bytes, requests),
            };
            anstream::eprintln!("seedance-preflight: {text}");
        }
        let retries = self.retries.load(Ordering::Relaxed);
        if retries > 0 {
            let text = said!("{retries} of these requests were further tries after an error of the server", retries);
            anstream::eprintln!("seedance-preflight: {text}");
        }
    }

    fn note(&self, url: &str, log: &FetchLog) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.requests.fetch_add(log.requests.into(), Ordering::Relaxed);
        self.retries.fetch_add(log.retries.into(), Ordering::Relaxed);
        self.bytes.fetch_add(log.bytes, Ordering::Relaxed);
        if let Some(took) = log.first_byte.filter(|_| log.is_slow()) {
            anstream::eprintln!(
                "seedance-preflight: {}",
                said!(
                    "warning: {url} took {seconds} seconds to answer; the service is reported to give up after about ten",
                    url = without_query(url),
                    seconds = took.as_secs()
                )
            );
        }
    }
}

fn place(url: &str) -> RemotePlace {
    let mut policy = LinkPolicy::default();
    policy.hosts = AllowedHosts::Any;
    policy.plain_http = PlainHttp::Always;
    match Link::parse(url, &policy) {
        Ok(link) => RemotePlace::new(link.origin(), Some(without_signature(&link))),
        Err(_) => RemotePlace::default(),
    }
}

/// The hash of all of the content; `None` where not all of it can be had.
fn content_hash(file: &dyn ReadAt) -> Option<ContentHash> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut offset = 0;
    loop {
        let count = file.read_at(offset, &mut buffer).ok()?;
        if count == 0 {
            return Some(ContentHash::new(hasher.finalize().into()));
        }
        hasher.update(buffer.get(..count).unwrap_or_default());
        offset += u64::try_from(count).ok()?;
    }
}
