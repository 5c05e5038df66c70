//! The door from the inside: what C cannot show, and what the sanitizers are to see.

#![allow(clippy::multiple_unsafe_ops_per_block)] // What holds for one call of a test holds for the next.

mod misuse;
mod tour;

use std::cell::Cell;

thread_local! {
    static ASKED_TO_PANIC: Cell<bool> = const { Cell::new(false) };
}

/// Lets every call of this thread panic inside while `work` runs.
fn while_panicking<T>(work: impl FnOnce() -> T) -> T {
    ASKED_TO_PANIC.set(true);
    let result = work();
    ASKED_TO_PANIC.set(false);
    result
}

/// Called by [`guard`](super::guard::guard) in place of a fault that nobody knows of yet.
pub(super) fn panic_if_asked() {
    assert!(!ASKED_TO_PANIC.get(), "asked for by a test");
}
