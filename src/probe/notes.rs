//! Facts that every format's reader may find, whatever the kind of media.

use crate::model::{Fault, FaultKind, Format};

/// Becomes the common part of [`Facts`](crate::Facts).
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// See [`Facts::truncated`](crate::Facts::truncated).
    pub(super) truncated: Option<bool>,
    /// See [`Facts::declared_bytes`](crate::Facts::declared_bytes).
    pub(super) declared_bytes: Option<u64>,
    /// Whether the media are encrypted.
    pub(super) is_encrypted: bool,
    /// See [`Facts::brand`](crate::Facts::brand).
    pub(super) brand: Option<Format>,
    /// Faults that did not stop the reader: the first ones.
    pub(super) faults: Vec<Fault>,
    /// Whether one of them is that the budget is spent.
    pub(super) is_out_of_budget: bool,
}

/// Faults that are kept. A file can consist of a million unreadable boxes, and the first few say as much as all.
const MOST_FAULTS: usize = 64;

impl Notes {
    /// Adds a fault that does not stop the reader.
    pub(super) fn fault(&mut self, fault: Fault) {
        let is_first_of_budget = fault.kind == FaultKind::Budget && !self.is_out_of_budget;
        self.is_out_of_budget |= is_first_of_budget;
        if self.faults.len() < MOST_FAULTS || is_first_of_budget {
            self.faults.push(fault);
        }
    }
}
