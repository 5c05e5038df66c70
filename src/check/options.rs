//! The policy of a check: built once, for any number of files and requests.

use super::RuleSelection;
use crate::finding::Severity;
use crate::profile::{Profile, Tolerance};

/// What is accepted, and what refuses.
///
/// What belongs to one file (its name, the kind that is wanted) is a [`Subject`](crate::Subject).
///
/// ```
/// use seedance_preflight::CheckOptions;
/// use seedance_preflight::profile::{Profile, Tolerance};
///
/// let mut options = CheckOptions::new(Profile::named("seedance-2.5").unwrap());
/// options.tolerance = Tolerance::Observed;
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckOptions {
    /// The limits.
    pub profile: Profile,
    /// How values between the documented range and the observed band are judged.
    pub tolerance: Tolerance,
    /// Whether warnings refuse.
    pub deny_warnings: bool,
    /// The rules that are applied.
    pub rules: RuleSelection,
}

impl CheckOptions {
    /// The default policy with the limits of `profile`.
    pub fn new(profile: Profile) -> Self {
        Self { profile, ..Self::default() }
    }

    /// The lowest severity that refuses.
    pub(crate) fn refusing(&self) -> Severity {
        if self.deny_warnings { Severity::Warning } else { Severity::Error }
    }
}
