//! Why an answer of the service could not be used.

use super::{TaskId, TaskIdError};

/// Why an answer could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerFault {
    /// It is longer than any answer of the service.
    #[error("it is longer than {most} bytes")]
    TooLong {
        /// Bytes that are read at most.
        most: usize,
    },
    /// It ended before its end.
    #[error("it broke off: {what}")]
    BrokeOff {
        /// What happened.
        what: String,
    },
    /// Not JSON, but a page from something between client and service.
    #[error("invalid JSON, beginning with {excerpt:?}")]
    NotJson {
        /// How it begins.
        excerpt: String,
    },
    /// It is JSON without what every task has.
    #[error("not a task: `{field}` is missing")]
    Missing {
        /// The member that is missing.
        field: &'static str,
    },
    /// The task's id is invalid.
    #[error("{0}")]
    Id(TaskIdError),
    /// It is of another task than was asked for.
    #[error("it describes another task, {id}")]
    OtherTask {
        /// The other.
        id: TaskId,
    },
}
