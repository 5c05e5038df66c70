//! Carries out plans for images, from bytes to bytes.

mod encode;
mod error;

use std::io::Cursor;

use ::image::metadata::Orientation;
use ::image::{
    DynamicImage, GenericImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgba, RgbaImage,
    imageops::FilterType,
};

use self::encode::{Encoding, encode};
pub use self::error::NativeError;
use super::{Plan, Step};
use crate::model::Format;

/// Bytes that a decoded image may take.
const MOST_HELD: u64 = 1 << 30;

/// Carries out `plan` on the bytes of an image, and returns those of the result. A colour profile is kept.
///
/// # Errors
/// If the plan is for another kind of file, or the image does not decode.
pub fn fix_image(plan: &Plan, source: &[u8]) -> Result<Vec<u8>, NativeError> {
    let format = decoded_format(plan.source).ok_or(NativeError::NotNative)?;
    let to = plan.result.as_ref().ok_or(NativeError::NotNative)?.format;
    let (mut image, profile) = decode(source, format).map_err(|error| NativeError::Decode(error.to_string()))?;
    let mut encoding = Encoding { to, quality: None, most_bytes: u64::MAX, profile };
    for step in &plan.steps {
        match *step {
            Step::Upright { orientation } => {
                image.apply_orientation(Orientation::from_exif(orientation).unwrap_or(Orientation::NoTransforms));
            }
            Step::Crop { width, height, x, y } => image = image.crop_imm(x, y, width, height),
            Step::Scale { width, height } => image = image.resize_exact(width, height, FilterType::Lanczos3),
            Step::Pad { width, height, x, y } => image = padded(&image, width, height, x, y)?,
            Step::EncodeImage { quality, most_bytes } => {
                (encoding.quality, encoding.most_bytes) = (quality, most_bytes);
            }
            _ => {}
        }
    }
    encode(image, &encoding)
}

/// The decoder for a format.
const fn decoded_format(format: Format) -> Option<ImageFormat> {
    Some(match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::WebP => ImageFormat::WebP,
        Format::Gif => ImageFormat::Gif,
        Format::Bmp => ImageFormat::Bmp,
        Format::Tiff => ImageFormat::Tiff,
        _ => return None,
    })
}

/// The first frame as stored, and the colour profile.
fn decode(source: &[u8], format: ImageFormat) -> Result<(DynamicImage, Option<Vec<u8>>), ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(source), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_HELD);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    // A damaged profile does not damage the picture.
    let profile = decoder.icc_profile().unwrap_or_default();
    Ok((DynamicImage::from_decoder(decoder)?, profile))
}

/// `image` on black.
fn padded(image: &DynamicImage, width: u32, height: u32, x: u32, y: u32) -> Result<DynamicImage, NativeError> {
    let mut canvas = DynamicImage::ImageRgba8(RgbaImage::from_pixel(width, height, Rgba([0, 0, 0, 255])));
    if !image.color().has_alpha() {
        canvas = DynamicImage::ImageRgb8(canvas.to_rgb8());
    }
    canvas.copy_from(&image.to_rgba8(), x, y).map_err(|error| NativeError::Encode(error.to_string()))?;
    Ok(canvas)
}
