//! The one place where a panic stops.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::status::Status;

/// Runs the body of a function of the header. A panic in it becomes [`Status::Panic`]: to unwind into C would be
/// undefined.
pub(super) fn guard(body: impl FnOnce() -> Result<(), Status>) -> Status {
    // What a body changes is replaced whole or only appended to, so that a panic leaves nothing half-made behind.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        #[cfg(test)]
        super::tests::panic_if_asked();
        body()
    }));
    match outcome {
        Ok(Ok(())) => Status::Ok,
        Ok(Err(status)) => status,
        Err(payload) => {
            // Its destructor is anybody's, and could panic in turn; what it then leaves is let be.
            if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
                std::mem::forget(second);
            }
            Status::Panic
        }
    }
}
