//! What the findings on a file or a request add up to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Outcome, Severity};

/// What the findings add up to, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Verdict {
    /// Every rule that can refuse was decided, and none refuses.
    Accepted,
    /// No rule refuses, but at least one that can was not decided.
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

    /// The verdict on `findings`, where those of severity `refusing` and above refuse.
    pub(crate) fn of(findings: &[Finding], refusing: Severity) -> Self {
        let verdict = |finding: &Finding| match finding.outcome {
            _ if finding.severity < refusing => Self::Accepted,
            Outcome::Notes => Self::Accepted,
            Outcome::Fails => Self::Refused,
            Outcome::Undecided => Self::Undecided,
        };
        findings.iter().map(verdict).max().unwrap_or(Self::Accepted)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
