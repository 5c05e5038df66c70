//! A plan as reports show it: with its command.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::Path;

use serde::Serialize;

use super::quote::quoted_command;
use super::{FixOptions, NoFix, Plan, fix_subject};
use crate::check::{CheckOptions, Report, Verdict};
use crate::model::Subject;

/// The name of this program, for plans that it carries out by itself.
pub(super) const PROGRAM: &str = "seedance-preflight";

/// A plan, and a command that carries it out.
///
/// Serializes to the `fix` object of the JSON report: `{steps, result, loss, no_fix, command, shell}`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShownFix {
    /// The plan.
    pub plan: Plan,
    /// A program and its arguments, to be run without a shell: ffmpeg, or this program for plans that it carries out by
    /// itself. In JSON, U+FFFD replaces what is not text.
    pub command: Vec<OsString>,
}

impl ShownFix {
    /// How the local file at `path` becomes acceptable, with the default choices: the result is `NAME.fixed.EXT` beside it.
    ///
    /// `None` if it is accepted, or if there is no fix that the user could choose.
    pub fn of_report(path: &Path, report: &Report, subject: &Subject<'_>, check: &CheckOptions) -> Option<Self> {
        if report.verdict == Verdict::Accepted {
            return None;
        }
        let plan = fix_subject(&report.facts, subject, &check.profile, &FixOptions::for_check(check));
        let output = plan.output_beside(path);
        Self::new(plan, path, &output)
    }

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
        quoted_command(&self.command)
    }
}

impl Serialize for ShownFix {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct FixV1<'a> {
            #[serde(flatten)]
            plan: &'a Plan,
            command: Vec<Cow<'a, str>>,
            /// The command as one line for a shell.
            #[serde(skip_serializing_if = "Option::is_none")]
            shell: Option<String>,
        }
        let command = self.command.iter().map(|word| word.to_string_lossy()).collect();
        FixV1 { plan: &self.plan, command, shell: self.quoted() }.serialize(serializer)
    }
}
