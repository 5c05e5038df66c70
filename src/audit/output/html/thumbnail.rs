//! A thumbnail of an image or of the cover of a video, at a bounded cost.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, ImageReader, Limits, RgbImage};

use crate::audit::FileStamp;
use crate::audit::measure;
use crate::model::Format;
use crate::probe::{Cover, cover, image_decoder_of};

/// Bytes of a file that is read for it, at most: the JPEG decoder takes all of them into memory.
const MOST_BYTES: u64 = 64 << 20;
/// Bytes that a decoder may hold: 48 megapixels of three bytes, and some room.
const MOST_HELD: u64 = 160 << 20;
/// The background of transparent parts: a grey that shows white and black drawings.
const BACKDROP: u8 = 0xC4;
/// Qualities that are tried until the thumbnail is small enough.
const QUALITIES: [u8; 3] = [78, 60, 40];

/// The longest side that is shown without smoothing, in pixels.
pub(super) const TINY: u32 = 64;

/// What is asked of a thumbnail.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Pixels of the longer side, at most.
    pub(super) side: u32,
    /// Bytes, at most.
    pub(super) bytes: usize,
}

/// A thumbnail.
pub(super) struct Thumbnail {
    /// Its media type, as RFC 6838 has it.
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// The thumbnail of the image at `path`, with its orientation applied.
///
/// `None` where it cannot be had: it does not decode or costs too much, or the file is gone or no longer the one that was
/// measured, which had this `stamp`.
pub(super) fn thumbnail(
    path: &Path,
    format: Format,
    stamp: FileStamp,
    orientation: u8,
    wanted: Wanted,
) -> Option<Thumbnail> {
    let file = reopen(path, stamp).filter(|_| stamp.size <= MOST_BYTES)?;
    // Held here, so that a file that grows meanwhile is not read on and on.
    let mut bytes = Vec::new();
    BufReader::new(file).take(stamp.size).read_to_end(&mut bytes).ok()?;
    let small = decode(&bytes, image_decoder_of(format)?, wanted.side)?;
    let mut opaque = flatten(&small);
    opaque.apply_orientation(Orientation::from_exif(orientation).unwrap_or(Orientation::NoTransforms));
    encode(&opaque, wanted.bytes)
}

/// The cover that a video carries, not yet decoded.
pub(super) struct Poster {
    cover: Cover,
    /// Width and height by its header.
    pub(super) size: [u32; 2],
}

impl Poster {
    /// The poster of the video at `path`, `None` under the conditions of [`thumbnail`].
    pub(super) fn open(path: &Path, stamp: FileStamp) -> Option<Self> {
        let cover = cover(&reopen(path, stamp)?)?;
        let format = image_decoder_of(cover.format)?;
        let (width, height) =
            ImageReader::with_format(Cursor::new(cover.bytes.as_slice()), format).into_dimensions().ok()?;
        Some(Self { cover, size: [width, height] })
    }

    /// Whether it is decoded as a PNG or a JPEG.
    pub(super) fn format(&self) -> Format {
        self.cover.format
    }

    /// Its thumbnail.
    pub(super) fn thumbnail(&self, wanted: Wanted) -> Option<Thumbnail> {
        let small = decode(&self.cover.bytes, image_decoder_of(self.cover.format)?, wanted.side)?;
        encode(&flatten(&small), wanted.bytes)
    }
}

/// Opens the file again, unless it has changed.
fn reopen(path: &Path, stamp: FileStamp) -> Option<File> {
    let (file, metadata) = measure::open(path, true).ok()?;
    (FileStamp::of(&metadata) == stamp).then_some(file)
}

fn decode(bytes: &[u8], format: ImageFormat, side: u32) -> Option<DynamicImage> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_HELD);
    reader.limits(limits);
    let whole = reader.decode().ok()?;
    let is_small = whole.width() <= side && whole.height() <= side;
    Some(if is_small { whole } else { whole.thumbnail(side, side) })
}

/// Eight bits a channel, and nothing transparent: JPEG knows neither more nor that.
fn flatten(image: &DynamicImage) -> DynamicImage {
    let source = image.to_rgba8();
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

/// Dot by dot where there are few of them, for those are looked at closely; else as a JPEG of the best quality that fits.
fn encode(image: &DynamicImage, most_bytes: usize) -> Option<Thumbnail> {
    let is_tiny = image.width().max(image.height()) <= TINY;
    let png = is_tiny.then(|| {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).ok()?;
        Some(Thumbnail { media_type: "image/png", bytes: bytes.into_inner() })
    });
    let jpegs = QUALITIES.iter().map(|&quality| {
        let mut bytes = Vec::new();
        image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality)).ok()?;
        Some(Thumbnail { media_type: "image/jpeg", bytes })
    });
    png.into_iter().chain(jpegs).flatten().find(|thumbnail| thumbnail.bytes.len() <= most_bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use image::{GenericImageView, Rgb, Rgba, RgbaImage};
    use tempfile::NamedTempFile;

    use super::*;

    const WANTED: Wanted = Wanted { side: 100, bytes: 20_000 };

    fn saved(image: &DynamicImage) -> NamedTempFile {
        let mut file = NamedTempFile::new().unwrap();
        image.write_to(file.as_file_mut(), ImageFormat::Png).unwrap();
        file
    }

    fn stamp_of(path: &Path) -> FileStamp {
        FileStamp::of(&fs::metadata(path).unwrap())
    }

    fn thumbnail_of(file: &NamedTempFile, orientation: u8) -> Option<DynamicImage> {
        let small = thumbnail(file.path(), Format::Png, stamp_of(file.path()), orientation, WANTED)?;
        Some(image::load_from_memory(&small.bytes).unwrap())
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
    fn a_small_image_is_not_enlarged_and_a_transparent_one_not_black() {
        let clear = RgbaImage::from_pixel(9, 5, Rgba([0, 0, 0, 0]));
        let small = thumbnail_of(&saved(&clear.into()), 1).unwrap();
        assert_eq!(small.dimensions(), (9, 5));
        assert_eq!(small.get_pixel(4, 2).0[0], BACKDROP);
    }

    #[test]
    fn a_line_stays_a_line() {
        let line = RgbImage::from_pixel(6000, 1, Rgb([9, 9, 9]));
        assert_eq!(thumbnail_of(&saved(&line.into()), 1).unwrap().dimensions(), (100, 1));
    }

    #[test]
    fn what_is_gone_changed_or_broken_has_none() {
        let file = saved(&RgbImage::new(20, 20).into());
        let stamp = stamp_of(file.path());
        let of = |path: &Path, stamp| thumbnail(path, Format::Png, stamp, 1, WANTED);
        assert!(of(file.path(), stamp).is_some());
        assert!(of(file.path(), FileStamp { size: stamp.size + 1, ..stamp }).is_none());
        assert!(of(file.path(), FileStamp { modified_ns: Some(0), ..stamp }).is_none());
        assert!(of(&file.path().with_extension("gone"), stamp).is_none());
        assert!(of(Path::new("/dev/zero"), stamp_of(Path::new("/dev/zero"))).is_none());

        let mut broken = NamedTempFile::new().unwrap();
        broken.write_all(b"\x89PNG\r\n\x1a\nno picture").unwrap();
        assert!(thumbnail_of(&broken, 1).is_none());
    }

    #[test]
    fn an_image_that_would_fill_memory_has_none() {
        // A header of 60,000 by 60,000 pixels, and nothing after it.
        let header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0";
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(header).unwrap();
        file.write_all(&[0; 1 << 10]).unwrap();
        assert!(thumbnail_of(&file, 1).is_none());
    }
}
