//! A summary in Markdown, for the page of a build or a comment on a change.

mod escape;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile};
use crate::check::Verdict;
use crate::finding::Finding;
use crate::language::Language;

/// Refused files that are named, unless it is said.
const MOST_FILES: usize = 20;

/// Sentences of help that are kept of a rule. The most that one has today is three.
const MOST_HELP: usize = 6;

/// Writes totals, rules with what to do about them, formats, and the first refused files by path.
///
/// It is bounded: with the default number of files it has at most 65,536 characters, which is what a comment on GitHub
/// can hold, whatever the files are called. Text from a file is put in a code span and cannot break
/// out of it: it makes no markup, no link and no mention of a person.
///
/// ```
/// use seedance_preflight::audit::{AuditMarkdown, AuditOutput, AuditSummary};
///
/// let mut page = Vec::new();
/// AuditMarkdown::new(&mut page).finish(&AuditSummary::default()).unwrap();
/// assert!(String::from_utf8(page).unwrap().starts_with("## Seedance preflight: nothing to check\n"));
/// ```
#[derive(Debug)]
pub struct AuditMarkdown<W> {
    out: W,
    most_files: usize,
    language: Language,
    /// The first refused files by path, as rows.
    refused: BTreeMap<PathBuf, String>,
    /// What to do about findings of a rule.
    help: BTreeMap<&'static str, BTreeSet<String>>,
}

impl<W: Write + Send> AuditMarkdown<W> {
    /// A summary to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            most_files: MOST_FILES,
            language: Language::English,
            refused: BTreeMap::new(),
            help: BTreeMap::new(),
        }
    }

    /// Names at most so many refused files, and says how many more there are.
    #[must_use]
    pub fn with_most_files(mut self, most: usize) -> Self {
        self.most_files = most;
        self
    }

    /// Writes sentences in `language`.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    fn learn_help(&mut self, finding: &Finding) {
        let known = self.help.entry(finding.rule.id).or_default();
        let help = finding.help_in(self.language);
        if known.len() < MOST_HELP && !known.contains(&*help) {
            known.insert(help.into_owned());
        }
    }

    fn keep(&mut self, file: &AuditedFile) {
        let is_full = self.refused.len() >= self.most_files;
        if is_full && self.refused.last_key_value().is_none_or(|(last, _)| *last < file.path) {
            return;
        }
        self.refused.insert(file.path.clone(), tables::refused_row(file, self.language));
        if self.refused.len() > self.most_files {
            self.refused.pop_last();
        }
    }
}

impl<W: Write + Send> AuditOutput for AuditMarkdown<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        for finding in &file.report.findings {
            self.learn_help(finding);
        }
        if file.report.verdict == Verdict::Refused {
            self.keep(file);
        }
        Ok(())
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        tables::head(summary, self.language, &mut self.out)?;
        tables::rules(summary, &self.help, self.language, &mut self.out)?;
        tables::formats(summary, self.language, &mut self.out)?;
        tables::refused(summary, self.refused.values(), self.language, &mut self.out)?;
        self.out.flush()
    }
}
