//! Still pictures: size, orientation and animation from their headers.

mod exif;
pub(super) mod jpeg;
mod jpeg_end;
pub(super) mod png;
mod png_end;
pub(super) mod webp;

use crate::facts::ImageFacts;
use crate::{Fault, FaultKind};

/// Completes the facts of a picture stored as `width` by `height`: sides swap where it is displayed on its side.
fn set_size(image: &mut ImageFacts, (width, height): (Option<u32>, Option<u32>), orientation: Option<u8>) {
    let orientation = orientation.unwrap_or(1);
    let (display_width, display_height) = if orientation >= 5 { (height, width) } else { (width, height) };
    image.width = width;
    image.height = height;
    image.display_width = display_width;
    image.display_height = display_height;
    image.orientation = Some(orientation);
}

fn malformed(offset: u64, what: &'static str) -> Fault {
    Fault::new(FaultKind::Malformed, offset, what)
}

fn unexpected_end(offset: u64, what: &'static str) -> Fault {
    Fault::new(FaultKind::UnexpectedEnd, offset, what)
}
