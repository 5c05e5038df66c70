//! Files: measured and judged.

use std::path::Path;

use serde::Deserialize;

use super::CallError;
use super::options::Options;
use super::text::Style;
use crate::check::{CheckOptions, Report, check_facts};
use crate::fix::ShownFix;
use crate::language::say;
use crate::model::{Facts, Fault, Kind, Subject};
use crate::probe::{Budget, ReadAt, probe};
use crate::render;

/// A file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    /// Its name, by which reports call it.
    #[serde(default)]
    name: String,
    /// Its length in bytes, if that is known.
    length: Option<u64>,
    /// Why it could not be read, if the host knows that: nothing is read then.
    fault: Option<Fault>,
    /// Its facts, if they are known: nothing is read then.
    facts: Option<Facts>,
    /// The kind of media that is expected.
    expected_kind: Option<Kind>,
    /// Whether its name is a URL from which it is fetched.
    #[serde(default)]
    is_fetched: bool,
    /// The report as text for people; JSON otherwise.
    text: Option<Style>,
    #[serde(default)]
    options: Options,
}

impl Check {
    /// The report, with the fix if one is known.
    pub(super) fn answer<S: ReadAt>(
        self,
        source: impl FnOnce(Option<u64>) -> S,
        out: &mut Vec<u8>,
    ) -> Result<(), CallError> {
        let options = self.options.for_files()?;
        let facts = match (self.facts, self.fault) {
            (Some(facts), _) => facts,
            (None, Some(fault)) => Facts::of_fault(fault),
            (None, None) => probe(&source(self.length), &Budget::default()),
        };
        let name = if self.is_fetched { without_query(&self.name) } else { &self.name };
        let name = (!matches!(name, "" | "-")).then_some(name);
        let subject = Subject { name, expected_kind: self.expected_kind, is_fetched: self.is_fetched };
        let report = check_facts(facts, &subject, &options);
        let path = Path::new(&self.name);
        let fix = fix_of(path, &report, &subject, &options);
        let language = self.options.language;
        match self.text {
            Some(style) => {
                render::text_report(&self.name, &report, style.palette(language), out)?;
                if let Some(command) = fix.as_ref().and_then(ShownFix::quoted) {
                    out.extend_from_slice(b"    ");
                    out.extend_from_slice(say!(language, "fix: {command}", command).as_bytes());
                    out.push(b'\n');
                }
            }
            None => {
                let extra = render::JsonExtra { fix, fixed: None::<()> };
                render::json_report_to_memory(path, &report, extra, language, out)?;
            }
        }
        Ok(())
    }
}

/// How a local file becomes acceptable. A command needs its name.
fn fix_of(path: &Path, report: &Report, subject: &Subject<'_>, options: &CheckOptions) -> Option<ShownFix> {
    if subject.is_fetched || subject.name.is_none() {
        return None;
    }
    ShownFix::of_report(path, report, subject, options)
}

/// A URL without its query, which is not part of a name.
fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}

/// A file to measure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Probe {
    #[serde(default)]
    name: String,
    length: Option<u64>,
}

impl Probe {
    /// Its facts.
    pub(super) fn answer<S: ReadAt>(
        self,
        source: impl FnOnce(Option<u64>) -> S,
        out: &mut Vec<u8>,
    ) -> Result<(), CallError> {
        let facts = probe(&source(self.length), &Budget::default());
        Ok(render::json_facts(&self.name, &facts, out)?)
    }
}
