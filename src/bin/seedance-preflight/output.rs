//! Standard output, and what can go wrong on the way.

use std::io;
use std::path::PathBuf;

use seedance_preflight::audit::{AuditError, BaselineError, JournalError};
use seedance_preflight::profile::ProfileFileError;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("cannot write the results: {0}")]
    Output(#[from] io::Error),
    #[error("cannot read the profile file {}: {source}", path.display())]
    ProfileFile { path: PathBuf, source: io::Error },
    #[error("in the profile file {}: {source}", path.display())]
    Profile { path: PathBuf, source: Box<ProfileFileError> },
    #[error("cannot read the request {}: {source}", path.display())]
    Request { path: PathBuf, source: io::Error },
    #[error("the request is not a JSON object, so it cannot be converted")]
    NotConvertible,
    #[error("no URL of the request's media is the one in --asset {argument:?}; write URL=FILE")]
    UnusedAsset { argument: String },
    #[error(transparent)]
    Settings(#[from] crate::settings::SettingsError),
    #[error("unknown profile {name:?} (files end in .toml); {instead}")]
    UnknownProfile { name: String, instead: String },
    #[error("unknown rule {id:?}{}; `rules` lists all", did_you_mean(nearest))]
    UnknownRule { id: String, nearest: Vec<&'static str> },
    #[error("the profile {profile} has no size for {ratio} at {quality}; {}", whose(others))]
    NoSize { profile: String, ratio: String, quality: String, others: Vec<String> },
    #[error("what `adaptive` chooses depends on the media; name the first frame, video or image with --media")]
    NoMedia,
    #[error("--media decides nothing with the ratio {0}; name it with `adaptive`")]
    NotAdaptive(String),
    #[error(transparent)]
    Audit(#[from] AuditError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("{} is the journal; write the output to another file", .0.display())]
    JournalAsOutput(PathBuf),
    #[error("cannot write {name}: {source}")]
    CannotCreate { name: String, source: io::Error },
    #[error("cannot read the baseline {}: {source}", path.display())]
    BaselineFile { path: PathBuf, source: io::Error },
    #[error("in the baseline {}: {source}", path.display())]
    Baseline { path: PathBuf, source: Box<BaselineError> },
    #[error("{} is the baseline; write the output to another file", .0.display())]
    BaselineIsOutput(PathBuf),
    #[error("cannot read the list {name}: {source}")]
    List { name: String, source: io::Error },
    #[error("--changed-since expects folders; {} is not a folder", .0.display())]
    NoFolder(PathBuf),
    #[error("--fix-to expects one folder to audit")]
    NotOneFolder,
    #[error(transparent)]
    FixTo(Box<crate::fix::FixError>),
    #[error(transparent)]
    Rules(#[from] seedance_preflight::UnknownRule),
    #[error("{} is not in a git repository; --changed-since needs one", .0.display())]
    NoRepository(PathBuf),
    #[error(
        "this build of the program does not contain the page; build it with SEEDANCE_PREFLIGHT_PAGE set to the page's file"
    )]
    WithoutPage,
    #[error("unknown command {0:?}")]
    UnknownCommand(String),
    #[error("git cannot list the changes below {}: {reason}", folder.display())]
    Git { folder: PathBuf, reason: String },
    #[error("only one output can use standard output; write the other with --output {0}=FILE")]
    StdoutTwice(&'static str),
    #[error("this build of the program cannot write {0}; the feature `parquet` is missing")]
    WithoutColumns(&'static str),
    #[cfg(feature = "s3")]
    #[error("cannot list {location}: {reason}")]
    Bucket { location: String, reason: String },
    #[cfg(feature = "s3")]
    #[error(transparent)]
    Store(seedance_preflight::s3::S3Error),
    #[cfg(feature = "fetch")]
    #[error("cannot fetch: {0}")]
    Network(seedance_preflight::http::TransportError),
    #[error("cannot read the service's answer: {0}")]
    Answer(io::Error),
    #[cfg(feature = "submit")]
    #[error("{0}; set SEEDANCE_API_KEY, or name a file with --key-file")]
    Key(seedance_preflight::submit::ApiKeyError),
    #[cfg(feature = "submit")]
    #[error("no connection can be made: {0}")]
    Transport(seedance_preflight::http::TransportError),
    #[cfg(feature = "submit")]
    #[error("nothing was sent: {0}")]
    NotApproved(Box<seedance_preflight::NotApproved>),
    #[cfg(feature = "submit")]
    #[error("cannot read the answer to the question: {0}")]
    Confirmation(io::Error),
    #[cfg(feature = "submit")]
    #[error("cannot listen to Ctrl-C: {0}")]
    Interrupt(ctrlc::Error),
    #[cfg(feature = "submit")]
    #[error("{0}")]
    Download(Box<crate::submit::DownloadError>),
}

/// `; did you mean a, b or c?`
fn did_you_mean(nearest: &[&str]) -> String {
    match nearest {
        [] => String::new(),
        [one] => format!("; did you mean {one}?"),
        [others @ .., last] => format!("; did you mean {} or {last}?", others.join(", ")),
    }
}

/// Which profiles have what this one does not.
fn whose(others: &[String]) -> String {
    match others {
        [] => "`size` lists all, and takes a ratio and a quality, such as 16:9 720p".to_owned(),
        _ => format!("use --profile {}", others.join(" or ")),
    }
}

impl Error {
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}
