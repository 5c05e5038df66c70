//! A plan as reports show it: with its command.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use serde::Serialize;

use super::{NoFix, Plan, quoted_for_posix, quoted_for_powershell};

/// The name of this program, for plans that it carries out by itself.
const PROGRAM: &str = "seedance-preflight";

/// A plan, and a command that carries it out.
///
/// Serializes to the `fix` object of the JSON report: `{steps, result, loss, no_fix, command}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ShownFix {
    /// The plan.
    #[serde(flatten)]
    pub plan: Plan,
    /// A program and its arguments, to be run without a shell: ffmpeg, or this program for plans that it carries out by
    /// itself. In JSON, U+FFFD replaces what is not text.
    #[serde(serialize_with = "as_text")]
    pub command: Vec<OsString>,
}

impl ShownFix {
    /// The plan for the file at `input`, whose result goes to `output`; relative paths are those of the working directory.
    ///
    /// `None` if nothing is to be done, or there is no fix that the user could choose.
    pub fn new(plan: Plan, input: &Path, output: &Path) -> Option<Self> {
        let own = |options: &[&str]| {
            let words = [PROGRAM, "fix"].iter().chain(options).chain(&["--"]).map(OsString::from);
            Some(words.chain([input.as_os_str().to_owned()]).collect())
        };
        let command = match plan.no_fix {
            Some(NoFix::TooShort) => own(&["--extend", "hold"]),
            // The program measures by ffprobe what this library does not.
            Some(NoFix::NotMeasured) if !plan.source.is_measured() => own(&[]),
            Some(_) => None,
            None if plan.is_empty() => None,
            None if plan.is_native() => own(&[]),
            None => plan.command(OsStr::new("ffmpeg"), input, output),
        };
        command.map(|command| Self { plan, command })
    }

    /// The command, quoted for a shell of this system: POSIX, or PowerShell on Windows. `None` if a name cannot be quoted.
    pub fn quoted(&self) -> Option<String> {
        let quote = |word: &OsString| if cfg!(windows) { quoted_for_powershell(word) } else { quoted_for_posix(word) };
        self.command.iter().map(quote).collect::<Option<Vec<_>>>().map(|words| words.join(" "))
    }
}

fn as_text<S: serde::Serializer>(command: &[OsString], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(command.iter().map(|word| word.to_string_lossy()))
}
