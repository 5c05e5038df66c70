//! Plans for files, and commands for shells.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::CallError;
use super::options::Options;
use crate::fix::{Extend, Fit, FixOptions, Keep, Quality, ShownFix, fix_subject, posix_command, powershell_command};
use crate::model::{Facts, Kind, Subject};
use crate::render;

/// A file to plan for, by its facts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fix {
    name: String,
    facts: Facts,
    expected_kind: Option<Kind>,
    /// The name of the result; `NAME.fixed.EXT` beside the file if none is given.
    output: Option<String>,
    #[serde(default)]
    choices: Choices,
    #[serde(default)]
    options: Options,
}

/// What a user may choose; what is left out is as the program chooses it.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Choices {
    fit: Option<Fit>,
    most_cropped_percent: Option<u32>,
    keep: Option<Keep>,
    extend: Option<Extend>,
    quality: Option<Quality>,
    reencode: bool,
}

impl Choices {
    fn apply(self, options: &mut FixOptions) {
        options.fit = self.fit.unwrap_or(options.fit);
        options.most_cropped_percent = self.most_cropped_percent.unwrap_or(options.most_cropped_percent);
        options.keep = self.keep.unwrap_or(options.keep);
        options.extend = self.extend;
        options.quality = self.quality.unwrap_or(options.quality);
        options.reencode = self.reencode;
    }
}

impl Fix {
    /// The `fix` object of a report, or `null` if nothing is to be done or can be.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let check = self.options.for_files()?;
        let mut options = FixOptions::for_check(&check);
        self.choices.apply(&mut options);
        let subject = Subject { name: Some(&self.name), expected_kind: self.expected_kind, is_fetched: false };
        let plan = fix_subject(&self.facts, &subject, &check.profile, &options);
        let input = Path::new(&self.name);
        let output = self.output.map_or_else(|| plan.output_beside(input), PathBuf::from);
        Ok(render::json_value(&serde_json::json!(ShownFix::new(plan, input, &output)), out)?)
    }
}

/// A command for a shell.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quote {
    command: Vec<String>,
    shell: Shell,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Shell {
    Posix,
    PowerShell,
}

impl Quote {
    /// The command as one line.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let words: Vec<_> = self.command.into_iter().map(OsString::from).collect();
        let line = match self.shell {
            Shell::Posix => posix_command(&words),
            Shell::PowerShell => powershell_command(&words),
        };
        out.extend_from_slice(line.ok_or(CallError::NotQuotable)?.as_bytes());
        Ok(())
    }
}
