//! Which sample descriptions a track's samples use: ISO/IEC 14496-12 §8.7.4, §8.8.7.

/// How many different descriptions are held.
const MAX: usize = 8;

/// Indices of the descriptions in use, counted from 1, in order of first use.
#[derive(Debug, Default)]
pub(super) struct Descriptions {
    used: Vec<u32>,
    /// Whether there are more than are held.
    pub(super) has_more: bool,
}

impl Descriptions {
    #[inline]
    pub(super) fn add(&mut self, index: u32) {
        if self.used.last() == Some(&index) || self.used.contains(&index) {
            return;
        }
        if self.used.len() < MAX {
            self.used.push(index);
        } else {
            self.has_more = true;
        }
    }

    pub(super) fn indices(&self) -> &[u32] {
        &self.used
    }
}
