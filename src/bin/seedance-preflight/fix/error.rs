//! Why a plan could not be carried out.

use std::io;
use std::path::PathBuf;

use seedance_preflight::fix::NativeError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum FixError {
    #[error(
        "ffmpeg was not found; install it (apt install ffmpeg, brew install ffmpeg, winget install ffmpeg), or name it with --ffmpeg"
    )]
    NoFfmpeg,
    #[error("ffmpeg {0} is too old; expected 4.2 or later")]
    TooOld(String),
    #[error("cannot run {}: {source}", path.display())]
    CannotRun { path: PathBuf, source: io::Error },
    #[error("ffmpeg took longer than {0} s; allow more with --time-limit")]
    TimedOut(u64),
    #[error("interrupted")]
    Interrupted,
    #[error("ffmpeg failed ({status}): {message}")]
    Ffmpeg { status: String, message: String },
    #[error("ffmpeg reads no {0}")]
    NotReadByFfmpeg(seedance_preflight::Format),
    #[error(transparent)]
    Native(#[from] NativeError),
    #[error("a decoder panicked on this image")]
    Panicked,
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("{} exists; overwrite it with --force", .0.display())]
    Exists(PathBuf),
    #[error("the result would overwrite the input {}; choose another --output", .0.display())]
    IsInput(PathBuf),
    #[error("{} is not below the audited folder", .0.display())]
    NotBelow(PathBuf),
    #[error("the result would have the name of {}; rename one of them", .0.display())]
    NameTaken(PathBuf),
    #[error("{} leads out of the folder of results", .0.display())]
    LeadsElsewhere(PathBuf),
    #[error("{} and the audited folder are within each other; choose another --fix-to", .0.display())]
    WithinEachOther(PathBuf),
    #[error("the result is {verdict}: {findings}")]
    StillRefused { verdict: seedance_preflight::Verdict, findings: String },
}

impl FixError {
    /// Whether encoding what was copied may help.
    pub(crate) const fn may_retry(&self) -> bool {
        !matches!(
            self,
            Self::NoFfmpeg | Self::TooOld(_) | Self::CannotRun { .. } | Self::TimedOut(_) | Self::Interrupted
        )
    }
}
