//! Catches panics at the boundary to C.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::status::Status;

/// Runs the body of an exported function. A panic becomes [`Status::Panic`], since unwinding into C is undefined.
pub(super) fn guard(body: impl FnOnce() -> Result<(), Status>) -> Status {
    // Bodies replace values whole or append to them, so a panic leaves no half-changed state.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        #[cfg(test)]
        assert!(!PANICS.get(), "requested by a test");
        body()
    }));
    match outcome {
        Ok(Ok(())) => Status::Ok,
        Ok(Err(status)) => status,
        Err(payload) => {
            // The payload's destructor may panic too; a second payload is leaked.
            if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
                std::mem::forget(second);
            }
            Status::Panic
        }
    }
}

#[cfg(test)]
thread_local! {
    static PANICS: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Makes every call on this thread panic inside while `work` runs.
#[cfg(test)]
pub(super) fn while_panicking<T>(work: impl FnOnce() -> T) -> T {
    PANICS.set(true);
    let result = work();
    PANICS.set(false);
    result
}
