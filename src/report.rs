//! All findings on one file, and the verdict that they make.

use std::fmt;

use serde::Serialize;

use crate::finding::{Finding, Outcome, Severity};
use crate::model::Facts;

/// What all findings come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Verdict {
    /// Every rule that could refuse was decided, and none refuses.
    Accepted,
    /// No rule refuses, and at least one that could was not decided.
    Undecided,
    /// At least one rule refuses.
    Refused,
}

impl Verdict {
    /// The name as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Undecided => "undecided",
            Self::Refused => "refused",
        }
    }

    /// What findings come to, where those of severity `refusing` and above refuse.
    pub(crate) fn of(findings: &[Finding], refusing: Severity) -> Self {
        let met = |outcome| findings.iter().any(|finding| finding.severity >= refusing && finding.outcome == outcome);
        if met(Outcome::Fails) {
            Self::Refused
        } else if met(Outcome::Undecided) {
            Self::Undecided
        } else {
            Self::Accepted
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a check of one file found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Name of the profile that it was checked against.
    pub profile: String,
    /// What the findings come to.
    pub verdict: Verdict,
    /// What was measured.
    pub facts: Facts,
    /// Every finding, in the order of the table of rules.
    pub findings: Vec<Finding>,
}
