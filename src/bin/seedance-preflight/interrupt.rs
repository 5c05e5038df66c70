//! Ctrl-C: the first ends the command in order, the second at once.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::exit::Exit;

/// Set by the first Ctrl-C.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Whether Ctrl-C was pressed.
pub(crate) fn is_set() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// Listens for Ctrl-C from now on, and gives what it sets.
pub(crate) fn listen() -> &'static AtomicBool {
    let handler = || {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted.code().into());
        }
    };
    // Without a handler the system ends the program at Ctrl-C: less in order, and no reason not to begin.
    let _ = ctrlc::set_handler(handler);
    &INTERRUPTED
}
