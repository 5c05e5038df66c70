//! Where the results of an audit go.

#[cfg(feature = "parquet")]
mod arrow;
#[cfg(feature = "parquet")]
mod batches;
mod csv;
mod fingerprint;
mod github;
mod gitlab;
mod html;
mod json;
mod jsonl;
mod junit;
#[cfg(test)]
mod laws;
mod markdown;
#[cfg(feature = "parquet")]
mod parquet;
mod sarif;
mod several;
mod spool;
mod temporary;
mod text;

use std::io;

#[cfg(feature = "parquet")]
pub use arrow::AuditArrow;
pub use csv::AuditCsv;
pub use github::AuditGithub;
pub use gitlab::AuditGitlab;
#[cfg(feature = "python")]
pub(crate) use html::Text as HtmlText;
pub use html::{AuditHtml, AuditHtmlOptions};
pub use json::AuditJson;
pub use jsonl::AuditJsonLines;
pub use junit::AuditJunit;
pub use markdown::AuditMarkdown;
#[cfg(feature = "parquet")]
pub use parquet::AuditParquet;
pub use sarif::AuditSarif;
pub use several::AuditOutputs;
pub use text::AuditText;

use super::{AuditSummary, AuditedFile};

/// Takes the results of an audit as they come. Each holds what it needs and no more, so that memory does not grow with
/// the number of files.
pub trait AuditOutput: Send {
    /// Takes one file.
    ///
    /// # Errors
    /// Whatever keeps the output from being written.
    fn file(&mut self, file: &AuditedFile) -> io::Result<()>;

    /// Whether [`AuditedFile::json_line`] is wanted of every file: it is then rendered on the threads that judge.
    fn takes_json(&self) -> bool {
        false
    }

    /// Passes on what was written so far; called a few times a second, with what was counted so far.
    ///
    /// # Errors
    /// Whatever keeps the output from being written.
    fn flush(&mut self, so_far: &AuditSummary) -> io::Result<()> {
        let _ = so_far;
        Ok(())
    }

    /// Takes the summary, after the last file, and finishes what was written. Also called where an audit was interrupted:
    /// the summary says so.
    ///
    /// # Errors
    /// Whatever keeps the output from being written.
    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()>;
}
