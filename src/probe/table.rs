//! The table of measured formats: how to read the header of each, and how to decode its body.
//!
//! Names, extensions and kinds are in the table of [`Format`]; the signatures are in `sniff`.

#[cfg(feature = "audit")]
use ::image::ImageFormat;

use super::notes::Notes;
use super::reader::Reader;
#[cfg(feature = "deep")]
use super::{budget::Budget, deep, source::ReadAt};
use super::{image, mp3, mp4, wav};
#[cfg(feature = "deep")]
use crate::model::Facts;
use crate::model::{AudioFacts, Fault, Format, ImageFacts, VideoFacts};

/// Reads headers into the facts of one kind of media.
type ReadHeader<F> = fn(&mut Reader<'_>, &mut F, &mut Notes) -> Result<(), Fault>;

/// Decodes the whole body of a file with these facts.
#[cfg(feature = "deep")]
type DecodeBody = fn(&dyn ReadAt, &Budget, &mut Facts) -> Result<(), Fault>;

/// The header reader of a format, by the kind of facts that it fills.
#[derive(Clone, Copy)]
pub(super) enum Header {
    Image(ReadHeader<ImageFacts>),
    Video(ReadHeader<VideoFacts>),
    Audio(ReadHeader<AudioFacts>),
}

/// What the probe can do with one format.
struct Entry {
    format: Format,
    header: Header,
    /// The deep decoder; `None` if the body is not decoded.
    #[cfg(feature = "deep")]
    body: Option<DecodeBody>,
    /// The format's name in the `image` crate, whose decoder is used for thumbnails.
    #[cfg(feature = "audit")]
    decoder: Option<ImageFormat>,
}

macro_rules! table {
    ($($format:ident: $header:expr, $body:expr, $decoder:expr;)+) => {
        static FORMATS: &[Entry] = &[$(Entry {
            format: Format::$format,
            header: $header,
            #[cfg(feature = "deep")]
            body: $body,
            #[cfg(feature = "audit")]
            decoder: $decoder,
        }),+];
    };
}

table! {
    Jpeg: Header::Image(image::jpeg::read), Some(deep::jpeg::decode), Some(ImageFormat::Jpeg);
    Png: Header::Image(image::png::read), Some(deep::image::decode_png), Some(ImageFormat::Png);
    WebP: Header::Image(image::webp::read), Some(deep::image::decode_webp), Some(ImageFormat::WebP);
    Gif: Header::Image(image::gif::read), None, None;
    Bmp: Header::Image(image::bmp::read), None, None;
    Tiff: Header::Image(image::tiff::read), None, None;
    Mp4: Header::Video(mp4::read), None, None;
    Mov: Header::Video(mp4::read), None, None;
    Wav: Header::Audio(wav::read), Some(deep::audio::decode), None;
    Mp3: Header::Audio(mp3::read), Some(deep::audio::decode), None;
}

/// The header reader of `format`; `None` if the format is only recognized.
pub(super) fn header_of(format: Format) -> Option<Header> {
    entry_of(format).map(|entry| entry.header)
}

/// The deep decoder of `format`; `None` if its body is not decoded.
#[cfg(feature = "deep")]
pub(super) fn body_decoder_of(format: Format) -> Option<DecodeBody> {
    entry_of(format)?.body
}

/// The decoder of the `image` crate for `format`, from which thumbnails can be made.
#[cfg(feature = "audit")]
pub(crate) fn image_decoder_of(format: Format) -> Option<ImageFormat> {
    entry_of(format)?.decoder
}

fn entry_of(format: Format) -> Option<&'static Entry> {
    FORMATS.iter().find(|entry| entry.format == format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn measured_formats_have_a_reader_of_their_kind() {
        for &format in Format::ALL {
            let kind = header_of(format).map(|header| match header {
                Header::Image(_) => Kind::Image,
                Header::Video(_) => Kind::Video,
                Header::Audio(_) => Kind::Audio,
            });
            assert_eq!(kind, format.is_measured().then(|| format.kind()), "{format}");
        }
    }
}
