//! What a rule has to say of a file or a request.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::model::ExpectedRange;
use crate::model::{Expected, Fault, Unit, Value};
use crate::rules;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Good to know.
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

/// How a rule ended that did not simply pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Outcome {
    /// What was found is not what was expected.
    Fails,
    /// The fact that the rule needs was not determined.
    Undecided,
}

impl Outcome {
    /// The name as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fails => "fails",
            Self::Undecided => "undecided",
        }
    }
}

/// One thing that a rule found: typed, so that wording can change and other languages get numbers.
///
/// The sentence for people is made by [`message`](Self::message), from the values, and is no part of the identity.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule's stable id, such as `image/aspect-out-of-range`.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Whether the rule failed or could not be decided.
    pub outcome: Outcome,
    /// JSON pointer (RFC 6901) into the request; empty for a file alone.
    pub pointer: String,
    /// Which quantity the rule looked at, such as `width`.
    pub quantity: &'static str,
    /// What was found; absent where it could not be determined.
    pub actual: Option<Value>,
    /// What was expected.
    pub expected: Option<Expected>,
    /// What the live service has been seen to take beyond what is expected.
    pub observed: Option<ExpectedRange>,
    /// What the numbers count.
    pub unit: Option<Unit>,
    /// Why the fact could not be determined, where the file says why.
    pub fault: Option<Fault>,
    /// Who sets the limit.
    pub source: Cow<'static, str>,
}

impl Finding {
    /// One sentence for people: what was found and what was expected.
    pub fn message(&self) -> String {
        rules::message(self)
    }

    /// One imperative sentence: what to do about it.
    pub fn help(&self) -> Cow<'static, str> {
        rules::help(self)
    }
}
