//! One file against one profile.

use super::{CheckOptions, Report, Verdict};
use crate::model::{Facts, Subject};
use crate::probe::{Budget, ReadAt, probe};
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
    let CheckOptions { profile, tolerance, .. } = options;
    let asset = Asset { facts: &facts, subject: *subject, profile, tolerance: *tolerance };
    let mut findings = rules::judge(&asset, "");
    findings.retain(|finding| options.rules.has(finding.rule));
    let verdict = Verdict::of(&findings, options.refusing());
    Report { profile: profile.name.to_string(), verdict, facts, findings }
}
