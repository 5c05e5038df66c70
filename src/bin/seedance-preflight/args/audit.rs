//! What `audit` is told.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::{Fetching, Reporting};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Files are told by their content. What is no media is counted and not reported, unless its name says that it is media, \
or it could not be read. Left out are hidden files and what .gitignore, .ignore and .preflightignore name; a file that \
is named itself never is. Ctrl-C ends in order, with what was done written; a second one at once.

Examples:
  seedance-preflight audit .
  seedance-preflight audit clips/ --exclude 'drafts/' --sort
  seedance-preflight audit clips/ --output jsonl=reports.jsonl --output text
  seedance-preflight audit clips/ --journal clips.journal
  seedance-preflight audit . --output text --output junit=report.xml --output sarif=report.sarif
  seedance-preflight audit . --output jsonl=known.jsonl
  seedance-preflight audit . --baseline known.jsonl
  seedance-preflight audit /archive --jobs 4 --as video --quiet > /dev/null
  find . -newer stamp -print0 | seedance-preflight audit -0 @-
  seedance-preflight audit --changed-since origin/main")]
pub(crate) struct Audit {
    /// Folders, files and URLs to audit; `@LIST` is a file of paths and URLs, a line each, and `@-` such a list on standard input
    #[arg(value_name = "DIR|FILE|URL|@LIST")]
    pub(crate) roots: Vec<PathBuf>,
    /// Paths in lists end in NUL, as `find -print0` writes them
    #[arg(long, short = '0')]
    pub(crate) null: bool,
    /// Audit what differs from this revision by git, and what git does not know yet, below the folders or below this one
    #[arg(long, value_name = "REV", conflicts_with = "null")]
    pub(crate) changed_since: Option<String>,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
    /// Threads that work; as many as the machine runs at once, unless it is said
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Report in the order of paths, not as files are done
    #[arg(long)]
    pub(crate) sort: bool,
    /// Also what is hidden: names that begin with a dot
    #[arg(long)]
    pub(crate) hidden: bool,
    /// Also what .gitignore, .ignore and .preflightignore leave out
    #[arg(long)]
    pub(crate) no_ignore: bool,
    /// Leave out what this glob matches, written as in .gitignore; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Follow symbolic links
    #[arg(long)]
    pub(crate) follow: bool,
    /// Keep facts in this file, and take those of unchanged files from it; goes on where a run before was ended
    #[arg(long, value_name = "FILE")]
    pub(crate) journal: Option<PathBuf>,
}
