//! Where a limit is documented.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

/// How well a limit is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Authority {
    /// The API's reference page.
    Reference,
    /// Other public copies of the API's documentation, or of the upstream model's.
    Documentation,
    /// Live answers of the service, or released clients.
    Seen,
    /// A decision of this project, without a source.
    Own,
    /// A profile file that a user laid over a built-in profile.
    File,
}

impl Authority {
    /// The name as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Documentation => "documentation",
            Self::Seen => "seen",
            Self::Own => "own",
            Self::File => "file",
        }
    }
}

/// The source of one limit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// How well it is documented.
    pub authority: Authority,
    /// The words of the source, or the place of them.
    pub text: Cow<'static, str>,
}

impl Source {
    pub(crate) const fn reference(text: &'static str) -> Self {
        Self { authority: Authority::Reference, text: Cow::Borrowed(text) }
    }

    pub(crate) const fn documentation(text: &'static str) -> Self {
        Self { authority: Authority::Documentation, text: Cow::Borrowed(text) }
    }

    pub(crate) const fn own(text: &'static str) -> Self {
        Self { authority: Authority::Own, text: Cow::Borrowed(text) }
    }

    pub(crate) const fn seen(text: &'static str) -> Self {
        Self { authority: Authority::Seen, text: Cow::Borrowed(text) }
    }

    /// The authority and the words, as findings state them.
    pub(crate) fn in_full(&self) -> String {
        [self.authority.name(), ": ", &self.text].concat()
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_full())
    }
}
