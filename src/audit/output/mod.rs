//! Where the results of an audit go.

mod html;

use std::io;

use super::{AuditSummary, AuditedFile};
pub use html::{HtmlOptions, HtmlOutput};

/// Takes the results of an audit as they come. Each holds what it needs and no more, so that memory does not grow with
/// the number of files.
pub trait AuditOutput {
    /// Takes one file.
    ///
    /// # Errors
    /// Whatever keeps the output from being written.
    fn file(&mut self, file: &AuditedFile) -> io::Result<()>;

    /// Takes the summary, after the last file, and finishes what was written. Also called where an audit was interrupted:
    /// the summary says so.
    ///
    /// # Errors
    /// Whatever keeps the output from being written.
    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()>;
}
