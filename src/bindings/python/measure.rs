//! Probes without the GIL.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use pyo3::prelude::*;

use crate::model::Facts;
use crate::probe::{Budget, ReadAt, probe, probe_deep};

/// How often a deep probe looks for Ctrl-C.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Measures a source; a panic of a decoder becomes a fault of the file.
pub(super) fn probed(source: &dyn ReadAt, deep: bool) -> Facts {
    let look = || if deep { probe_deep(source, &Budget::DEEP) } else { probe(source, &Budget::default()) };
    catch_unwind(AssertUnwindSafe(look))
        .unwrap_or_else(|_| Facts::of_unreadable(&io::Error::other("the probe panicked on this file")))
}

/// As [`probed`], without the GIL.
///
/// # Errors
/// `KeyboardInterrupt`, and whatever else a handler of signals raises, in a deep probe; a plain one is too short for that.
pub(super) fn measured(py: Python<'_>, source: &dyn ReadAt, deep: bool) -> PyResult<Facts> {
    if !deep {
        return Ok(py.detach(|| probed(source, false)));
    }
    let source = Interruptible { source, state: Mutex::new((Instant::now(), None)) };
    let facts = py.detach(|| probed(&source, true));
    match source.state.into_inner().unwrap_or_else(PoisonError::into_inner) {
        (_, Some(raised)) => Err(raised),
        (_, None) => Ok(facts),
    }
}

/// A source whose reading ends at Ctrl-C.
struct Interruptible<'a> {
    source: &'a dyn ReadAt,
    /// When Python was last asked, and what a handler raised.
    state: Mutex<(Instant, Option<PyErr>)>,
}

impl ReadAt for Interruptible<'_> {
    fn byte_len(&self) -> Option<u64> {
        self.source.byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.1.is_none() && state.0.elapsed() >= BETWEEN_LOOKS {
            let raised = Python::attach(|py| py.check_signals()).err();
            *state = (Instant::now(), raised);
        }
        if state.1.is_some() {
            return Err(io::Error::other("interrupted"));
        }
        drop(state);
        self.source.read_at(offset, buffer)
    }

    fn is_cheap(&self, offset: u64, len: u64) -> bool {
        self.source.is_cheap(offset, len)
    }
}
