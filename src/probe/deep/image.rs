//! PNG and WebP, decoded by the `image` crate.

use std::error::Error;
use std::io::{self, BufReader};

use ::image::{ImageError, ImageFormat, ImageReader, Limits};

use super::cursor::Cursor;
use crate::model::{Facts, Fault, FaultKind};
use crate::probe::{budget::Budget, source::ReadAt};

/// Decodes a whole PNG.
pub(in crate::probe) fn decode_png(source: &dyn ReadAt, budget: &Budget, facts: &mut Facts) -> Result<(), Fault> {
    decode(source, budget, facts, ImageFormat::Png)
}

/// Decodes a whole WebP.
pub(in crate::probe) fn decode_webp(source: &dyn ReadAt, budget: &Budget, facts: &mut Facts) -> Result<(), Fault> {
    decode(source, budget, facts, ImageFormat::WebP)
}

fn decode(source: &dyn ReadAt, budget: &Budget, facts: &Facts, format: ImageFormat) -> Result<(), Fault> {
    let Some(bytes) = facts.bytes else {
        return Err(Fault::new(FaultKind::Unsupported, 0, "a source of unknown length is not decoded"));
    };
    let held = u64::try_from(budget.bytes_held).unwrap_or(u64::MAX);
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
        fault_within(&error).unwrap_or_else(|| Fault::new(kind, 0, error.to_string()))
    })
}

/// The fault of ours that caused an error of the decoder, at any depth.
fn fault_within(error: &(dyn Error + 'static)) -> Option<Fault> {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let found = error.downcast_ref::<Fault>().or_else(|| wrapped?.downcast_ref());
    found.cloned().or_else(|| fault_within(error.source()?))
}
