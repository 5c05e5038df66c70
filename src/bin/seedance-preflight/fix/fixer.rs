//! How files are fixed: the policy, the choices, and the plans that follow.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use seedance_preflight::audit::PathRules;
use seedance_preflight::fix::{FixOptions, Plan, fix_subject};
use seedance_preflight::{CheckOptions, Facts, Kind, Outcome, Report, Subject, Verdict, check_facts};

use super::measure::measure;
use super::{Ffmpeg, FixError};
use crate::args::FixChoice;
use crate::input;
use crate::language::language;

/// How every file is fixed.
pub(crate) struct Fixer {
    pub(super) check: CheckOptions,
    /// Rules that apply to some paths only.
    pub(super) path_rules: PathRules,
    pub(super) options: FixOptions,
    pub(super) expected_kind: Option<Kind>,
    pub(super) ffmpeg: Arc<Ffmpeg>,
}

/// A file, and what is planned for it.
pub(crate) struct Source {
    pub(crate) facts: Facts,
    pub(crate) plan: Plan,
}

impl Fixer {
    /// Fixes by the options of the command line what `check` and `path_rules` do not accept.
    pub(crate) fn new(
        check: CheckOptions,
        path_rules: PathRules,
        expected_kind: Option<Kind>,
        choice: &FixChoice,
        quiet: bool,
    ) -> Self {
        let ffmpeg = Ffmpeg::new(choice.ffmpeg.clone(), Duration::from_secs(choice.time_limit), quiet);
        Self { options: choice.options(&check), check, path_rules, expected_kind, ffmpeg: Arc::new(ffmpeg) }
    }

    /// The same for media of one kind in a request, which is judged by `check`.
    pub(super) fn for_media(&self, kind: Kind, check: &CheckOptions) -> Self {
        Self {
            check: check.clone(),
            path_rules: PathRules::default(),
            options: self.options.clone(),
            expected_kind: Some(kind),
            ffmpeg: Arc::clone(&self.ffmpeg),
        }
    }

    /// The policy for the file at `path`.
    pub(super) fn check_for(&self, path: &Path) -> Cow<'_, CheckOptions> {
        self.path_rules.options_for(path, &self.check)
    }

    /// Plans for a file at this path.
    pub(crate) fn plan(&self, facts: &Facts, path: &Path, options: &FixOptions) -> Plan {
        let name = path.to_string_lossy();
        let subject = Subject { expected_kind: self.expected_kind, ..Subject::named(&name) };
        let mut options = options.clone();
        options.rules.clone_from(&self.check_for(path).rules);
        fix_subject(facts, &subject, &self.check.profile, &options)
    }

    /// Measures a file, and plans for it.
    pub(crate) fn source(&self, path: &Path) -> Source {
        self.source_of(path, measure(path, &self.ffmpeg))
    }

    /// Plans for a file with these facts.
    pub(crate) fn source_of(&self, path: &Path, facts: Facts) -> Source {
        let plan = self.plan(&facts, path, &self.options);
        Source { facts, plan }
    }

    /// The report on a result, if that is accepted by the rules for the file at `path` from which it is made.
    pub(super) fn checked(&self, path: &Path, result: &Path) -> Result<Report, FixError> {
        let name = result.to_string_lossy();
        let subject = Subject { expected_kind: self.expected_kind, ..Subject::named(&name) };
        let report = check_facts(input::facts(result, true), &subject, &self.check_for(path));
        if report.verdict == Verdict::Accepted {
            return Ok(report);
        }
        let refusing = report.findings.iter().filter(|finding| finding.outcome != Outcome::Notes);
        let findings = refusing
            .map(|finding| format!("{} [{}]", finding.message_in(language()), finding.rule.id))
            .collect::<Vec<_>>();
        Err(FixError::StillRefused { verdict: report.verdict, findings: findings.join("; ") })
    }
}
