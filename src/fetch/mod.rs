//! Probes media at URLs by requesting a few byte ranges.

mod log;
mod obstacle;
mod options;
mod plan;
mod probe;
mod ranges;
mod remote;
mod response;
mod session;
mod signature;

pub use log::FetchLog;
pub use options::FetchOptions;
pub use probe::{Fetched, fetch};
pub use remote::RemoteFile;
