//! What to do about each rule, from the findings themselves.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::audit::AuditedFile;
use crate::finding::{Finding, Outcome};
use crate::language::Language;

/// Different helps that are counted of one rule, at most: some contain a value of the file.
const MOST_DIFFERENT: usize = 32;

/// The helps of all findings, by rule and outcome.
pub(super) struct Advice {
    language: Language,
    rules: BTreeMap<&'static str, BTreeMap<(Outcome, Cow<'static, str>), u64>>,
}

impl Advice {
    pub(super) fn new(language: Language) -> Self {
        Self { language, rules: BTreeMap::new() }
    }

    /// Counts the helps of a file.
    pub(super) fn consider(&mut self, file: &AuditedFile) {
        file.report.findings.iter().for_each(|finding| self.count(finding));
    }

    fn count(&mut self, finding: &Finding) {
        let helps = self.rules.entry(finding.rule.id).or_default();
        let key = (finding.outcome, finding.help_in(self.language));
        if helps.len() < MOST_DIFFERENT || helps.contains_key(&key) {
            *helps.entry(key).or_default() += 1;
        }
    }

    /// The help of most findings that fail, else of those that are undecided, else of the notes.
    pub(super) fn of(&self, rule: &str) -> Option<&str> {
        let helps = self.rules.get(rule)?.iter();
        let most = helps.max_by_key(|((outcome, _), count)| (Reverse(*outcome), **count));
        most.map(|((_, help), _)| &**help)
    }
}
