//! The calls of the API.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use zeroize::Zeroize;

use super::answer::Answer;
use super::text::printable;
use super::{
    AnswerFault, ApiError, ApiKey, BaseUrl, Refusal, RetryPolicy, StopSignal, SubmitError, Task, TaskId, UnknownCause,
    UnknownOutcome,
};
use crate::check::ApprovedRequest;
use crate::http::{HttpRequest, Method, Transport, TransportError, TransportErrorKind};
use crate::request::Counts;
use crate::request::{Request, RequestDocument};

/// Creates tasks and asks for them. Each call blocks until it has an answer.
///
/// The key goes to the base URL and nowhere else: redirects are not followed.
///
/// ```
/// use seedance_preflight::{CheckOptions, check_request};
/// use seedance_preflight::http::{HttpRequest, HttpResponse, Transport, TransportError};
/// use seedance_preflight::profile::Profile;
/// use seedance_preflight::request::{ModelId, Request, RequestDocument};
/// use seedance_preflight::submit::{ApiKey, Client, TaskStatus};
///
/// /// Answers as the service does; the crate's own transport takes its place outside of examples.
/// struct Pending;
///
/// impl Transport for Pending {
///     fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
///         assert_eq!(request.url, "https://api.evolink.ai/v1/videos/generations");
///         let body: &[u8] = br#"{"id": "task-unified-1774857405-abc123", "status": "pending"}"#;
///         Ok(HttpResponse::new(200, Vec::new(), Box::new(body)))
///     }
/// }
///
/// let request = Request::builder(ModelId::TEXT, "A cat plays the piano.").build();
/// let report = check_request(&RequestDocument::from(&request), &[], &CheckOptions::default());
/// let client = Client::new(ApiKey::new("sk-3f9a61c07d").unwrap(), Pending);
/// let task = client.create(&report.approve().unwrap()).unwrap();
/// assert_eq!(task.status, TaskStatus::Pending);
/// ```
#[derive(Clone)]
pub struct Client {
    key: ApiKey,
    base: BaseUrl,
    transport: Arc<dyn Transport>,
    pub(super) retries: RetryPolicy,
    pub(super) stop: StopSignal,
}

impl Client {
    /// A client of the API's own address.
    pub fn new(key: ApiKey, transport: impl Transport + 'static) -> Self {
        Self {
            key,
            base: BaseUrl::default(),
            transport: Arc::new(transport),
            retries: RetryPolicy::default(),
            stop: StopSignal::default(),
        }
    }

    /// Speaks to another address: a gateway, or a service of the same API.
    #[must_use]
    pub fn at(mut self, base: BaseUrl) -> Self {
        self.base = base;
        self
    }

    /// Repeats calls by this policy.
    #[must_use]
    pub fn retrying(mut self, policy: RetryPolicy) -> Self {
        self.retries = policy;
        self
    }

    /// Ends pauses at once when the signal is set. A call in flight is completed.
    #[must_use]
    pub fn stopped_by(mut self, stop: StopSignal) -> Self {
        self.stop = stop;
        self
    }

    /// Where it speaks to.
    pub fn base_url(&self) -> &BaseUrl {
        &self.base
    }

    /// Creates a task. It is sent once; again only where it surely made nothing: it never arrived, or it was turned
    /// away for its number (429) or, by the service itself and with a time to retry, because of overload (503).
    ///
    /// # Errors
    /// [`SubmitError::UnknownOutcome`] if a task may exist nevertheless; with any other error there is none.
    pub fn create(&self, approved: &ApprovedRequest) -> Result<Task, SubmitError> {
        let request = approved.request();
        // Text, integers and booleans can be written as JSON.
        let body = serde_json::to_vec(request)
            .map_err(|_| SubmitError::NoAnswer(TransportError::new(TransportErrorKind::Io, false, "no JSON")))?;
        self.repeat(|| self.create_once(request, &body))
    }

    /// Asks for a task; again where that fails for reasons that pass.
    ///
    /// # Errors
    /// If the task does not exist, or the answer cannot be used.
    pub fn task(&self, id: &TaskId) -> Result<Task, SubmitError> {
        self.repeat(|| self.task_once(id, self.retries.answer_within))
    }

    /// Makes `call` again while its error says that it may be, in its bounds.
    fn repeat(&self, call: impl Fn() -> Result<Task, SubmitError>) -> Result<Task, SubmitError> {
        let mut tries = 0_u32;
        loop {
            tries = tries.saturating_add(1);
            let error = match call() {
                Err(error) if error.is_transient() => error,
                ended => return ended,
            };
            let Some(pause) = self.retries.pause_after(tries, error.retry_after()) else {
                return Err(error);
            };
            if self.stop.pause(pause) {
                return Err(SubmitError::Stopped { last: None });
            }
        }
    }

    /// Every error of it that is transient says that nothing was made.
    fn create_once(&self, request: &Request, body: &[u8]) -> Result<Task, SubmitError> {
        let unknown = |cause| {
            SubmitError::UnknownOutcome(Box::new(UnknownOutcome {
                cause,
                model: printable(request.model.as_str(), 80),
                has_callback: request.callback_url.is_some(),
            }))
        };
        let mut message = HttpRequest::new(Method::Post, self.base.creation());
        message = message.header("content-type", "application/json");
        message.body = body.to_vec();
        let answer = match self.exchange(message, self.retries.answer_within) {
            Ok(answer) => answer,
            Err(error) if error.may_have_arrived => return Err(unknown(UnknownCause::Transport(error))),
            Err(error) => return Err(SubmitError::NoAnswer(error)),
        };
        let status = answer.status;
        match status {
            200..=299 => answer.task().map_err(|fault| unknown(UnknownCause::Answer { status, fault })),
            // 303 has done the work, and leads to its result; RFC 9110 §15.4.4.
            300..=399 if status != 303 => Err(redirected(answer)),
            // 408 may come from something on the way that has handed on what it had.
            400..=499 if status != 408 => Err(SubmitError::Refused(refusal(&answer, counts(request)))),
            503 if was_turned_away(&answer) => Err(SubmitError::Refused(refusal(&answer, counts(request)))),
            _ => Err(unknown(UnknownCause::Status(refusal(&answer, counts(request))))),
        }
    }

    /// One query.
    pub(super) fn task_once(&self, id: &TaskId, within: Duration) -> Result<Task, SubmitError> {
        let message = HttpRequest::new(Method::Get, self.base.task(id));
        let answer = self.exchange(message, within).map_err(SubmitError::NoAnswer)?;
        let status = answer.status;
        match status {
            200..=299 => match answer.task() {
                Ok(task) if task.id != *id => {
                    Err(SubmitError::BadAnswer { status, fault: AnswerFault::OtherTask { id: task.id } })
                }
                read => read.map_err(|fault| SubmitError::BadAnswer { status, fault }),
            },
            300..=399 => Err(redirected(answer)),
            _ => Err(SubmitError::Refused(refusal(&answer, None))),
        }
    }

    fn exchange(&self, message: HttpRequest, within: Duration) -> Result<Answer, TransportError> {
        let mut message = message
            .header("authorization", self.key.authorization())
            .header("accept", "application/json")
            .header("user-agent", concat!("seedance-preflight/", env!("CARGO_PKG_VERSION")));
        message.timeout = within;
        let sent = self.transport.send(&message);
        message.headers.iter_mut().for_each(|(_, value)| value.zeroize());
        match sent {
            Ok(response) => Ok(Answer::read(response, &self.key, SystemTime::now())),
            // A transport may say what it was sent.
            Err(error) => Err(TransportError { what: printable(&self.key.mask(&error.what), 300), ..error }),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.base.as_str())
            .field("retries", &self.retries)
            .finish_non_exhaustive()
    }
}

/// Whether a 503 is the service's own word that it did not begin. Something on the way that lost its upstream after it
/// handed the request on says 503 as well, but gives no time to retry and does not use the service's form.
fn was_turned_away(answer: &Answer) -> bool {
    answer.retry_after.is_some() && matches!(answer.error(), Ok(Some(_)))
}

fn refusal(answer: &Answer, counts: Option<Counts>) -> Box<Refusal> {
    let (error, unread) = match answer.error() {
        Ok(error) => (error.unwrap_or_default(), None),
        Err(fault) => (ApiError::default(), Some(fault)),
    };
    let explained = error.explain(counts);
    Box::new(Refusal { status: answer.status, explained, error, unread, retry_after: answer.retry_after })
}

fn redirected(answer: Answer) -> SubmitError {
    SubmitError::Redirected { status: answer.status, to: answer.location }
}

/// What the request carries, so that `content[N]` becomes a pointer.
fn counts(request: &Request) -> Option<Counts> {
    RequestDocument::from(request).counts()
}
