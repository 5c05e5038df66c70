//! How the program ends.

use std::process::ExitCode;

use seedance_preflight::Verdict;
use seedance_preflight::audit::{AuditSummary, VerdictCounts};

/// The result of a command that ran; see the table in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Accepted,
    Refused,
    Failed,
    NothingToCheck,
    Undecided,
    #[cfg(feature = "submit")]
    UnknownOutcome,
    Interrupted,
}

impl Exit {
    /// The number that the system gets.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Accepted => 0,
            Self::Refused => 1,
            Self::Failed => 2,
            Self::NothingToCheck => 3,
            Self::Undecided => 4,
            #[cfg(feature = "submit")]
            Self::UnknownOutcome => 5,
            // The convention of shells for a program that SIGINT, signal 2, ended: 128 + 2.
            Self::Interrupted => 130,
        }
    }

    /// One refused file makes the run refused; otherwise one undecided file makes it undecided.
    pub(crate) fn of(summary: &AuditSummary) -> Self {
        if summary.interrupted {
            return Self::Interrupted;
        }
        match summary.verdicts {
            VerdictCounts { refused: 1.., .. } => Self::Refused,
            VerdictCounts { undecided: 1.., .. } => Self::Undecided,
            VerdictCounts { accepted: 1.., .. } => Self::Accepted,
            _ => Self::NothingToCheck,
        }
    }

    /// The same, but a verdict is only reported.
    pub(crate) fn without_verdict(self) -> Self {
        match self {
            Self::Refused | Self::Undecided => Self::Accepted,
            other => other,
        }
    }
}

impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Accepted => Self::Accepted,
            Verdict::Refused => Self::Refused,
            _ => Self::Undecided,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
