//! Whole folders: every file below them probed and judged, on all cores, in memory that does not grow with their number.

mod file;
mod output;
mod stamp;
mod summary;

pub use file::{AuditedFile, Origin};
pub use output::{AuditOutput, HtmlOptions, HtmlOutput};
pub use stamp::FileStamp;
pub use summary::{AuditSummary, VerdictCounts};
