//! Files and requests against a profile: reports, verdicts, and approved requests.

mod approval;
mod file;
mod options;
mod report;
mod request;
mod request_report;
mod verdict;

pub use approval::{ApprovedRequest, NotApproved};
pub use file::{check, check_facts};
pub use options::CheckOptions;
pub use report::Report;
pub use request::check_request;
pub use request_report::{AssetReport, RequestReport};
pub use verdict::Verdict;
