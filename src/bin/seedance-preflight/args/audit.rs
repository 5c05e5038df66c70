//! The arguments of `audit`.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::ArgGroup;

use super::age::age;
use super::fetching::Fetching;
use super::fix::FixChoice;
use super::reporting::Reporting;

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Files are detected by content. Files that are not media are counted and not reported, unless they have a media \
extension or could not be read. Hidden files and those that .gitignore, .ignore and .preflightignore list are skipped, \
unless they are named themselves. Ctrl-C shuts down cleanly and writes the results so far; a second Ctrl-C ends at once.

Examples:
  seedance-preflight audit .
  seedance-preflight audit clips/ --exclude 'drafts/' --sort
  seedance-preflight audit clips/ --output html=page.html
  seedance-preflight audit clips/ --journal clips.journal
  seedance-preflight audit @urls.txt --journal urls.journal
  seedance-preflight audit s3://media/clips/ --journal j
  seedance-preflight audit . --output jsonl=known.jsonl
  seedance-preflight audit . --baseline known.jsonl
  seedance-preflight audit /archive --as video --quiet
  seedance-preflight audit clips/ --fix-to accepted/
  find . -newer x -print0 | seedance-preflight audit -0 @-
  seedance-preflight audit --changed-since origin/main")]
#[command(group = ArgGroup::new("of_fixes").args(OF_FIXES).multiple(true).requires("fix_to"))]
pub(crate) struct Audit {
    /// Folders, files, URLs, and lists of them to audit
    ///
    /// `@LIST` is a file of paths and URLs, one on each line; `@-` is such a list on standard input.
    ///
    /// `s3://BUCKET/PREFIX` is all objects whose keys begin with PREFIX; in a list, only if it ends in a slash.
    #[arg(value_name = "DIR|FILE|URL|@LIST")]
    pub(crate) roots: Vec<PathBuf>,
    /// Paths in lists end in NUL, as `find -print0` writes them
    #[arg(long, short = '0')]
    pub(crate) null: bool,
    /// Audit only what changed since this git revision
    ///
    /// These are the files that differ from it and those that are untracked, below the named folders or the current one.
    #[arg(long, value_name = "REV", conflicts_with = "null")]
    pub(crate) changed_since: Option<String>,
    /// End with 3 if there is nothing to check, also with --changed-since
    #[arg(long)]
    pub(crate) fail_if_empty: bool,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
    /// Number of threads for local files [default: one per core with --deep, otherwise four, and at least 16]
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Report in the order of paths, not of completion
    #[arg(long)]
    pub(crate) sort: bool,
    /// Also audit hidden files: names that begin with a dot
    #[arg(long)]
    pub(crate) hidden: bool,
    /// Also audit what .gitignore, .ignore and .preflightignore exclude
    #[arg(long)]
    pub(crate) no_ignore: bool,
    /// Exclude what this glob matches; repeatable
    ///
    /// Globs have the syntax of .gitignore, and are relative to each folder that is audited.
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Follow symbolic links
    #[arg(long)]
    pub(crate) follow: bool,
    /// Keep facts in this file, and reuse those of unchanged files and URLs
    ///
    /// This also resumes an interrupted run.
    #[arg(long, value_name = "FILE")]
    pub(crate) journal: Option<PathBuf>,
    /// Use facts of URLs in the journal without asking the server if they are not older, such as 12h
    ///
    /// A number with s, m, h or d for its unit. Without this, the server is asked by one request whether the file has changed.
    #[arg(long, value_name = "AGE", value_parser = age, requires = "journal")]
    pub(crate) max_age: Option<Duration>,
    /// Put an accepted version of each file where it is, below this folder
    ///
    /// Accepted files are hard links, or else copies; the others are fixed as `fix` does. Implies --deep. The folder is
    /// outside the audited one. Results of an earlier run are kept unless their files have changed since.
    #[arg(help_heading = "Fixes", long, value_name = "DIR", conflicts_with = "baseline")]
    pub(crate) fix_to: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) fixes: FixChoice,
}

/// The options of [`FixChoice`].
const OF_FIXES: [&str; 8] = ["fit", "max_crop", "keep", "extend", "quality", "force", "ffmpeg", "time_limit"];
