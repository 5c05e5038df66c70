//! How far the file must reach for its media to be complete, and whether it does.

use super::super::notes::Notes;
use super::boxes::BoxAt;

/// What the boxes and tables require of the file's length, as far as they have been read.
#[derive(Debug, Default)]
pub(super) struct Ending {
    /// Where the last box ends that is there as a whole, or is needed.
    boxes: u64,
    /// Where a box ends that the file does not have as a whole.
    cut_box: Option<u64>,
    /// Where the last sample ends.
    samples: u64,
}

impl Ending {
    /// Notes a box of the top level in a file of `len` bytes. Of one that describes samples, all is needed: a `moov` if it
    /// `is_first`, and a `moof` too if fragments are `announced`. Other bytes that spell these types are only bytes.
    pub(super) fn has_box(&mut self, found: &BoxAt, len: Option<u64>, is_first: bool, announced: bool) {
        let describes_samples = match &found.kind {
            b"moov" => is_first,
            b"moof" => is_first || announced,
            _ => false,
        };
        if len.is_none_or(|len| found.end <= len) || describes_samples {
            self.boxes = self.boxes.max(found.end);
        } else {
            self.cut_box = self.cut_box.max(Some(found.end));
        }
    }

    /// Notes samples that end at `end`.
    pub(super) fn has_samples(&mut self, end: u64) {
        self.samples = self.samples.max(end);
    }

    /// Where the last sample ends.
    pub(super) fn samples(&self) -> u64 {
        self.samples
    }

    /// Decides whether a file of `len` bytes is truncated: whether samples are located past its end. Without a movie that
    /// was read to its end, so is a file within a box. A size that is too large is not a truncation if all samples are present.
    ///
    /// A walk that was not `complete` can show that bytes are missing, never that none are.
    pub(super) fn judge(&self, len: Option<u64>, has_movie: bool, complete: bool, notes: &mut Notes) {
        let cut = self.cut_box.filter(|_| !has_movie);
        let declared = self.boxes.max(self.samples).max(cut.unwrap_or(0));
        if declared > 0 {
            notes.declared_bytes = Some(declared);
        }
        notes.truncated = match len {
            Some(len) if declared > len => Some(true),
            Some(_) if complete && declared > 0 => Some(false),
            _ => None,
        };
    }
}
