//! Fetches media over the network.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use seedance_preflight::fetch::{FetchLog, FetchOptions, fetch};
use seedance_preflight::http::{AllowedHosts, HttpOptions, HttpTransport};
use seedance_preflight::request::ContentHash;
use seedance_preflight::{Budget, ReadAt, probe, probe_deep};
use sha2::{Digest, Sha256};

use crate::args::Fetching;
use crate::language::said;
use crate::measured::{Measured, without_query};
use crate::output::Error;

/// Fetches by what the arguments allow, and counts what that costs.
pub(crate) struct Fetcher {
    transport: HttpTransport,
    options: FetchOptions,
    deep: bool,
    files: AtomicU64,
    requests: AtomicU64,
    bytes: AtomicU64,
}

impl Fetcher {
    pub(crate) fn new(args: &Fetching, deep: bool) -> Result<Self, Error> {
        let hosts = if args.allow_private_hosts { AllowedHosts::Any } else { AllowedHosts::Public };
        let mut http = HttpOptions::default();
        http.hosts = hosts;
        http.proxy_from_environment = args.env_proxy;
        let mut options = if deep { FetchOptions::deep() } else { FetchOptions::default() };
        options.hosts = hosts;
        options.requests = args.fetch_requests.get();
        if let Some(megabytes) = args.fetch_megabytes {
            options.bytes = u64::from(megabytes.get()) << 20;
        }
        if let Some(seconds) = args.fetch_seconds {
            options.time = Duration::from_secs(seconds.get().into());
        }
        let transport = HttpTransport::new(&http).map_err(Error::Network)?;
        let (files, requests, bytes) = Default::default();
        Ok(Self { transport, options, deep, files, requests, bytes })
    }

    /// Measures the media at `url`.
    pub(crate) fn measure(&self, url: &str) -> Measured {
        let mut hash = None;
        let fetched = fetch(&self.transport, url, &self.options, |file| match self.deep {
            true => {
                let facts = probe_deep(file, &Budget::DEEP);
                hash = content_hash(file);
                facts
            }
            false => probe(file, &Budget::default()),
        });
        self.note(url, &fetched.log);
        Measured { facts: fetched.facts, hash }
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
    }

    fn note(&self, url: &str, log: &FetchLog) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.requests.fetch_add(log.requests.into(), Ordering::Relaxed);
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
