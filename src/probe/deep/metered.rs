//! A source that is read no further than the budget allows, by all its readers together.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::{Fault, FaultKind};
use crate::probe::source::ReadAt;

/// Counts the bytes that all readers and decoders of one deep check read, and returns a fault where they exceed the budget.
pub(super) struct Metered<'a> {
    source: &'a dyn ReadAt,
    allowed: u64,
    left: AtomicU64,
}

impl<'a> Metered<'a> {
    pub(super) fn new(source: &'a dyn ReadAt, allowed: u64) -> Self {
        Self { source, allowed, left: AtomicU64::new(allowed) }
    }
}

impl ReadAt for Metered<'_> {
    fn byte_len(&self) -> Option<u64> {
        self.source.byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        if most == 0 && !buffer.is_empty() {
            let what = format!("more than {} bytes to read", self.allowed);
            return Err(io::Error::other(Fault::new(FaultKind::Budget, offset, what)));
        }
        let count = self.source.read_at(offset, buffer.get_mut(..most).unwrap_or_default())?;
        self.left.store(left.saturating_sub(u64::try_from(count).unwrap_or(u64::MAX)), Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_reads_share_the_budget() {
        let bytes: &[u8] = &[7; 9];
        let metered = Metered::new(&bytes, 5);
        assert_eq!(metered.read_at(0, &mut [0; 3]).unwrap(), 3);
        assert_eq!(metered.read_at(0, &mut [0; 3]).unwrap(), 2);
        let fault = metered.read_at(4, &mut [0; 3]).unwrap_err().downcast::<Fault>().unwrap();
        assert_eq!((fault.kind, fault.offset), (FaultKind::Budget, 4));
        assert_eq!(metered.read_at(4, &mut []).unwrap(), 0);
    }
}
