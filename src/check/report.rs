//! The report on one file.

use super::Verdict;
use crate::finding::Finding;
use crate::model::Facts;

/// The result of checking one file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Name of the profile whose limits were applied.
    pub profile: String,
    /// What the findings add up to.
    pub verdict: Verdict,
    /// Whether warnings refuse.
    pub deny_warnings: bool,
    /// What was measured.
    pub facts: Facts,
    /// Every finding, in the order of the rule table.
    pub findings: Vec<Finding>,
}
