//! How the files of an audit are judged and reported.

use std::path::PathBuf;

use seedance_preflight::Kind;

use super::judging::{Judging, KindArg, Measuring};
use super::results::Results;

#[derive(Debug, clap::Args)]
pub(crate) struct Reporting {
    /// Do not count the findings of an earlier audit
    ///
    /// They are in a file that `--output jsonl=FILE` wrote.
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) baseline: Option<PathBuf>,
    /// The kind of media to expect [default: any]
    #[arg(long = "as", value_name = "KIND")]
    expected_kind: Option<KindArg>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) measuring: Measuring,
    /// Also report files that are not media
    #[arg(long)]
    pub(crate) all: bool,
    /// Also write a line of text for accepted files
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) results: Results,
}

impl Reporting {
    /// The kind of media that every file is expected to be.
    pub(crate) fn expected_kind(&self) -> Option<Kind> {
        self.expected_kind.map(Into::into)
    }
}
