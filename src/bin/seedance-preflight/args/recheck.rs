//! What `recheck` is told.

use std::path::PathBuf;

use super::Reporting;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
The media are not looked at: the answer is of the time when they were audited. With --deep, what `audit --deep` measured
is judged. Files that are gone are left out once an audit of their folder has run to its end.

Examples:
  seedance-preflight audit clips/ --journal clips.journal
  seedance-preflight recheck --journal clips.journal --profile seedance-2.5
  seedance-preflight recheck --journal clips.journal --tolerance observed --under clips/summer --output jsonl")]
pub(crate) struct Recheck {
    /// The journal of an audit; it stays as it is
    #[arg(long, value_name = "FILE")]
    pub(crate) journal: PathBuf,
    /// Only files below this folder, named as it is written
    #[arg(long, value_name = "DIR")]
    pub(crate) under: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
}
