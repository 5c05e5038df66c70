//! Media behind URLs, measured by a few ranges of their bytes.

mod answer;
mod link;
mod log;
mod obstacle;
mod options;
mod plan;
mod probe;
mod ranges;
mod remote;
mod session;
mod signature;

pub use log::FetchLog;
pub use options::FetchOptions;
pub use probe::{Fetched, fetch};
pub use remote::RemoteFile;
