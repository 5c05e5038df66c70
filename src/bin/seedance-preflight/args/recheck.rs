//! The arguments of `recheck`.

use std::path::PathBuf;

use super::reporting::Reporting;

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
The files are not read: the result is as of the time when they were audited. With --deep, the facts of `audit --deep` \
are used. Files that are gone are left out once an audit of their folder has completed.

Examples:
  seedance-preflight audit clips/ --journal j
  seedance-preflight recheck --journal j --profile my.toml
  seedance-preflight recheck --journal j --under clips/new")]
pub(crate) struct Recheck {
    /// The journal of an audit; it is not changed
    #[arg(long, value_name = "FILE")]
    pub(crate) journal: PathBuf,
    /// Only files below this folder, as it is written, or URLs that begin with this one
    #[arg(long, value_name = "DIR|URL")]
    pub(crate) under: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
}
