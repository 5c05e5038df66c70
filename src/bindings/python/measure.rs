//! Probes without the GIL.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::prelude::*;

use super::signals::Signals;
use crate::model::Facts;
use crate::probe::{Budget, ReadAt, probe, probe_deep};

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
    let source = Interruptible { source, signals: Signals::new() };
    let facts = py.detach(|| probed(&source, true));
    source.signals.finish().map(|()| facts)
}

/// A source whose reading ends at Ctrl-C.
struct Interruptible<'a> {
    source: &'a dyn ReadAt,
    signals: Signals,
}

impl ReadAt for Interruptible<'_> {
    fn byte_len(&self) -> Option<u64> {
        self.source.byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        if self.signals.have_raised() {
            return Err(io::Error::other("interrupted"));
        }
        self.source.read_at(offset, buffer)
    }

    fn is_cheap(&self, offset: u64, len: u64) -> bool {
        self.source.is_cheap(offset, len)
    }
}
