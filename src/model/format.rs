//! What a file is, by its content.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What kind of media a file is, or is expected to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A still picture.
    Image,
    /// A moving picture, with or without sound.
    Video,
    /// Sound alone.
    Audio,
    /// None of these.
    Other,
}

impl Kind {
    /// The name as in JSON: `image`, `video`, `audio`, `other`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Declares [`Format`] from one table: variant, name, kind, usual extensions (the first is the common one).
macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident $name:literal $kind:ident [$($extension:literal),*];)*) => {
        /// A file format, told by content and never by name.
        ///
        /// The first seven are measured; the others are recognised, so that the answer to a HEIC photograph is
        /// "this is HEIC" and not "unknown".
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Format {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Format {
            /// Every format that can be recognised.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name as in JSON, lower case.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The kind of media that the format carries by nature, whether or not the service takes it.
            pub const fn kind(self) -> Kind {
                match self { $(Self::$variant => Kind::$kind,)* }
            }

            /// The extensions that files of this format usually bear, lower case, without the dot.
            pub const fn extensions(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($extension),*],)* }
            }
        }
    };
}

formats! {
    /// JPEG: ISO/IEC 10918-1.
    Jpeg "jpeg" Image ["jpg", "jpeg", "jpe", "jfif"];
    /// PNG: W3C PNG, ISO/IEC 15948.
    Png "png" Image ["png", "apng"];
    /// WebP: RFC 9649.
    WebP "webp" Image ["webp"];
    /// MP4: ISO/IEC 14496-12 and -14, and the brands built on them.
    Mp4 "mp4" Video ["mp4"];
    /// QuickTime movie: brand `qt  `, or atoms without an `ftyp`.
    Mov "mov" Video ["mov", "qt"];
    /// WAVE: RIFF, RIFX, RF64 or BW64.
    Wav "wav" Audio ["wav", "wave", "bwf"];
    /// MPEG audio, layer III.
    Mp3 "mp3" Audio ["mp3"];

    /// HEIF with HEVC pictures.
    Heic "heic" Image ["heic", "heif"];
    /// AVIF, still or moving.
    Avif "avif" Image ["avif"];
    /// GIF.
    Gif "gif" Image ["gif"];
    /// Windows bitmap.
    Bmp "bmp" Image ["bmp"];
    /// TIFF, and camera raw formats built on it.
    Tiff "tiff" Image ["tif", "tiff"];
    /// JPEG XL.
    Jxl "jxl" Image ["jxl"];
    /// JPEG 2000.
    Jp2 "jp2" Image ["jp2", "j2k"];
    /// Windows icon.
    Ico "ico" Image ["ico"];
    /// Photoshop document.
    Psd "psd" Image ["psd"];
    /// Scalable Vector Graphics.
    Svg "svg" Image ["svg"];
    /// WebM: Matroska of document type `webm`.
    WebM "webm" Video ["webm"];
    /// Matroska.
    Matroska "matroska" Video ["mkv", "mka"];
    /// AVI.
    Avi "avi" Video ["avi"];
    /// Flash video.
    Flv "flv" Video ["flv"];
    /// MPEG transport stream.
    MpegTs "mpegts" Video ["ts", "mts", "m2ts"];
    /// MPEG program stream.
    MpegPs "mpegps" Video ["mpg", "mpeg", "vob"];
    /// Advanced Systems Format: WMV, WMA.
    Asf "asf" Video ["wmv", "wma", "asf"];
    /// 3GPP: ISO BMFF with a `3g..` major brand.
    ThreeGp "3gp" Video ["3gp", "3g2"];
    /// iTunes video: ISO BMFF with major brand `M4V `.
    M4v "m4v" Video ["m4v"];
    /// iTunes sound: ISO BMFF with major brand `M4A `, `M4B ` or `M4P `.
    M4a "m4a" Audio ["m4a", "m4b"];
    /// Ogg, whatever is in it.
    Ogg "ogg" Audio ["ogg", "oga", "opus", "ogv"];
    /// FLAC.
    Flac "flac" Audio ["flac"];
    /// AAC in ADTS or ADIF.
    Aac "aac" Audio ["aac"];
    /// AIFF or AIFF-C.
    Aiff "aiff" Audio ["aiff", "aif", "aifc"];
    /// MPEG audio, layer I or II.
    Mp2 "mp2" Audio ["mp2", "mp1"];
    /// Adaptive Multi-Rate.
    Amr "amr" Audio ["amr"];
    /// Core Audio Format.
    Caf "caf" Audio ["caf"];
    /// Monkey's Audio.
    Ape "ape" Audio ["ape"];
    /// Musical Instrument Digital Interface.
    Midi "midi" Audio ["mid", "midi"];
    /// HTML: most often a viewer page in place of its media.
    Html "html" Other ["html", "htm"];
    /// JSON.
    Json "json" Other ["json"];
    /// XML of no kind above.
    Xml "xml" Other ["xml"];
    /// PDF.
    Pdf "pdf" Other ["pdf"];
    /// ZIP, and what is packed in it.
    Zip "zip" Other ["zip"];
    /// gzip.
    Gzip "gzip" Other ["gz"];
    /// Text of no kind above.
    Text "text" Other ["txt", "md"];
    /// No bytes at all.
    Empty "empty" Other [];
    /// None of the formats above.
    Unknown "unknown" Other [];
}

impl Format {
    /// The format's name, or `None` where no format bears it.
    ///
    /// ```
    /// use seedance_preflight::{Format, Kind};
    ///
    /// assert_eq!(Format::from_name("webp"), Some(Format::WebP));
    /// assert_eq!(Format::Heic.kind(), Kind::Image);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Whether the probe measures files of this format, beyond telling that they are of it.
    pub const fn is_measured(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::WebP | Self::Mp4 | Self::Mov | Self::Wav | Self::Mp3)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_serde_writes() {
        for &format in Format::ALL {
            let written = serde_json::to_value(format).unwrap();
            assert_eq!(written, serde_json::json!(format.name()));
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
    }
}
