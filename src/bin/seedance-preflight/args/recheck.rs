//! What `recheck` is told.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};

use super::audit::{OutputArg, output, output_help};
use super::{Judging, KindArg};

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
    #[arg(long = "output", value_name = "KIND[=FILE]", help = output_help())]
    #[arg(value_parser = OsStringValueParser::new().try_map(output))]
    pub(crate) outputs: Vec<OutputArg>,
    /// The kind of media that is wanted; without it, whatever kind each file is
    #[arg(long = "as", value_name = "KIND")]
    pub(crate) expected_kind: Option<KindArg>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    /// Report files that are no media, too
    #[arg(long)]
    pub(crate) all: bool,
    /// Write a line of text for accepted files too
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Neither a summary nor the age of the facts on standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
