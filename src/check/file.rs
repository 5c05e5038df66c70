//! One file against one profile.

use super::{CheckOptions, Report, RuleSelection, Verdict};
use crate::finding::Finding;
use crate::model::{Facts, Subject};
use crate::probe::{Budget, ReadAt, probe};
use crate::profile::{Profile, Tolerance};
use crate::rules::{self, Asset};

/// Probes a file within the default [`Budget`] and applies the rules to it.
///
/// For another budget, [`probe`] first and then [`check_facts`].
///
/// ```
/// use seedance_preflight::{CheckOptions, Subject, Verdict, check};
///
/// let page: &[u8] = b"<!doctype html><title>Not an image</title>";
/// let report = check(&page, &Subject::named("cat.jpg"), &CheckOptions::default());
/// assert_eq!(report.verdict, Verdict::Refused);
/// assert_eq!(report.findings[0].rule.id, "media/format-not-accepted");
/// ```
pub fn check(source: &dyn ReadAt, subject: &Subject<'_>, options: &CheckOptions) -> Report {
    check_facts(probe(source, &Budget::default()), subject, options)
}

/// Applies the rules to facts that were measured before.
pub fn check_facts(facts: Facts, subject: &Subject<'_>, options: &CheckOptions) -> Report {
    let findings = findings_on(&facts, subject, &options.profile, options.tolerance, &options.rules);
    let verdict = Verdict::of(&findings, options.refusing());
    let (profile, deny_warnings) = (options.profile.name.to_string(), options.deny_warnings);
    Report { profile, verdict, deny_warnings, facts, findings }
}

/// What `rules` find in facts, for callers that only want to know that.
pub(crate) fn findings_on(
    facts: &Facts,
    subject: &Subject<'_>,
    profile: &Profile,
    tolerance: Tolerance,
    rules: &RuleSelection,
) -> Vec<Finding> {
    let mut findings = rules::judge(&Asset { facts, subject: *subject, profile, tolerance }, "");
    findings.retain(|finding| rules.has(finding.rule));
    findings
}
