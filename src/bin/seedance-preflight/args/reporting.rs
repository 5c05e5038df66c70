//! How the files of an audit are judged, and where its results go.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{OsStringValueParser, TypedValueParser};
use seedance_preflight::Kind;

use super::{Judging, KindArg};
use crate::input::path_of;

#[derive(Debug, clap::Args)]
pub(crate) struct Reporting {
    #[arg(long = "output", value_name = "KIND[=FILE]", help = output_help())]
    #[arg(value_parser = OsStringValueParser::new().try_map(output))]
    pub(crate) outputs: Vec<OutputArg>,
    /// Findings that are known, and not counted again: what `--output jsonl=FILE` wrote of an earlier audit
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) baseline: Option<PathBuf>,
    /// The kind of media that is wanted; without it, whatever kind each file is
    #[arg(long = "as", value_name = "KIND")]
    expected_kind: Option<KindArg>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    /// Report files that are no media, too
    #[arg(long)]
    pub(crate) all: bool,
    /// Write a line of text for accepted files too
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Neither progress nor a summary on standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl Reporting {
    /// The kind of media that every file is expected to be.
    pub(crate) fn expected_kind(&self) -> Option<Kind> {
        self.expected_kind.map(Into::into)
    }
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

fn output_help() -> String {
    format!(
        "Write results as KIND, to standard output or to FILE; may be given several times [default: text] [kinds: {}]",
        known_kinds()
    )
}

fn known_kinds() -> String {
    let known = OutputKind::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    known.map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(", ")
}

fn output(argument: OsString) -> Result<OutputArg, String> {
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
