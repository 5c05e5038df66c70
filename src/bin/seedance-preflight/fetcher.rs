//! Fetches media over the network.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use seedance_preflight::audit::{Connections, RemotePlace};
use seedance_preflight::fetch::{FetchLog, FetchOptions, Fetched, Refetched, fetch, refetch, without_signature};
use seedance_preflight::http::{
    AllowedHosts, HttpOptions, HttpRequest, HttpResponse, HttpTransport, Link, LinkPolicy, PlainHttp, Transport,
    TransportError,
};
use seedance_preflight::request::ContentHash;
use seedance_preflight::{Budget, Facts, ReadAt, RemoteStamp, probe, probe_deep};
use sha2::{Digest, Sha256};

use crate::args::Fetching;
use crate::interrupt;
use crate::language::said;
use crate::measured::{Measured, without_query};
use crate::output::Error;

/// Fetches by what the arguments allow, and counts what that costs.
pub(crate) struct Fetcher {
    transport: Interruptible,
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
        let transport = Interruptible { transport: HttpTransport::new(&http).map_err(Error::Network)? };
        let connections = Connections::new(args.connections, args.connections_per_host);
        let (files, requests, retries, bytes) = Default::default();
        Ok(Self { transport, options, connections, deep, files, requests, retries, bytes })
    }

    /// How many connections are allowed.
    pub(crate) fn connections(&self) -> Connections {
        self.connections
    }

    /// Measures the media at `url`.
    pub(crate) fn measure(&self, url: &str) -> Measured {
        let mut hash = None;
        let fetched = fetch(&self.transport, url, &self.options, |file| self.probe(file, &mut hash));
        self.measured(url, fetched, hash)
    }

    /// Measures the media at `url`, unless they are of the version `known`.
    pub(crate) fn measure_unless(&self, url: &str, known: &RemoteStamp) -> Option<Measured> {
        let mut hash = None;
        let probe = |file: &dyn ReadAt| self.probe(file, &mut hash);
        match refetch(&self.transport, url, known, &self.options, probe) {
            Refetched::Fetched(fetched) => Some(self.measured(url, fetched, hash)),
            Refetched::Unchanged(log) => {
                self.note(url, &log);
                None
            }
        }
    }

    fn probe(&self, file: &dyn ReadAt, hash: &mut Option<ContentHash>) -> Facts {
        if !self.deep {
            return probe(file, &Budget::default());
        }
        let facts = probe_deep(file, &Budget::DEEP);
        *hash = content_hash(file);
        facts
    }

    fn measured(&self, url: &str, fetched: Fetched, hash: Option<ContentHash>) -> Measured {
        let Fetched { facts, stamp, log, .. } = fetched;
        self.note(url, &log);
        Measured { facts, hash, stamp, bytes: log.bytes }
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

/// Where a URL leads. One that is not fetched leads to no host.
pub(crate) fn place(url: &str) -> RemotePlace {
    let mut policy = LinkPolicy::default();
    policy.hosts = AllowedHosts::Any;
    policy.plain_http = PlainHttp::Always;
    match Link::parse(url, &policy) {
        Ok(link) => RemotePlace::new(link.origin(), Some(without_signature(&link))),
        Err(_) => RemotePlace::default(),
    }
}

/// A transport whose pauses end at Ctrl-C.
struct Interruptible {
    transport: HttpTransport,
}

impl Transport for Interruptible {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        self.transport.send(request)
    }

    fn pause(&self, length: Duration) -> bool {
        const TICK: Duration = Duration::from_millis(50);
        let end = Instant::now() + length;
        while !interrupt::is_set() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(TICK));
        }
        false
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
