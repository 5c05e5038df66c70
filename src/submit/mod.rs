//! Sends approved requests, and asks what became of them.
//!
//! The most important rule: a create that may have reached the service is never sent again by itself, since each one
//! costs. What is not known is said, with what to look for. Answers are read as far as they can be, are bounded, and
//! are searched for the key before anybody sees them.

mod answer;
mod answer_fault;
mod api_error;
mod base_url;
mod callback;
mod client;
mod error;
mod json;
mod key;
mod policy;
mod stop;
mod task;
mod task_id;
mod text;
mod wait;

pub use answer_fault::AnswerFault;
pub use api_error::{ApiError, RetryAdvice};
pub use base_url::{BaseUrl, BaseUrlError};
pub use callback::Callback;
pub use client::Client;
pub use error::{Refusal, SubmitError, UnknownCause, UnknownOutcome};
pub use key::{ApiKey, ApiKeyError};
pub use policy::{RetryPolicy, WaitPolicy};
pub use stop::StopSignal;
pub use task::{OutputKind, ResultLink, Task, TaskStatus, Usage};
pub use task_id::{TaskId, TaskIdError};
