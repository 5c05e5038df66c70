//! Until a task has ended.

use std::time::{Duration, Instant};

use super::{Client, SubmitError, Task, TaskId, WaitPolicy};
use crate::http::jittered;

impl Client {
    /// Asks for a task until it has ended, in pauses that grow and differ, and tells `on_progress` of each answer, the
    /// last one included. The task is queried at least once, whatever the timeout.
    ///
    /// A task that failed is an answer too, and no error: see [`Task::status`] and [`Task::error`].
    ///
    /// # Errors
    /// [`SubmitError::TimedOut`] where the time is over first, [`SubmitError::Stopped`] at once when the client's
    /// signal is set, and any error that prevents querying the task.
    pub fn wait(
        &self,
        id: &TaskId,
        policy: &WaitPolicy,
        mut on_progress: impl FnMut(&Task),
    ) -> Result<Task, SubmitError> {
        /// The least time that a query has, even at the very end.
        const ANSWER_WITHIN: Duration = Duration::from_secs(5);

        let begun = Instant::now();
        let (mut pause, mut failures, mut last) = (policy.first_pause, 0_u32, None);
        loop {
            if self.stop.is_stopped() {
                return Err(SubmitError::Stopped { last });
            }
            let left = policy.timeout.saturating_sub(begun.elapsed());
            let within = self.retries.answer_within.min(left.max(ANSWER_WITHIN));
            let asked_for = match self.task_once(id, within) {
                Ok(task) => {
                    on_progress(&task);
                    if task.is_finished() {
                        return Ok(task);
                    }
                    failures = 0;
                    last = Some(Box::new(task));
                    None
                }
                Err(error) => {
                    failures = failures.saturating_add(1);
                    if !error.is_transient() || failures > policy.failures {
                        return Err(error);
                    }
                    error.retry_after()
                }
            };
            let left = policy.timeout.saturating_sub(begun.elapsed());
            let next = jittered(pause).max(asked_for.unwrap_or_default());
            // A pause of our own is cut to the time that is left; what the service asks for is not.
            if left.is_zero() || asked_for.is_some_and(|asked| asked > left) {
                return Err(SubmitError::TimedOut { id: id.clone(), last, waited: begun.elapsed() });
            }
            if self.stop.pause(next.min(left)) {
                return Err(SubmitError::Stopped { last });
            }
            pause = policy.longer(pause);
        }
    }
}
