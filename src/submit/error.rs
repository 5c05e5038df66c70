//! Errors of calls to the service.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::{AnswerFault, ApiError, RetryAdvice, Task, TaskId};
use crate::http::{TransportError, TransportErrorKind};
use crate::language::{Language, say};
use crate::upstream::UpstreamRefusal;

/// Why a call returned no task. No variant contains the key, whatever the other side sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SubmitError {
    /// The service refused the call; a create made no task.
    #[error("the service refused: {0}")]
    Refused(Box<Refusal>),
    /// A create was sent, and its outcome is unknown. It was not sent again.
    #[error("{0}")]
    UnknownOutcome(Box<UnknownOutcome>),
    /// No answer was received. A create never arrived, so no task was made.
    #[error("no answer: {0}")]
    NoAnswer(TransportError),
    /// The answer to a query cannot be used.
    #[error("the answer (HTTP {status}) cannot be used: {fault}")]
    BadAnswer {
        /// The status code.
        status: u16,
        /// What is wrong with it.
        fault: AnswerFault,
    },
    /// The service answered with a redirect. It is not followed, since the key would be sent there.
    #[error(
        "wrong base URL: the answer (HTTP {status}) redirects to {}, where the key is not sent; set the base URL",
        to.as_deref().filter(|to| !to.is_empty()).unwrap_or("another address")
    )]
    Redirected {
        /// The status code.
        status: u16,
        /// Scheme and host of the other address, if the answer names it.
        to: Option<String>,
    },
    /// The task did not finish within the timeout. It continues at the service.
    #[error("{id} has not finished within {} s; it continues, and can be queried again", waited.as_secs())]
    TimedOut {
        /// The task.
        id: TaskId,
        /// The last known state of the task.
        last: Option<Box<Task>>,
        /// How long the client waited.
        waited: Duration,
    },
    /// The caller stopped it during a pause. A create made no task.
    #[error("stopped")]
    Stopped {
        /// The last known state of the task that was waited for.
        last: Option<Box<Task>>,
    },
}

impl SubmitError {
    /// Whether the same call may be repeated later, unchanged. False for a create with an unknown outcome.
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

/// Whether the error may be temporary.
fn is_transient(kind: TransportErrorKind) -> bool {
    use TransportErrorKind::{BadUrl, BlockedAddress, Tls};
    !matches!(kind, BadUrl | BlockedAddress | Tls)
}

/// A refusal by the service.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The status code.
    pub status: u16,
    /// What the service reports as wrong; empty if that cannot be read.
    pub error: ApiError,
    /// Why it could not be read.
    pub unread: Option<AnswerFault>,
    /// How long the service asks to wait before the next try.
    pub retry_after: Option<Duration>,
    /// The rule that predicts the refusal and the pointer into the request, if the text is known.
    pub explained: Option<UpstreamRefusal>,
}

impl Refusal {
    /// Whether the same call is worth retrying, by the status.
    pub fn retry_advice(&self) -> RetryAdvice {
        match self.status {
            404 => RetryAdvice::No,
            408 | 429 | 500..=599 => RetryAdvice::Later,
            _ => RetryAdvice::AfterChange,
        }
    }

    /// One imperative sentence: what to do about it.
    pub fn help(&self) -> Cow<'static, str> {
        self.help_in(Language::English)
    }

    /// [`help`](Self::help) in another language.
    pub fn help_in(&self, language: Language) -> Cow<'static, str> {
        if let Some(explained) = &self.explained {
            return explained.help_in(language);
        }
        let by_status = || ApiError { code: Some(self.usual_code().to_owned()), ..ApiError::default() }.help();
        match self.error.help().or_else(by_status) {
            Some(help) => Cow::Borrowed(language.text(help)),
            None => say!(language, "Read what the service says, and change that."),
        }
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

/// A create whose outcome is unknown: it may have made a task.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown whether a task was created; the request was not sent again: {cause}")]
#[non_exhaustive]
pub struct UnknownOutcome {
    /// Why it is unknown.
    pub cause: UnknownCause,
    /// The model of the request, to find the task by.
    pub model: String,
    /// Whether the request has a `callback_url`, which will be called if there is a task.
    pub has_callback: bool,
}

impl UnknownOutcome {
    /// What to look for before sending the request again.
    pub fn help(&self) -> String {
        self.help_in(Language::English)
    }

    /// [`help`](Self::help) in another language.
    pub fn help_in(&self, language: Language) -> String {
        let callback = match self.has_callback {
            true => language.text(", or wait for the call to its callback_url"),
            false => "",
        };
        say!(
            language,
            "Before sending it again, check the account for a new task of {model} and for reserved credits{callback}. The API cannot list tasks.",
            model = self.model,
            callback
        )
        .into_owned()
    }
}

/// Why the outcome of a create is unknown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnknownCause {
    /// The connection broke after the request may have arrived.
    #[error("{0}")]
    Transport(TransportError),
    /// The service reports an error on its side, which may have happened before or after the task was made.
    #[error("{0}")]
    Status(Box<Refusal>),
    /// The service reports success, but its answer cannot be used.
    #[error("the answer (HTTP {status}) cannot be used: {fault}")]
    Answer {
        /// The status code.
        status: u16,
        /// What is wrong with the answer.
        fault: AnswerFault,
    },
}
