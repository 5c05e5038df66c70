//! From a URL to facts.

use super::{FetchLog, FetchOptions, RemoteFile};
use crate::http::Transport;
use crate::model::{Facts, Fault, FaultKind};
use crate::probe::ReadAt;

/// The facts of a file at a URL, and what they cost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fetched {
    /// The facts. If the file could not be fetched, a fault of kind [`FaultKind::NotFetched`] says why.
    pub facts: Facts,
    /// Requests, bytes and time spent.
    pub log: FetchLog,
}

/// Probes the file at `url` with `measure`: [`probe`](crate::probe), or `probe_deep` with the feature `deep`.
///
/// Never fails: what could not be fetched is a fault among the facts, which `fetch/failed` and `fetch/blocked-address` judge.
///
/// ```no_run
/// use seedance_preflight::fetch::{FetchOptions, fetch};
/// use seedance_preflight::http::{HttpOptions, HttpTransport};
/// use seedance_preflight::{Budget, CheckOptions, Subject, check_facts, probe};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let transport = HttpTransport::new(&HttpOptions::default())?;
/// let url = "https://media.example.com/clip.mp4";
/// let fetched = fetch(&transport, url, &FetchOptions::default(), |file| probe(file, &Budget::default()));
/// let subject = Subject { is_fetched: true, ..Subject::default() };
/// let report = check_facts(fetched.facts, &subject, &CheckOptions::default());
/// println!("{} after {} requests and {} bytes", report.verdict, fetched.log.requests, fetched.log.bytes);
/// # Ok(())
/// # }
/// ```
pub fn fetch(
    transport: &dyn Transport,
    url: &str,
    options: &FetchOptions,
    measure: impl FnOnce(&dyn ReadAt) -> Facts,
) -> Fetched {
    match RemoteFile::start(transport, url, options) {
        Ok(file) => {
            let mut facts = measure(&file);
            facts.bytes = facts.bytes.or_else(|| file.byte_len());
            if facts.bytes.is_none() {
                let what = "the server does not send the file's length";
                facts.faults.push(Fault::new(FaultKind::NotFetched, 0, what));
            }
            Fetched { facts, log: file.log() }
        }
        Err((fault, log)) => Fetched { facts: Facts::of_fault(fault), log },
    }
}
