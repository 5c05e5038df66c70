//! What `audit` is told.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{OsStringValueParser, TypedValueParser};

use super::{Fetching, Judging, KindArg};
use crate::input::path_of;

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
    #[arg(long = "output", value_name = "KIND[=FILE]", help = output_help())]
    #[arg(value_parser = OsStringValueParser::new().try_map(output))]
    pub(crate) outputs: Vec<OutputArg>,
    /// Findings that are known, and not counted again: what `--output jsonl=FILE` wrote of an earlier audit
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) baseline: Option<PathBuf>,
    /// The kind of media that is wanted; without it, whatever kind each file is
    #[arg(long = "as", value_name = "KIND")]
    pub(crate) expected_kind: Option<KindArg>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
    /// Threads that work; as many as the machine runs at once, unless it is said
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Report in the order of paths, not as files are done
    #[arg(long)]
    pub(crate) sort: bool,
    /// Report files that are no media, too
    #[arg(long)]
    pub(crate) all: bool,
    /// Write a line of text for accepted files too
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Neither progress nor a summary on standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,
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

/// One `--output`.
#[derive(Debug, Clone)]
pub(crate) struct OutputArg {
    pub(crate) kind: OutputKind,
    /// `None` is standard output.
    pub(crate) file: Option<PathBuf>,
}

/// The forms that results are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputKind {
    /// For people: what is not accepted, and the summary
    Text,
    /// For people who would rather look: one page
    Html,
    /// An object a line
    Jsonl,
    /// A row a file, for spreadsheets
    Csv,
    /// JUnit XML, for build servers
    Junit,
    /// SARIF 2.1.0, for code-scanning services
    Sarif,
    /// A summary, for the page of a build or a comment on a change
    Markdown,
}

pub(super) fn output_help() -> String {
    format!(
        "Write results as KIND, to standard output or to FILE; may be given several times [default: text] [kinds: {}]",
        known_kinds()
    )
}

fn known_kinds() -> String {
    let known = OutputKind::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    known.map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(", ")
}

pub(super) fn output(argument: OsString) -> Result<OutputArg, String> {
    let bytes = argument.as_encoded_bytes();
    let length = bytes.iter().position(|&byte| byte == b'=').unwrap_or(bytes.len());
    // The kind is ASCII; what is none of the known ones is said as it was written.
    let name = String::from_utf8_lossy(bytes.get(..length).unwrap_or_default()).into_owned();
    let kind = OutputKind::from_str(&name, false)
        .map_err(|_| format!("there is no output {name:?}; there are: {}", known_kinds()))?;
    let file = match bytes.get(length + 1..) {
        None | Some(b"-") => None,
        Some(b"") => return Err("no file is named behind the `=`".to_owned()),
        Some(file) => Some(path_of(file.to_vec())),
    };
    Ok(OutputArg { kind, file })
}
