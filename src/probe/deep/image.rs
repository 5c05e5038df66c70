//! Images, decoded whole by the `image` crate.

use std::error::Error;
use std::io::{self, BufReader};

use ::image::{ImageError, ImageFormat, ImageReader, Limits};

use super::cursor::Cursor;
use super::{Reader, jpeg_scan};
use crate::model::{Facts, Fault, FaultKind, Format};
use crate::probe::{Budget, ReadAt};

/// Decodes the image of `facts` whole.
pub(super) fn decode(source: &dyn ReadAt, budget: &Budget, facts: &mut Facts) -> Result<(), Fault> {
    let Some(bytes) = facts.bytes else {
        return Err(Fault::new(FaultKind::Unsupported, 0, "a source of unknown length is not decoded"));
    };
    // The JPEG decoder takes the whole file into memory before it looks at it.
    let held = u64::try_from(budget.bytes_held).unwrap_or(u64::MAX);
    if bytes > held.min(budget.bytes_read) {
        return Err(Fault::new(FaultKind::Budget, 0, format!("{bytes} bytes to decode, where {held} are allowed")));
    }
    let format = match facts.format {
        Format::Jpeg => {
            // The decoder forgives a scan that ends early and paints the rest grey: the end is looked for first.
            jpeg_scan::find_end(&mut Reader::new(source, *budget)).inspect_err(|fault| {
                facts.truncated = facts.truncated.or((fault.kind == FaultKind::Undecodable).then_some(true))
            })?;
            facts.truncated = Some(false);
            ImageFormat::Jpeg
        }
        Format::Png => ImageFormat::Png,
        _ => ImageFormat::WebP,
    };
    let mut reader = ImageReader::with_format(BufReader::new(Cursor::new(source, bytes)), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(held);
    reader.limits(limits);
    reader.decode().map(drop).map_err(|error| {
        let error = match error {
            ImageError::IoError(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
                return Fault::of_input(error, 0);
            }
            error => error,
        };
        let kind = match &error {
            ImageError::Limits(_) => FaultKind::Budget,
            ImageError::Unsupported(_) => FaultKind::Unsupported,
            _ => FaultKind::Undecodable,
        };
        within(&error).unwrap_or_else(|| Fault::new(kind, 0, error.to_string()))
    })
}

/// The fault of ours that an error of the decoder's has for its cause, at whatever depth.
fn within(error: &(dyn Error + 'static)) -> Option<Fault> {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let found = error.downcast_ref::<Fault>().or_else(|| wrapped?.downcast_ref());
    found.cloned().or_else(|| within(error.source()?))
}
