//! Ctrl-C during work without the GIL.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use pyo3::prelude::*;

/// How often work looks for Ctrl-C.
pub(super) const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Asks Python for signals, at most every [`BETWEEN_LOOKS`].
pub(super) struct Signals(Mutex<(Instant, Option<PyErr>)>);

impl Signals {
    /// None yet.
    pub(super) fn new() -> Self {
        Self(Mutex::new((Instant::now(), None)))
    }

    /// Whether a handler raised something, so that the work should end. Called without the GIL.
    pub(super) fn have_raised(&self) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.1.is_none() && state.0.elapsed() >= BETWEEN_LOOKS {
            let raised = Python::attach(|py| py.check_signals()).err();
            *state = (Instant::now(), raised);
        }
        state.1.is_some()
    }

    /// # Errors
    /// `KeyboardInterrupt`, or whatever else a handler raised.
    pub(super) fn finish(self) -> PyResult<()> {
        let (_, raised) = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        raised.map_or(Ok(()), Err)
    }
}
