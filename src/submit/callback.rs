//! What the service sends to a `callback_url`.

use super::AnswerFault;
use super::answer::{self, MOST_BYTES};
use super::{Task, TaskId};

/// What somebody says about a task, in a call to the request's `callback_url`.
///
/// The service does not sign its calls, so anybody who knows the URL can make one: take the id, and ask for the task
/// with [`Client::task`](crate::submit::Client::task), which says what is true. Answer the call itself with a status of 2xx
/// within 10 seconds, before asking; else it comes again after 1, 2 and 4 seconds.
///
/// ```
/// use seedance_preflight::submit::Callback;
///
/// let body = br#"{"id": "task-unified-1774857405-abc123", "status": "completed", "results": ["https://example.com/1.mp4"]}"#;
/// let callback = Callback::read(body).unwrap();
/// assert_eq!(callback.task_id().as_str(), "task-unified-1774857405-abc123");
/// assert!(callback.claims_finished());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    claimed: Task,
}

impl Callback {
    /// Reads the body of a call: the body of a task's query, of at most 1 MiB.
    ///
    /// # Errors
    /// If it is longer, is not JSON, or names no task.
    pub fn read(body: &[u8]) -> Result<Self, AnswerFault> {
        if body.len() > MOST_BYTES {
            return Err(AnswerFault::TooLong { most: MOST_BYTES });
        }
        let content = answer::content(body, &str::to_owned)?;
        Ok(Self { claimed: Task::read(&content)? })
    }

    /// The task that it is about.
    pub fn task_id(&self) -> &TaskId {
        &self.claimed.id
    }

    /// Whether it says that the task has ended; the service calls for nothing else.
    pub fn claims_finished(&self) -> bool {
        self.claimed.is_finished()
    }

    /// All that it says. It is not authenticated: verify it, and above all its URLs.
    pub fn claimed(&self) -> &Task {
        &self.claimed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_a_task_within_bounds_is_one() {
        assert!(matches!(Callback::read(&vec![b' '; MOST_BYTES + 1]), Err(AnswerFault::TooLong { .. })));
        assert!(matches!(Callback::read(b"<html>"), Err(AnswerFault::NotJson { .. })));
        assert!(matches!(Callback::read(b"{\"status\": \"completed\"}"), Err(AnswerFault::Missing { field: "id" })));
        let failed =
            Callback::read(br#"{"id": "t", "status": "failed", "error": {"code": "request_cancelled"}}"#).unwrap();
        assert!(failed.claims_finished() && failed.claimed().was_cancelled());
    }

    proptest! {
        #[test]
        fn never_panics(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Callback::read(&body);
        }
    }
}
