//! What every format's reader may find out beside the facts of its kind.

use crate::model::{Fault, FaultKind};

/// Becomes the common part of [`Facts`](crate::Facts).
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// See [`Facts::truncated`](crate::Facts::truncated).
    pub(super) truncated: Option<bool>,
    /// See [`Facts::declared_bytes`](crate::Facts::declared_bytes).
    pub(super) declared_bytes: Option<u64>,
    /// Trouble that did not stop the reader: the first of it.
    pub(super) faults: Vec<Fault>,
    /// Whether any of it was that the budget is spent.
    pub(super) is_out_of_budget: bool,
}

/// Faults that are kept. A file can be made of a million boxes that do not read, and the first few say as much as all.
const MOST_FAULTS: usize = 64;

impl Notes {
    /// Notes trouble that does not stop the reader.
    pub(super) fn fault(&mut self, fault: Fault) {
        let is_first_of_budget = fault.kind == FaultKind::Budget && !self.is_out_of_budget;
        self.is_out_of_budget |= is_first_of_budget;
        if self.faults.len() < MOST_FAULTS || is_first_of_budget {
            self.faults.push(fault);
        }
    }
}
