//! A small picture of a large one, at a bounded cost.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, ImageReader, Limits, RgbImage};

use crate::Format;
use crate::audit::measure;

/// Bytes of a file that is read for it, at most: the JPEG decoder takes all of them into memory.
const MOST_BYTES: u64 = 64 << 20;
/// Bytes that a decoder may hold: 48 megapixels of three bytes, and some room.
const MOST_HELD: u64 = 160 << 20;
/// What shines through a picture's transparent parts: a grey that is quiet on light pages and on dark ones.
const BACKDROP: u8 = 0x8C;
/// Qualities that are tried until the thumbnail is small enough.
const QUALITIES: [u8; 3] = [78, 60, 40];

/// What is asked of a thumbnail.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Pixels of the longer side, at most.
    pub(super) side: u32,
    /// Bytes of the JPEG, at most.
    pub(super) bytes: usize,
}

/// The picture at `path` in small, as a JPEG, turned as it is to be shown.
///
/// `None` where it cannot be had: it does not decode or costs too much, or the file is gone or of another length than
/// the `length` that was measured.
pub(super) fn thumbnail(path: &Path, format: Format, length: u64, orientation: u8, wanted: Wanted) -> Option<Vec<u8>> {
    let format = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::WebP => ImageFormat::WebP,
        _ => return None,
    };
    let file = reopen(path, length)?;
    let small = decode(file, format, length, wanted.side)?;
    let mut opaque = flatten(&small);
    opaque.apply_orientation(Orientation::from_exif(orientation).unwrap_or(Orientation::NoTransforms));
    QUALITIES.iter().filter_map(|&quality| encode(&opaque, quality)).find(|jpeg| jpeg.len() <= wanted.bytes)
}

/// Opens the file again, unless it is no longer as long as when it was measured.
fn reopen(path: &Path, length: u64) -> Option<File> {
    let (file, metadata) = measure::open(path, true).ok()?;
    (metadata.len() == length && length <= MOST_BYTES).then_some(file)
}

fn decode(file: File, format: ImageFormat, length: u64, side: u32) -> Option<DynamicImage> {
    // Held here, so that a file that grows meanwhile is not read on and on.
    let mut bytes = Vec::new();
    BufReader::new(file).take(length).read_to_end(&mut bytes).ok()?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_HELD);
    reader.limits(limits);
    let whole = reader.decode().ok()?;
    let is_small = whole.width() <= side && whole.height() <= side;
    Some(if is_small { whole } else { whole.thumbnail(side, side) })
}

/// Eight bits a channel, and nothing transparent: JPEG knows neither more nor that.
fn flatten(picture: &DynamicImage) -> DynamicImage {
    let source = picture.to_rgba8();
    let mut opaque = RgbImage::new(source.width(), source.height());
    for (target, pixel) in opaque.pixels_mut().zip(source.pixels()) {
        let [red, green, blue, alpha] = pixel.0;
        target.0 = [red, green, blue].map(|channel| blend(channel, alpha));
    }
    DynamicImage::ImageRgb8(opaque)
}

fn blend(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    let mixed = (channel * alpha + u32::from(BACKDROP) * (255 - alpha) + 127) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

fn encode(picture: &DynamicImage, quality: u8) -> Option<Vec<u8>> {
    let mut jpeg = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, quality)).ok()?;
    Some(jpeg)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use image::{GenericImageView, Rgb, Rgba, RgbaImage};
    use tempfile::NamedTempFile;

    use super::*;

    const WANTED: Wanted = Wanted { side: 100, bytes: 20_000 };

    fn saved(picture: &DynamicImage) -> NamedTempFile {
        let mut file = NamedTempFile::new().unwrap();
        picture.write_to(file.as_file_mut(), ImageFormat::Png).unwrap();
        file
    }

    fn thumbnail_of(file: &NamedTempFile, orientation: u8) -> Option<DynamicImage> {
        let length = fs::metadata(file.path()).unwrap().len();
        let jpeg = thumbnail(file.path(), Format::Png, length, orientation, WANTED)?;
        Some(image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg).unwrap())
    }

    #[test]
    fn it_is_small_and_turned() {
        let mut wide = RgbImage::from_pixel(400, 200, Rgb([255, 255, 255]));
        (0..200).for_each(|y| (0..200).for_each(|x| wide.put_pixel(x, y, Rgb([0, 0, 0]))));
        let small = thumbnail_of(&saved(&wide.into()), 6).unwrap();
        assert_eq!(small.dimensions(), (50, 100));
        // Turned clockwise, what was on the left is on top.
        assert!(small.get_pixel(25, 20).0[0] < 60 && small.get_pixel(25, 80).0[0] > 200);
    }

    #[test]
    fn a_small_picture_is_not_blown_up_and_a_clear_one_not_black() {
        let clear = RgbaImage::from_pixel(9, 5, Rgba([0, 0, 0, 0]));
        let small = thumbnail_of(&saved(&clear.into()), 1).unwrap();
        assert_eq!(small.dimensions(), (9, 5));
        assert!(small.get_pixel(4, 2).0[0].abs_diff(BACKDROP) < 6);
    }

    #[test]
    fn a_line_stays_a_line() {
        let line = RgbImage::from_pixel(6000, 1, Rgb([9, 9, 9]));
        assert_eq!(thumbnail_of(&saved(&line.into()), 1).unwrap().dimensions(), (100, 1));
    }

    #[test]
    fn what_is_gone_changed_or_broken_has_none() {
        let file = saved(&RgbImage::new(20, 20).into());
        let length = fs::metadata(file.path()).unwrap().len();
        let of = |path: &Path, length| thumbnail(path, Format::Png, length, 1, WANTED);
        assert!(of(file.path(), length).is_some());
        assert!(of(file.path(), length + 1).is_none());
        assert!(of(&file.path().with_extension("gone"), length).is_none());
        assert!(of(Path::new("/dev/zero"), 0).is_none());

        let mut broken = NamedTempFile::new().unwrap();
        broken.write_all(b"\x89PNG\r\n\x1a\nno picture").unwrap();
        assert!(thumbnail_of(&broken, 1).is_none());
    }

    #[test]
    fn a_picture_that_would_fill_memory_has_none() {
        // A header of 60,000 by 60,000 pixels, and nothing behind it.
        let header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0";
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(header).unwrap();
        file.write_all(&[0; 1 << 10]).unwrap();
        assert!(thumbnail_of(&file, 1).is_none());
    }
}
