//! The numbers that stand for the library's own words.

use super::status::Status;
use crate::check::Verdict;
use crate::finding::{Outcome, Severity};
use crate::model::Kind;
use crate::profile::Tolerance;

/// What all findings come to.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictCode {
    /// No answer: what is left where a call failed.
    None = 0,
    /// Every rule that could refuse was decided, and none refuses.
    Accepted = 1,
    /// No rule refuses, and at least one that could was not decided. Not accepted.
    Undecided = 2,
    /// At least one rule refuses.
    Refused = 3,
}

/// How much a finding weighs.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeverityCode {
    /// No answer: what is left where a call failed.
    None = 0,
    /// Good to know.
    Note = 1,
    /// The service may refuse, or the result may surprise.
    Warning = 2,
    /// The service refuses.
    Error = 3,
}

/// How a rule ended that did not simply pass.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeCode {
    /// No answer: what is left where a call failed.
    None = 0,
    /// What was found is not what was expected.
    Fails = 1,
    /// The fact that the rule needs was not determined.
    Undecided = 2,
}

/// The kind of media that is wanted.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindCode {
    /// Whatever kind the file is.
    Any = 0,
    /// A still picture.
    Image = 1,
    /// A moving picture, with or without sound.
    Video = 2,
    /// Sound alone.
    Audio = 3,
}

/// What becomes of a value that the documentation refuses and the live service has been seen to take.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToleranceCode {
    /// It is an error.
    Documented = 0,
    /// It is a warning.
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
        }
    }
}

/// The kind of a number that came in, which may be any.
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

/// The tolerance of a number that came in, which may be any.
pub(super) fn tolerance(code: i32) -> Result<Tolerance, Status> {
    const DOCUMENTED: i32 = ToleranceCode::Documented as i32;
    const OBSERVED: i32 = ToleranceCode::Observed as i32;
    match code {
        DOCUMENTED => Ok(Tolerance::Documented),
        OBSERVED => Ok(Tolerance::Observed),
        _ => Err(Status::InvalidArgument),
    }
}
