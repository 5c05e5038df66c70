//! What the readers of all image formats share.

use crate::model::{Fault, FaultKind, ImageFacts};

/// Sets the facts of an image stored as `width` by `height`: the displayed sides are swapped if it is shown on its side.
///
/// `ended` is how reading up to and past the image data ended. If that failed, there may be no image to display, or an
/// orientation that was not read: then only the stored size is a fact.
pub(super) fn set_size(
    image: &mut ImageFacts,
    (width, height): (Option<u32>, Option<u32>),
    orientation: Option<u8>,
    ended: &Result<(), Fault>,
) {
    image.width = width;
    image.height = height;
    if ended.is_err() {
        return;
    }
    let orientation = orientation.unwrap_or(1);
    let (display_width, display_height) = if orientation >= 5 { (height, width) } else { (width, height) };
    image.display_width = display_width;
    image.display_height = display_height;
    image.orientation = Some(orientation);
}

pub(super) fn malformed(offset: u64, what: &'static str) -> Fault {
    Fault::new(FaultKind::Malformed, offset, what)
}

pub(super) fn unexpected_end(offset: u64, what: &'static str) -> Fault {
    Fault::new(FaultKind::UnexpectedEnd, offset, what)
}

pub(super) fn unsupported(offset: u64, what: &'static str) -> Fault {
    Fault::new(FaultKind::Unsupported, offset, what)
}
