//! What sort of refusal it is, which way a value was missed, and whether to try again.

use serde::Serialize;

/// What a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RefusalClass {
    /// A value outside of a limit or a list.
    Bound,
    /// A media URL that the service could not fetch.
    Fetch,
    /// Media that were not given by URL.
    Inline,
    /// Media of another kind than their place takes.
    Kind,
    /// A parameter that the model does not have.
    Parameter,
    /// A model that does not exist.
    Model,
    /// Parts of a request that do not go together.
    Mode,
    /// Content that a filter refused.
    Moderation,
    /// Content that may be protected by copyright.
    Copyright,
    /// A picture of a real person.
    Person,
    /// Too little balance or quota.
    Quota,
    /// A missing or wrong key, or a model that the account may not use.
    Rights,
    /// Too many requests.
    Rate,
    /// The service's own failure.
    Service,
    /// None of these, or a text that is not known.
    Unknown,
}

impl RefusalClass {
    /// The name as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::Fetch => "fetch",
            Self::Inline => "inline",
            Self::Kind => "kind",
            Self::Parameter => "parameter",
            Self::Model => "model",
            Self::Mode => "mode",
            Self::Moderation => "moderation",
            Self::Copyright => "copyright",
            Self::Person => "person",
            Self::Quota => "quota",
            Self::Rights => "rights",
            Self::Rate => "rate",
            Self::Service => "service",
            Self::Unknown => "unknown",
        }
    }
}

/// Which way a value was missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Direction {
    /// The value was below the range.
    Low,
    /// The value was above the range.
    High,
    /// The text does not say which.
    Both,
}

impl Direction {
    /// The name as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::High => "high",
            Self::Both => "both",
        }
    }
}

/// Whether the same request may succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Again {
    /// As it is, now.
    Yes,
    /// As it is, after a wait.
    Later,
    /// Only after something was changed: the request, the media, the account.
    No,
}

impl Again {
    /// The name as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Later => "later",
            Self::No => "no",
        }
    }
}
