//! What every format's reader may find out beside the facts of its kind.

use crate::Fault;

/// Becomes the common part of [`Facts`](crate::Facts).
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// See [`Facts::truncated`](crate::Facts::truncated).
    pub(super) truncated: Option<bool>,
    /// See [`Facts::declared_bytes`](crate::Facts::declared_bytes).
    pub(super) declared_bytes: Option<u64>,
    /// Trouble that did not stop the reader.
    pub(super) faults: Vec<Fault>,
}
