//! The fix that reports show.

use std::path::Path;

use seedance_preflight::fix::{FixOptions, ShownFix, fix_subject};
use seedance_preflight::{CheckOptions, Report, Subject, Verdict};

use super::Target;

/// How a local file that is not accepted becomes acceptable, with the default choices.
pub(crate) fn preview(path: &Path, report: &Report, subject: &Subject<'_>, check: &CheckOptions) -> Option<ShownFix> {
    if report.verdict == Verdict::Accepted {
        return None;
    }
    let mut options = FixOptions::default();
    (options.tolerance, options.deny_warnings) = (check.tolerance, check.deny_warnings);
    options.rules = check.rules.clone();
    let plan = fix_subject(&report.facts, subject, &check.profile, &options);
    let target = Target::of(path, None, &plan, false);
    ShownFix::new(plan, path, &target.path)
}
