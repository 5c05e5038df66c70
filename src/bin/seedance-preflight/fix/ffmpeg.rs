//! The ffmpeg program: where it is, and one call of it.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;
use std::{env, fs};

use seedance_preflight::fix::Plan;
use seedance_preflight::render::printable;

use super::FixError;
use super::process::{self, Ended, Stopped};
use super::progress::Part;
use super::version::{is_too_old, version};
use crate::language::said;

/// How much of what ffmpeg prints is shown: its last lines name the cause.
const MOST_SHOWN: usize = 400;

/// The ffmpeg program, found on its first use.
pub(crate) struct Ffmpeg {
    named: Option<PathBuf>,
    /// How long one call may take.
    limit: Duration,
    /// Whether the version is not printed.
    quiet: bool,
    /// The version, if it says one. Asked on the first call, or if it is not printed, on the first that fails.
    version: OnceLock<Option<String>>,
}

impl Ffmpeg {
    /// The program that the user names, or else the first on `PATH`.
    pub(crate) const fn new(named: Option<PathBuf>, limit: Duration, quiet: bool) -> Self {
        Self { named, limit, quiet, version: OnceLock::new() }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> Result<PathBuf, FixError> {
        match &self.named {
            Some(path) => Ok(path.clone()),
            None => on_path("ffmpeg").ok_or(FixError::NoFfmpeg),
        }
    }

    /// The ffprobe that belongs to it: beside the program that the user names, or else the first on `PATH`.
    fn ffprobe(&self) -> Option<PathBuf> {
        let name = format!("ffprobe{}", env::consts::EXE_SUFFIX);
        match &self.named {
            Some(path) => Some(path.with_file_name(name)).filter(|path| is_program(path)),
            None => on_path("ffprobe"),
        }
    }

    /// Carries out a plan by ffmpeg, from one absolute path to another.
    pub(crate) fn run(&self, plan: &Plan, input: &Path, output: &Path, part: &Part) -> Result<(), FixError> {
        let path = self.path()?;
        let argv = plan.command(path.as_os_str(), input, output).ok_or(FixError::NotReadByFfmpeg(plan.source))?;
        if !self.quiet {
            self.accept_version(&path, part)?;
        }
        let mut command = Command::new(&path);
        let tap = part.of_ffmpeg(plan);
        if tap.is_some() {
            command.args(["-progress", "pipe:1"]);
        }
        match process::run(command.args(argv.iter().skip(1)), self.limit, tap) {
            Ok(Ended { status, .. }) if status.success() => Ok(()),
            Ok(Ended { status, stderr, .. }) => {
                self.accept_version(&path, part)?;
                Err(FixError::Ffmpeg { status: status.to_string(), message: tail(&stderr) })
            }
            Err(Stopped::CannotRun(source)) => Err(FixError::CannotRun { path, source }),
            Err(Stopped::TimedOut) => Err(FixError::TimedOut(self.limit.as_secs())),
            Err(Stopped::Interrupted) => Err(FixError::Interrupted),
        }
    }

    /// Fails if the version is too old. It is printed when it is asked for the first time.
    fn accept_version(&self, path: &Path, part: &Part) -> Result<(), FixError> {
        let version = self.version.get_or_init(|| {
            let version = version(path, self.limit);
            if let (Some(version), false) = (&version, self.quiet) {
                let path = printable(&path.to_string_lossy());
                part.above(|| anstream::eprintln!("{}", said!("by ffmpeg {version}, {path}", version, path)));
            }
            version
        });
        match version.as_deref().filter(|version| is_too_old(version)) {
            Some(version) => Err(FixError::TooOld(version.to_owned())),
            None => Ok(()),
        }
    }

    /// What ffprobe prints; `None` if it is missing or fails.
    pub(crate) fn probe(&self, arguments: &[OsString]) -> Option<Vec<u8>> {
        let ended = process::run(Command::new(self.ffprobe()?).args(arguments), self.limit, None).ok()?;
        Some(ended.stdout)
    }
}

/// The end of what was printed, on one line.
fn tail(printed: &[u8]) -> String {
    let text = String::from_utf8_lossy(printed);
    let line = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ");
    let from = line.char_indices().rev().nth(MOST_SHOWN).map_or(0, |(at, _)| at);
    let end = line.get(from..).unwrap_or_default();
    printable(end)
}

/// The first program of this name on `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;

    fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// The name by which a command that is only shown calls ffmpeg.
pub(crate) fn shown_name() -> &'static OsStr {
    OsStr::new("ffmpeg")
}
