//! Probes media at URLs by requesting a few byte ranges.

mod failure;
mod log;
mod obstacle;
mod options;
mod plan;
mod probe;
mod ranges;
mod remote;
mod response;
mod retries;
mod session;
mod signature;
mod version;

pub use log::FetchLog;
pub use options::FetchOptions;
pub use probe::{Fetched, Refetched, fetch, refetch};
pub use remote::RemoteFile;
pub use retries::FetchRetries;
pub use signature::without_signature;
