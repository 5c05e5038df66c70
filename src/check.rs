//! One file against one profile.

use crate::finding::Severity;
use crate::model::{Facts, Kind};
use crate::probe::{Budget, ReadAt, probe};
use crate::profile::Profile;
use crate::report::{Report, Verdict};
use crate::rules::{self, Asset};

/// How a file is to be judged.
///
/// ```
/// use seedance_preflight::{CheckOptions, Kind, Tolerance};
///
/// let mut options = CheckOptions::default();
/// options.expected_kind = Some(Kind::Image);
/// options.tolerance = Tolerance::Observed;
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckOptions {
    /// The kind of media that is wanted; `None` takes the kind that the file is.
    pub expected_kind: Option<Kind>,
    /// What becomes of values between the documented range and the observed band.
    pub tolerance: Tolerance,
    /// Whether warnings refuse.
    pub deny_warnings: bool,
    /// The file's name, for the one rule that compares extension and content.
    pub file_name: Option<String>,
    /// Whether the file was fetched from a URL, for the one rule that tells a page in place of media.
    pub from_url: bool,
}

impl CheckOptions {
    /// The least severity that refuses.
    pub(crate) fn refusing(&self) -> Severity {
        if self.deny_warnings { Severity::Warning } else { Severity::Error }
    }
}

/// What becomes of a value that the documentation refuses and the live service has been seen to take.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Tolerance {
    /// It is an error, and the finding says what was observed.
    #[default]
    Documented,
    /// It is a warning.
    Observed,
}

/// Probes a file and judges it.
///
/// ```
/// use seedance_preflight::{CheckOptions, Profile, Verdict, check};
///
/// let page: &[u8] = b"<!doctype html><title>Not a picture</title>";
/// let report = check(&page, &Profile::default(), &CheckOptions::default());
/// assert_eq!(report.verdict, Verdict::Refused);
/// assert_eq!(report.findings[0].rule, "media/format-not-accepted");
/// ```
pub fn check(source: &dyn ReadAt, profile: &Profile, options: &CheckOptions) -> Report {
    check_facts(probe(source, &Budget::default()), profile, options)
}

/// Judges what was measured before.
pub fn check_facts(facts: Facts, profile: &Profile, options: &CheckOptions) -> Report {
    let asset = Asset { facts: &facts, profile, options };
    let findings = rules::judge(&asset, "");
    let verdict = Verdict::of(&findings, options.refusing());
    Report { profile: profile.name.to_string(), verdict, facts, findings }
}
