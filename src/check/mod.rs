//! Files and requests against a profile: reports, verdicts, and approved requests.

mod approval;
mod file;
mod json;
mod options;
mod report;
mod request;
mod request_report;
mod selection;
mod verdict;

pub use approval::{ApprovedRequest, NotApproved};
pub(crate) use file::findings_on;
pub use file::{check, check_facts};
pub use json::SCHEMA_VERSION;
pub(crate) use json::{FileReport, RequestJson};
pub use options::CheckOptions;
pub use report::Report;
pub use request::check_request;
pub use request_report::{AssetReport, RequestReport};
pub use selection::{RuleSelection, UnknownRule};
pub use verdict::Verdict;
