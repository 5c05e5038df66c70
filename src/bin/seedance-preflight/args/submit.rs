//! `submit` and `task`.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use clap::{Arg, Command};
use seedance_preflight::submit::{BaseUrl, TaskId};

use super::format::Format;
use super::request::Request;

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Runs the preflight, shows what will be sent, and sends it once. A refused request is never sent; one with warnings or \
undecided rules is sent after confirmation. The key comes from the environment variable SEEDANCE_API_KEY, or from \
--key-file.

Exit codes:
  0    the task was created; with --wait: it is completed
  1    refused, by the preflight or by the service; or the task failed or was cancelled
  2    wrong usage, or the program itself failed; nothing was created, or the id was printed
  4    not confirmed, so not sent; or not finished in time, and the task continues
  5    unknown whether a task was created: check before sending it again
  130  interrupted; the task continues

Examples:
  export SEEDANCE_API_KEY=$(pass show seedance)
  seedance-preflight submit request.json
  seedance-preflight submit request.json --download videos
  seedance-preflight submit request.json --yes --format json")]
pub(crate) struct Submit {
    /// Send despite warnings and undecided rules
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) waiting: Waiting,
    #[command(flatten)]
    pub(crate) service: Service,
    /// How to print results
    ///
    /// `json` is one object at the end, `jsonl` one object per event.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    // Last, since it ends under a heading of its own.
    #[command(flatten)]
    pub(crate) request: Request,
}

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Exit codes: 0 completed, 1 failed, cancelled or refused, 2 wrong usage or no answer, 4 not finished yet, 130 interrupted

Examples:
  seedance-preflight task task-unified-1774857405-abc
  seedance-preflight task task-unified-1774857405-abc --wait")]
pub(crate) struct Task {
    /// The task's id, as `submit` printed it
    #[arg(value_name = "ID")]
    pub(crate) id: TaskId,
    /// The request that it was made from, to locate what a failure refers to
    #[arg(long, value_name = "FILE.json")]
    pub(crate) request: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) waiting: Waiting,
    #[command(flatten)]
    pub(crate) service: Service,
    /// Use the proxy of ALL_PROXY, HTTPS_PROXY or HTTP_PROXY
    #[arg(long)]
    pub(crate) env_proxy: bool,
    /// How to print the task: `json` and `jsonl` are both one object
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// Waiting for a task and saving its results.
#[derive(Debug, clap::Args)]
pub(crate) struct Waiting {
    /// Wait until the task is finished
    #[arg(long)]
    wait: bool,
    /// Save the results in this folder; implies --wait
    #[arg(long, value_name = "DIR")]
    pub(crate) download: Option<PathBuf>,
    /// How many seconds to wait at most; the task continues
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    timeout: u64,
}

impl Waiting {
    pub(crate) fn waits(&self) -> bool {
        self.wait || self.download.is_some()
    }

    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }
}

/// The service and its key.
#[derive(Debug, clap::Args)]
pub(crate) struct Service {
    /// A file that contains only the key [default: the variable SEEDANCE_API_KEY]
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// Base URL of the service: https, or http on this machine
    #[arg(long, value_name = "URL", default_value_t = BaseUrl::default(), value_parser = BaseUrlParser)]
    pub(crate) base_url: BaseUrl,
}

/// Parses a base URL. clap's own error would repeat the value, which may contain a password.
#[derive(Clone)]
struct BaseUrlParser;

impl TypedValueParser for BaseUrlParser {
    type Value = BaseUrl;

    fn parse_ref(&self, command: &Command, _: Option<&Arg>, value: &OsStr) -> Result<BaseUrl, clap::Error> {
        let parsed = value.to_string_lossy().parse();
        parsed.map_err(|error| {
            clap::Error::raw(ErrorKind::ValueValidation, format!("--base-url: {error}\n")).with_cmd(command)
        })
    }
}
