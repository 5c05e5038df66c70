//! ffmpeg's names of the formats that it reads.

use crate::model::Format;

/// The demuxer for a format; `None` if ffmpeg has none. Naming it keeps the content from choosing another, such as a
/// playlist that names other files.
pub const fn demuxer(format: Format) -> Option<&'static str> {
    Some(match format {
        Format::Mp4 | Format::Mov | Format::M4v | Format::M4a | Format::ThreeGp | Format::Heic | Format::Avif => "mov",
        Format::Wav => "wav",
        Format::Mp3 | Format::Mp2 => "mp3",
        Format::WebM | Format::Matroska => "matroska",
        Format::Avi => "avi",
        Format::Flv => "flv",
        Format::MpegTs => "mpegts",
        Format::MpegPs => "mpeg",
        Format::Asf => "asf",
        Format::Ogg => "ogg",
        Format::Flac => "flac",
        Format::Aac => "aac",
        Format::Aiff => "aiff",
        Format::Amr => "amr",
        Format::Caf => "caf",
        Format::Ape => "ape",
        _ => return None,
    })
}
