//! The library's enums as numbers.

use super::status::Status;
use crate::check::Verdict;
use crate::finding::{Outcome, Severity};
use crate::model::Kind;
use crate::profile::Tolerance;

/// The verdict on a file or request.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictCode {
    /// No value: the call failed.
    None = 0,
    /// Every rule that could refuse was decided, and none refuses.
    Accepted = 1,
    /// No rule refuses, but at least one that could is undecided. Not accepted.
    Undecided = 2,
    /// At least one rule refuses.
    Refused = 3,
}

/// The severity of a finding.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeverityCode {
    /// No value: the call failed.
    None = 0,
    /// For information.
    Note = 1,
    /// The service may refuse, or the result may not be as intended.
    Warning = 2,
    /// The service refuses.
    Error = 3,
}

/// The outcome of a rule that did not pass.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeCode {
    /// No value: the call failed.
    None = 0,
    /// The actual value is not the expected one.
    Fails = 1,
    /// A fact that the rule needs is not known.
    Undecided = 2,
    /// Nothing is wrong, but the rule has something to say.
    Notes = 3,
}

/// The expected kind of media.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindCode {
    /// Any kind.
    Any = 0,
    /// An image.
    Image = 1,
    /// A video, with or without audio.
    Video = 2,
    /// Audio only.
    Audio = 3,
}

/// How to judge values that the documentation refuses but the live service has accepted.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToleranceCode {
    /// As an error.
    Documented = 0,
    /// As a warning.
    Observed = 1,
}

impl From<Verdict> for VerdictCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Accepted => Self::Accepted,
            Verdict::Undecided => Self::Undecided,
            Verdict::Refused => Self::Refused,
        }
    }
}

impl From<Severity> for SeverityCode {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Note => Self::Note,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

impl From<Outcome> for OutcomeCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fails => Self::Fails,
            Outcome::Undecided => Self::Undecided,
            Outcome::Notes => Self::Notes,
        }
    }
}

/// The kind for a number from C, which may be any.
pub(super) fn kind(code: i32) -> Result<Option<Kind>, Status> {
    const ANY: i32 = KindCode::Any as i32;
    const IMAGE: i32 = KindCode::Image as i32;
    const VIDEO: i32 = KindCode::Video as i32;
    const AUDIO: i32 = KindCode::Audio as i32;
    match code {
        ANY => Ok(None),
        IMAGE => Ok(Some(Kind::Image)),
        VIDEO => Ok(Some(Kind::Video)),
        AUDIO => Ok(Some(Kind::Audio)),
        _ => Err(Status::InvalidArgument),
    }
}

/// The tolerance for a number from C, which may be any.
pub(super) fn tolerance(code: i32) -> Result<Tolerance, Status> {
    const DOCUMENTED: i32 = ToleranceCode::Documented as i32;
    const OBSERVED: i32 = ToleranceCode::Observed as i32;
    match code {
        DOCUMENTED => Ok(Tolerance::Documented),
        OBSERVED => Ok(Tolerance::Observed),
        _ => Err(Status::InvalidArgument),
    }
}
