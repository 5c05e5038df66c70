//! Rules on an image.

pub(super) mod animated;
pub(super) mod aspect_out_of_range;
pub(super) mod rotated;
pub(super) mod side_out_of_range;
