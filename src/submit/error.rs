//! What can come of a call but its answer.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::{AnswerFault, ApiError, RetryAdvice, Task, TaskId};
use crate::http::{TransportError, TransportErrorKind};
use crate::upstream::UpstreamRefusal;

/// Why a call has no task to show. None of them holds the key, whatever the other side wrote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SubmitError {
    /// The service said no; of a create, nothing was made.
    #[error("the service refused: {0}")]
    Refused(Box<Refusal>),
    /// A create went out, and nobody knows what became of it. It was not sent again.
    #[error("{0}")]
    UnknownOutcome(Box<UnknownOutcome>),
    /// There was no answer. Of a create: it never arrived, so that nothing was made.
    #[error("there was no answer: {0}")]
    NoAnswer(TransportError),
    /// A query's answer is of no use.
    #[error("the answer (HTTP {status}) cannot be used: {fault}")]
    BadAnswer {
        /// The status code.
        status: u16,
        /// What is wrong with it.
        fault: AnswerFault,
    },
    /// Another address was answered. It is not followed, since the key would go there.
    #[error(
        "the service is not here: the answer (HTTP {status}) leads to {}, where the key is not sent; set the base URL",
        to.as_deref().filter(|to| !to.is_empty()).unwrap_or("another place")
    )]
    Redirected {
        /// The status code.
        status: u16,
        /// Scheme and host of the other address, where it was told.
        to: Option<String>,
    },
    /// The task had not ended when the time was over. It goes on.
    #[error("{id} has not ended within {} s; it goes on, and can be asked for again", waited.as_secs())]
    TimedOut {
        /// The task.
        id: TaskId,
        /// What was heard of it last.
        last: Option<Box<Task>>,
        /// How long it was waited for.
        waited: Duration,
    },
    /// It was stopped from outside, in a pause. Of a create: nothing was made.
    #[error("it was stopped")]
    Stopped {
        /// What was heard last of a task that was waited for.
        last: Option<Box<Task>>,
    },
}

impl SubmitError {
    /// Whether the same call may be made again later, as it is. Of a create with an unknown outcome: no.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Refused(refusal) => refusal.retry_advice() == RetryAdvice::Later,
            Self::NoAnswer(error) => is_transient(error.kind),
            Self::BadAnswer { fault, .. } => {
                matches!(fault, AnswerFault::BrokeOff { .. } | AnswerFault::NotJson { .. })
            }
            Self::UnknownOutcome(_) | Self::Redirected { .. } | Self::TimedOut { .. } | Self::Stopped { .. } => false,
        }
    }

    /// How long the service asks to wait before the next try.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            _ => None,
        }
    }
}

/// Whether such trouble may pass by itself.
fn is_transient(kind: TransportErrorKind) -> bool {
    use TransportErrorKind::{BadUrl, BlockedAddress, Tls};
    !matches!(kind, BadUrl | BlockedAddress | Tls)
}

/// A no of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The status code.
    pub status: u16,
    /// What the service says is wrong; empty where it says nothing that can be read.
    pub error: ApiError,
    /// Why it could not be read.
    pub unread: Option<AnswerFault>,
    /// How long the service asks to wait before the next try.
    pub retry_after: Option<Duration>,
    /// The rule that would have said so before, and where in the request it is; where the text is known.
    pub explained: Option<UpstreamRefusal>,
}

impl Refusal {
    /// Whether the same is worth another try, by the status.
    pub fn retry_advice(&self) -> RetryAdvice {
        match self.status {
            404 => RetryAdvice::No,
            408 | 429 | 500..=599 => RetryAdvice::Later,
            _ => RetryAdvice::AfterChange,
        }
    }

    /// One imperative sentence: what to do about it.
    pub fn help(&self) -> Cow<'static, str> {
        if let Some(explained) = &self.explained {
            return explained.help();
        }
        let by_status = || ApiError { code: Some(self.usual_code().to_owned()), ..ApiError::default() }.help();
        Cow::Borrowed(self.error.help().or_else(by_status).unwrap_or("Read what the service says, and change that."))
    }

    /// The code that goes with the status, by the API's documentation.
    fn usual_code(&self) -> &'static str {
        match self.status {
            400 | 422 => "invalid_request",
            401 => "unauthorized",
            402 => "insufficient_quota",
            403 => "model_access_denied",
            404 => "task_not_found",
            413 => "request_too_large_error",
            429 => "rate_limit_exceeded",
            502 => "upstream_error",
            503 => "service_unavailable_error",
            500..=599 => "internal_error",
            _ => "",
        }
    }
}

/// `no such model (invalid_request_error, at model), HTTP 400`.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.unread {
            Some(fault) => write!(f, "HTTP {}, with an answer that cannot be read: {fault}", self.status),
            None => write!(f, "{}, HTTP {}", self.error, self.status),
        }
    }
}

/// A create of which nobody knows whether it made a task.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it is not known whether a task was created, and the request was not sent again: {cause}")]
#[non_exhaustive]
pub struct UnknownOutcome {
    /// Why it is not known.
    pub cause: UnknownCause,
    /// The model of the request, to find the task by.
    pub model: String,
    /// Whether the request has a `callback_url`, which will be called if there is a task.
    pub has_callback: bool,
}

impl UnknownOutcome {
    /// What to look for before sending the request again.
    pub fn help(&self) -> String {
        let callback = if self.has_callback { ", or wait for the call to its callback_url" } else { "" };
        format!(
            "Before sending it again, look into the account for a task of {} created just now, and for credits \
             reserved{callback}. There is no call that lists tasks.",
            self.model
        )
    }
}

/// Why the outcome of a create is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownCause {
    /// The line broke after the request may have arrived.
    #[error("{0}")]
    Transport(TransportError),
    /// The service says that something went wrong on its side, and not when.
    #[error("{0}")]
    Status(Box<Refusal>),
    /// The service says that it went well, and its answer is of no use.
    #[error("the answer (HTTP {status}) cannot be used: {fault}")]
    Answer {
        /// The status code.
        status: u16,
        /// What is wrong with the answer.
        fault: AnswerFault,
    },
}
