//! How a rule ended and how much that counts.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// For information.
    Note,
    /// The service may refuse, or the result may surprise.
    Warning,
    /// The service refuses.
    Error,
}

impl Severity {
    /// The name as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How a rule ended that did not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Outcome {
    /// What was found is not what was expected.
    Fails,
    /// The fact that the rule needs was not determined.
    Undecided,
    /// Nothing is wrong, but the rule has something to say.
    Notes,
}

impl Outcome {
    /// The name as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fails => "fails",
            Self::Undecided => "undecided",
            Self::Notes => "notes",
        }
    }
}
