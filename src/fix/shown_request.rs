//! A request's plan as reports show it: with its command.

use std::ffi::OsString;
use std::path::Path;

use serde::Serialize;
use serde::ser::Serializer;

use super::quote::quoted_command;
use super::shown::PROGRAM;
use super::{AssetPlan, RequestPlan};
use crate::check::Verdict;
use crate::request::BodyEdit;

/// The plan of a request, and the command that carries it out.
///
/// Serializes to the `fix` object of the JSON report on a request: `{edits, assets, verdict, command, shell}`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShownRequestFix {
    /// The plan.
    pub plan: RequestPlan,
    /// This program and its arguments, to be run without a shell. In JSON, U+FFFD replaces what is not text.
    pub command: Vec<OsString>,
}

impl ShownRequestFix {
    /// The plan for the request at `path`, whose media `assets` name as `URL=FILE`. `None` if nothing is to be done.
    pub fn new(plan: RequestPlan, path: &Path, assets: &[String]) -> Option<Self> {
        if plan.is_empty() {
            return None;
        }
        let mut command: Vec<OsString> = vec![PROGRAM.into(), "fix".into()];
        for asset in assets {
            command.extend(["--asset".into(), asset.into()]);
        }
        command.extend(["--".into(), path.into()]);
        Some(Self { plan, command })
    }

    /// The command, quoted for a shell of this system: POSIX, or PowerShell on Windows. `None` if a name cannot be quoted.
    pub fn quoted(&self) -> Option<String> {
        quoted_command(&self.command)
    }
}

impl Serialize for ShownRequestFix {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct FixV1<'a> {
            edits: &'a [BodyEdit],
            assets: &'a [AssetPlan],
            /// The verdict on what the plan leads to.
            verdict: Verdict,
            command: Vec<std::borrow::Cow<'a, str>>,
            /// The command as one line for a shell.
            #[serde(skip_serializing_if = "Option::is_none")]
            shell: Option<String>,
        }
        let RequestPlan { edits, assets, report, .. } = &self.plan;
        let command = self.command.iter().map(|word| word.to_string_lossy()).collect();
        FixV1 { edits, assets, verdict: report.verdict(), command, shell: self.quoted() }.serialize(serializer)
    }
}
