//! Where the limit of a rule is documented.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::profile::Limit;

/// Where the limit of a rule is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuleSource {
    /// The profile keeps it, with its source.
    Profile(&'static [Limit]),
    /// Another source: the reference, another copy of the documentation, or our own decision.
    Text(&'static str),
}

impl RuleSource {
    /// The limits of the profile that the rule applies.
    pub const fn limits(self) -> &'static [Limit] {
        match self {
            Self::Profile(limits) => limits,
            Self::Text(_) => &[],
        }
    }

    /// The text as in JSON.
    pub fn text(self) -> Cow<'static, str> {
        match self {
            Self::Profile(limits) => {
                let paths: Vec<_> = limits.iter().map(|limit| limit.path()).collect();
                Cow::Owned(format!("profile: {}", paths.join(", ")))
            }
            Self::Text(text) => Cow::Borrowed(text),
        }
    }
}

impl fmt::Display for RuleSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Serialize for RuleSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}
