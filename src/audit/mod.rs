//! Audits whole folders: probes and judges every file on all cores, in memory that does not grow with their number.

mod baseline;
mod batches;
mod collect;
#[cfg(feature = "parquet")]
mod columns;
mod config;
mod error;
mod file;
mod fixed;
mod fixer;
mod journal;
mod measure;
mod output;
mod path_globs;
mod path_rules;
mod recheck;
mod remote_queue;
mod remote_source;
mod remote_work;
mod run;
mod select;
mod stamp;
mod summary;
mod threads;
mod walk;
mod work;

pub use baseline::{Baseline, BaselineError};
#[cfg(feature = "python")]
pub(crate) use columns::Rows;
pub use config::Audit;
pub use error::AuditError;
pub use file::{AuditedFile, Origin};
pub use fixed::{FixCounts, FixOutcome, FixedFile};
pub use fixer::FileFixer;
pub use journal::{Journal, JournalEntries, JournalEntry, JournalError, JournalReader, JournalStamp, StorageError};
#[cfg(feature = "python")]
pub(crate) use output::HtmlText;
#[cfg(feature = "parquet")]
pub use output::{AuditArrow, AuditParquet};
pub use output::{
    AuditCsv, AuditGithub, AuditGitlab, AuditHtml, AuditHtmlOptions, AuditJson, AuditJsonLines, AuditJunit,
    AuditMarkdown, AuditOutput, AuditOutputs, AuditSarif, AuditText,
};
pub use path_globs::PathGlobs;
pub use path_rules::PathRules;
pub use recheck::Recheck;
pub use remote_source::{Connections, RemoteFacts, RemotePlace, RemoteSource};
pub use stamp::FileStamp;
pub use summary::{AuditSummary, RuleCounts, VerdictCounts};
pub use walk::WalkOptions;
