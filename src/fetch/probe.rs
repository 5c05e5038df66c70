//! From a URL to facts.

use super::remote::{Start, unexpectedly_unchanged};
use super::{FetchLog, FetchOptions, RemoteFile};
use crate::http::Transport;
use crate::model::{Facts, Fault, FaultKind, RemoteStamp};
use crate::probe::ReadAt;

/// The facts of a file at a URL, and what they cost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fetched {
    /// The facts. If the file could not be fetched, a fault of kind [`FaultKind::NotFetched`] says why.
    pub facts: Facts,
    /// What recognizes the version of the file that was read; empty if none was.
    pub stamp: RemoteStamp,
    /// Requests, bytes and time spent.
    pub log: FetchLog,
}

/// The result of fetching a file that may be known already.
#[derive(Debug, Clone, PartialEq, Eq)]
// Made and matched once for each file, at the cost of a request.
#[allow(clippy::large_enum_variant)]
pub enum Refetched {
    /// The server reports the version that is known. Its requests, bytes and time.
    Unchanged(FetchLog),
    /// The file is of another version, could not be fetched, or the server sends nothing to compare.
    Fetched(Fetched),
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
    match RemoteFile::start(transport, url, options, None) {
        Start::File(file) => measured(&file, measure),
        Start::Failed(fault, log) => failed(fault, log),
        Start::Unchanged(log) => failed(unexpectedly_unchanged(), log),
    }
}

/// Like [`fetch`], but a file of the version `known` is not read: its first request is conditional, and a server that
/// supports that answers it without a body.
pub fn refetch(
    transport: &dyn Transport,
    url: &str,
    known: &RemoteStamp,
    options: &FetchOptions,
    measure: impl FnOnce(&dyn ReadAt) -> Facts,
) -> Refetched {
    match RemoteFile::start(transport, url, options, Some(known)) {
        Start::File(file) => Refetched::Fetched(measured(&file, measure)),
        Start::Failed(fault, log) => Refetched::Fetched(failed(fault, log)),
        Start::Unchanged(log) => Refetched::Unchanged(log),
    }
}

fn measured(file: &RemoteFile<'_>, measure: impl FnOnce(&dyn ReadAt) -> Facts) -> Fetched {
    let mut facts = measure(file);
    facts.bytes = facts.bytes.or_else(|| file.byte_len());
    if facts.bytes.is_none() {
        let what = "the server does not send the file's length";
        facts.faults.push(Fault::new(FaultKind::NotFetched, 0, what));
    }
    let mut stamp = file.stamp();
    stamp.bytes = facts.bytes;
    Fetched { facts, stamp, log: file.log() }
}

fn failed(fault: Fault, log: FetchLog) -> Fetched {
    Fetched { facts: Facts::of_fault(fault), stamp: RemoteStamp::default(), log }
}
