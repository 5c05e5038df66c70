//! Boxes that occur at most once in a parent (ISO/IEC 14496-12 table 1, "exactly one" and "zero or one").

use super::super::notes::Notes;
use super::boxes::BoxAt;

/// The types seen so far within one parent.
#[derive(Debug, Default)]
pub(super) struct Seen {
    kinds: Vec<[u8; 4]>,
}

impl Seen {
    /// Notes a fault if `child` is one of the `single` types and not the first of it: readers differ in which one counts.
    pub(super) fn note(&mut self, child: &BoxAt, single: &[&[u8; 4]], notes: &mut Notes) {
        if !single.contains(&&child.kind) {
            return;
        }
        if self.kinds.contains(&child.kind) {
            notes.fault(child.malformed("occurs more than once"));
        } else {
            self.kinds.push(child.kind);
        }
    }
}
