//! Encodes the result, within its limit of bytes.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageEncoder, ImageResult, Rgb, RgbImage};

use super::error::NativeError;
use crate::model::Format;

/// The quality of JPEG that is tried last, and how fast it is approached.
const LEAST_QUALITY: u8 = 40;
const STEP_OF_QUALITY: u8 = 10;

/// Where an ICC profile names its colour space (ICC.1, §7.2).
const COLOUR_SPACE: std::ops::Range<usize> = 16..20;

/// How the result is encoded.
pub(super) struct Encoding {
    pub(super) to: Format,
    pub(super) quality: Option<u8>,
    pub(super) most_bytes: u64,
    pub(super) profile: Option<Vec<u8>>,
}

/// Encodes `image`; a JPEG that is too large is encoded again at a lower quality.
pub(super) fn encode(image: DynamicImage, encoding: &Encoding) -> Result<Vec<u8>, NativeError> {
    let image = plain(image, encoding.to);
    let profile = encoding.profile.as_ref().filter(|profile| describes(profile, &image));
    let mut quality = encoding.quality.unwrap_or(100);
    loop {
        let bytes =
            encoded(&image, encoding.to, quality, profile).map_err(|error| NativeError::Encode(error.to_string()))?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length <= encoding.most_bytes) {
            return Ok(bytes);
        }
        if encoding.to != Format::Jpeg || quality <= LEAST_QUALITY {
            return Err(NativeError::TooLarge { most_bytes: encoding.most_bytes });
        }
        quality = quality.saturating_sub(STEP_OF_QUALITY).max(LEAST_QUALITY);
    }
}

fn encoded(image: &DynamicImage, to: Format, quality: u8, profile: Option<&Vec<u8>>) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    match to {
        Format::Jpeg => {
            let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
            set_profile(&mut encoder, profile);
            image.write_with_encoder(encoder)?;
        }
        Format::WebP => {
            let mut encoder = WebPEncoder::new_lossless(&mut bytes);
            set_profile(&mut encoder, profile);
            image.write_with_encoder(encoder)?;
        }
        _ => {
            let mut encoder = PngEncoder::new(&mut bytes);
            set_profile(&mut encoder, profile);
            image.write_with_encoder(encoder)?;
        }
    }
    Ok(bytes)
}

/// An encoder without colour profiles leaves it out.
fn set_profile(encoder: &mut impl ImageEncoder, profile: Option<&Vec<u8>>) {
    if let Some(profile) = profile {
        let _ = encoder.set_icc_profile(profile.clone());
    }
}

/// Whether a profile is for the colours that the decoder made: not where it converted from CMYK.
fn describes(profile: &[u8], image: &DynamicImage) -> bool {
    let space: &[u8] = if image.color().has_color() { b"RGB " } else { b"GRAY" };
    profile.get(COLOUR_SPACE) == Some(space)
}

/// The image in a layout of pixels that the format has.
fn plain(image: DynamicImage, to: Format) -> DynamicImage {
    let (has_alpha, has_colour) = (image.color().has_alpha(), image.color().has_color());
    match (to, has_alpha, has_colour) {
        (Format::Jpeg, true, _) => DynamicImage::ImageRgb8(on_white(&image)),
        (Format::Jpeg | Format::WebP, false, false) => DynamicImage::ImageLuma8(image.to_luma8()),
        (Format::Jpeg, false, true) | (Format::WebP, false, true) => DynamicImage::ImageRgb8(image.to_rgb8()),
        (Format::WebP, true, _) => DynamicImage::ImageRgba8(image.to_rgba8()),
        _ => match image {
            DynamicImage::ImageRgb32F(_) => DynamicImage::ImageRgb16(image.to_rgb16()),
            DynamicImage::ImageRgba32F(_) => DynamicImage::ImageRgba16(image.to_rgba16()),
            image => image,
        },
    }
}

/// A picture without transparency: on white, as pages show it.
fn on_white(image: &DynamicImage) -> RgbImage {
    let source = image.to_rgba8();
    let mut flat = RgbImage::new(source.width(), source.height());
    for (to, from) in flat.pixels_mut().zip(source.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u16::from);
        let mix = |colour: u16| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        *to = Rgb([mix(red), mix(green), mix(blue)]);
    }
    flat
}
