//! Rules on a video.

pub(super) mod aspect_out_of_range;
pub(super) mod codec_not_accepted;
pub(super) mod duration_out_of_range;
pub(super) mod durations_disagree;
pub(super) mod fps_out_of_range;
pub(super) mod frame_rates_disagree;
pub(super) mod no_video_track;
pub(super) mod pixels_not_square;
pub(super) mod pixels_out_of_range;
pub(super) mod rotated;
pub(super) mod side_out_of_range;
pub(super) mod sizes_disagree;
pub(super) mod variable_frame_rate;

use crate::model::{Rational, VideoFacts};

/// Width and height as displayed, exactly: with pixels that are not square a side can be a fraction.
fn displayed_size(video: &VideoFacts) -> Option<(Rational, Rational)> {
    let width = Rational::from(video.width?).checked_mul(video.pixel_aspect?)?;
    let height = Rational::from(video.height?);
    Some(match video.rotation? {
        90 | 270 => (height, width),
        _ => (width, height),
    })
}
