//! The arguments of `request`.

use std::path::PathBuf;

use super::fetching::Fetching;
use super::judging::{Judging, Measuring};
use super::results::Results;

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
A local file is used for a URL if --asset names one, or if the request has the file's path instead of a URL, relative \
to the request's own folder. Of other media a few ranges are fetched; what cannot be fetched is undecided.

Examples:
  seedance-preflight request request.json
  seedance-preflight request r.json --asset $URL=cat.jpg
  seedance-preflight request request.json --profile auto
  seedance-preflight request ark.json --convert > r.json
  seedance-preflight request - --format json < request.json")]
pub(crate) struct Request {
    /// The request's JSON; `-` is standard input
    #[arg(value_name = "FILE.json")]
    pub(crate) file: PathBuf,
    /// The local copy of a URL of the request
    #[arg(long = "asset", value_name = "URL=FILE")]
    pub(crate) assets: Vec<String>,
    /// Print the request converted from that of another API
    ///
    /// Nothing is checked. Values that may have been meant otherwise are noted on standard error.
    #[arg(long)]
    pub(crate) convert: bool,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) measuring: Measuring,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
}

/// A request that is only checked.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckRequest {
    #[command(flatten)]
    pub(crate) request: Request,
    #[command(flatten)]
    pub(crate) results: Results,
}
