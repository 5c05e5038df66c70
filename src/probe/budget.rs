//! Caps on the cost of reading one file.

/// Our own caps while reading one file; not limits of the service.
///
/// Nesting needs no cap: each reader follows only the few levels that its format has.
///
/// Reading stops where a file would cost more: facts that were not reached stay undetermined, and a
/// [`Fault`](crate::Fault) of kind [`Budget`](crate::FaultKind::Budget) says so.
///
/// ```
/// use seedance_preflight::Budget;
///
/// let mut frugal = Budget::default();
/// frugal.bytes_read = 1 << 20;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Budget {
    /// Bytes read from the source in all.
    pub bytes_read: u64,
    /// Boxes, chunks, segments and frame headers visited in all.
    pub elements: u64,
    /// Bytes held at one time for a single table or box.
    pub bytes_held: usize,
}

impl Budget {
    /// For the deep check, which reads and decodes the body as well.
    pub const DEEP: Self = Self { bytes_read: 1 << 30, elements: 16 << 20, bytes_held: 256 << 20 };
}

impl Default for Budget {
    /// 64 MiB read, 1 Mi elements, 2 MiB held.
    fn default() -> Self {
        Self { bytes_read: 64 << 20, elements: 1 << 20, bytes_held: 2 << 20 }
    }
}
