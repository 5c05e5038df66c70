//! Rules on an audio file.

pub(super) mod codec_not_accepted;
pub(super) mod duration_out_of_range;
