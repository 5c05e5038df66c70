//! What movie fragments add to a track.

use super::sample_times::SampleTimes;

/// What the movie fragments hold of one track.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fragments {
    /// The samples of all runs.
    pub(super) times: SampleTimes,
    /// Decode time of the first fragment (`tfdt`, or 0).
    pub(super) start: Option<u64>,
    /// Where the next sample begins, on the time line that `tfdt` states.
    pub(super) next: u64,
    /// Where the last sample ends there.
    pub(super) end: u64,
    /// Composition offset of the first sample, if its run has offsets.
    pub(super) first_composition: Option<i64>,
    /// Whether any of the samples has data.
    pub(super) has_data: bool,
}

impl Fragments {
    /// When the first sample is decoded, on a time line that other tracks share.
    pub(super) fn start(&self) -> u64 {
        self.start.unwrap_or(0)
    }

    /// How long the fragments last: from the first sample's start to the last one's end. Where they leave gaps the
    /// last frame before stays; where one comes twice it is still presented once.
    pub(super) fn ticks(&self) -> u64 {
        self.end.saturating_sub(self.start())
    }
}
