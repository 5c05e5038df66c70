//! What counts, where results go, and how they end the program: the same for every command that judges.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{OsStringValueParser, TypedValueParser};

use crate::input::path_of;
use crate::nearest::instead_of;

/// Set on each argument, since a heading for the struct would also apply to those that follow it.
const HEADING: &str = "Results";

/// Where the reports on files go.
#[derive(Debug, clap::Args)]
pub(crate) struct Results {
    /// Write results as KIND, to standard output or to FILE; repeatable
    #[arg(help_heading = HEADING, long = "output", value_name = "KIND[=FILE]", long_help = output_help())]
    #[arg(value_parser = OsStringValueParser::new().try_map(output))]
    outputs: Vec<OutputArg>,
    /// Short for --output KIND
    #[arg(help_heading = HEADING, long, value_name = "KIND", value_enum, hide_possible_values = true)]
    format: Option<OutputKind>,
    #[command(flatten)]
    pub(crate) choice: Choice,
}

impl Results {
    /// The outputs that are named.
    pub(crate) fn outputs(&self) -> Vec<OutputArg> {
        let format = self.format.map(|kind| OutputArg { kind, file: None });
        format.into_iter().chain(self.outputs.iter().cloned()).collect()
    }
}

/// Which rules apply, and how the verdict is reported.
#[derive(Debug, clap::Args)]
pub(crate) struct Choice {
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// Report only: exit with 0 whatever the verdict
    ///
    /// Errors keep their exit code; a file that does not exist is one.
    #[arg(help_heading = HEADING, long)]
    pub(crate) no_fail: bool,
    /// Print neither progress nor a summary
    #[arg(help_heading = HEADING, long, short)]
    pub(crate) quiet: bool,
}

/// Which rules apply.
#[derive(Debug, clap::Args)]
pub(crate) struct RuleArgs {
    /// Apply only these rules or families (such as `video`), separated by commas
    #[arg(help_heading = HEADING, long, value_name = "RULE|FAMILY", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Do not apply these rules or families, separated by commas
    #[arg(help_heading = HEADING, long, value_name = "RULE|FAMILY", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
}

/// One `--output`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutputArg {
    pub(crate) kind: OutputKind,
    /// `None` is standard output.
    pub(crate) file: Option<PathBuf>,
}

/// The forms in which results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputKind {
    /// For people: findings and a summary
    Text,
    /// For people who prefer to look: one page
    Html,
    /// One array
    Json,
    /// One object on each line
    Jsonl,
    /// One row for each file, for spreadsheets
    Csv,
    /// JUnit XML, for build servers
    Junit,
    /// SARIF 2.1.0, for code-scanning services
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A code quality report for GitLab
    Gitlab,
    /// A summary, for the page of a build or a comment on a change
    Markdown,
    /// Columns for engines that query: Apache Parquet
    Parquet,
    /// Columns as they are in memory: Apache Arrow
    Arrow,
}

impl OutputKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Junit => "junit",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Markdown => "markdown",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
        }
    }
}

fn output_help() -> String {
    format!(
        "Write results as KIND, to standard output or to FILE; repeatable\n\n[default: text] [kinds: {}]",
        known_kinds().join(", ")
    )
}

fn known_kinds() -> Vec<&'static str> {
    OutputKind::value_variants().iter().map(|kind| kind.name()).collect()
}

/// Reads `KIND[=FILE]`.
pub(crate) fn output(argument: OsString) -> Result<OutputArg, String> {
    let bytes = argument.as_encoded_bytes();
    let length = bytes.iter().position(|&byte| byte == b'=').unwrap_or(bytes.len());
    // Kinds are ASCII, and an unknown one is only repeated in the message.
    let name = String::from_utf8_lossy(bytes.get(..length).unwrap_or_default()).into_owned();
    let kind = OutputKind::from_str(&name, false)
        .map_err(|_| format!("unknown output {name:?}; {}", instead_of(&name, &known_kinds())))?;
    let file = match bytes.get(length + 1..) {
        None | Some(b"-") => None,
        Some(b"") => return Err("the file name after `=` is missing".to_owned()),
        Some(file) => Some(path_of(file.to_vec())),
    };
    Ok(OutputArg { kind, file })
}
