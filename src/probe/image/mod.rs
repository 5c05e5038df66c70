//! Still pictures: size, orientation and animation from their headers.

mod exif;
pub(super) mod jpeg;
mod jpeg_end;
pub(super) mod png;
mod png_end;
pub(super) mod webp;

use crate::model::ImageFacts;
use crate::model::{Fault, FaultKind};

/// Completes the facts of a picture stored as `width` by `height`: sides swap where it is displayed on its side.
///
/// Where the reading of it `ended` for want of budget, an orientation may stand in what was not read.
fn set_size<T>(
    image: &mut ImageFacts,
    (width, height): (Option<u32>, Option<u32>),
    orientation: Option<u8>,
    ended: &Result<T, Fault>,
) {
    image.width = width;
    image.height = height;
    if orientation.is_none() && is_budget_spent(ended) {
        return;
    }
    let orientation = orientation.unwrap_or(1);
    let (display_width, display_height) = if orientation >= 5 { (height, width) } else { (width, height) };
    image.display_width = display_width;
    image.display_height = display_height;
    image.orientation = Some(orientation);
}

fn is_budget_spent<T>(ended: &Result<T, Fault>) -> bool {
    ended.as_ref().is_err_and(|fault| fault.kind == FaultKind::Budget)
}

fn malformed(offset: u64, what: &'static str) -> Fault {
    Fault::new(FaultKind::Malformed, offset, what)
}

fn unexpected_end(offset: u64, what: &'static str) -> Fault {
    Fault::new(FaultKind::UnexpectedEnd, offset, what)
}
