//! File formats and kinds of media.

use super::named::named_enum;

named_enum! {
    /// The kind of media that a file is, or is expected to be.
    pub enum Kind {
        /// A still image.
        Image = "image",
        /// A video, with or without audio.
        Video = "video",
        /// Audio only.
        Audio = "audio",
        /// Anything else.
        Other = "other",
    }
}

/// Whether the probe measures a format, by its column in the table below.
macro_rules! is_measured {
    (measured) => {
        true
    };
    (recognized) => {
        false
    };
}

/// Declares [`Format`] from one table: variant, name, kind, whether it is measured, usual extensions (the first is the
/// most common).
macro_rules! formats {
    ($($(#[$doc:meta])* $Variant:ident $name:literal $kind:ident $depth:ident [$($extension:literal),*];)*) => {
        named_enum! {
            /// A file format, detected by content and never by file name.
            ///
            /// The first ten are measured. The others are only recognized, so that a HEIC photo is reported as HEIC and
            /// not as unknown.
            ///
            /// ```
            /// use seedance_preflight::{Format, Kind};
            ///
            /// assert_eq!(Format::from_name("webp"), Some(Format::WebP));
            /// assert_eq!(Format::Heic.kind(), Kind::Image);
            /// ```
            pub enum Format {
                $($(#[$doc])* $Variant = $name,)*
            }
        }

        impl Format {
            /// The kind of media that the format carries, whether or not the service accepts it.
            pub const fn kind(self) -> Kind {
                match self { $(Self::$Variant => Kind::$kind,)* }
            }

            /// The usual file extensions, lower case, without the dot.
            pub const fn extensions(self) -> &'static [&'static str] {
                match self { $(Self::$Variant => &[$($extension),*],)* }
            }

            /// Whether the probe measures files of this format, beyond recognizing them.
            pub const fn is_measured(self) -> bool {
                match self { $(Self::$Variant => is_measured!($depth),)* }
            }
        }
    };
}

formats! {
    /// JPEG: ISO/IEC 10918-1.
    Jpeg "jpeg" Image measured ["jpg", "jpeg", "jpe", "jfif"];
    /// PNG: W3C PNG, ISO/IEC 15948.
    Png "png" Image measured ["png", "apng"];
    /// WebP: RFC 9649.
    WebP "webp" Image measured ["webp"];
    /// MP4: ISO/IEC 14496-12 and -14, and the brands built on them.
    Mp4 "mp4" Video measured ["mp4"];
    /// QuickTime movie: brand `qt  `, or atoms without an `ftyp`.
    Mov "mov" Video measured ["mov", "qt"];
    /// WAVE: RIFF, RIFX, RF64 or BW64.
    Wav "wav" Audio measured ["wav", "wave", "bwf"];
    /// MPEG audio, layer III.
    Mp3 "mp3" Audio measured ["mp3"];
    /// GIF.
    Gif "gif" Image measured ["gif"];
    /// Windows bitmap.
    Bmp "bmp" Image measured ["bmp"];
    /// TIFF, and camera raw formats built on it.
    Tiff "tiff" Image measured ["tif", "tiff"];

    /// HEIF with HEVC images.
    Heic "heic" Image recognized ["heic", "heif"];
    /// AVIF, still or animated.
    Avif "avif" Image recognized ["avif"];
    /// JPEG XL.
    Jxl "jxl" Image recognized ["jxl"];
    /// JPEG 2000.
    Jp2 "jp2" Image recognized ["jp2", "j2k"];
    /// Windows icon.
    Ico "ico" Image recognized ["ico"];
    /// Photoshop document.
    Psd "psd" Image recognized ["psd"];
    /// Scalable Vector Graphics.
    Svg "svg" Image recognized ["svg"];
    /// WebM: Matroska of document type `webm`.
    WebM "webm" Video recognized ["webm"];
    /// Matroska.
    Matroska "matroska" Video recognized ["mkv", "mka"];
    /// AVI.
    Avi "avi" Video recognized ["avi"];
    /// Flash video.
    Flv "flv" Video recognized ["flv"];
    /// MPEG transport stream.
    MpegTs "mpegts" Video recognized ["ts", "mts", "m2ts"];
    /// MPEG program stream.
    MpegPs "mpegps" Video recognized ["mpg", "mpeg", "vob"];
    /// Advanced Systems Format: WMV, WMA.
    Asf "asf" Video recognized ["wmv", "wma", "asf"];
    /// 3GPP: ISO BMFF with a `3g..` major brand.
    ThreeGp "3gp" Video recognized ["3gp", "3g2"];
    /// iTunes video: ISO BMFF with major brand `M4V `.
    M4v "m4v" Video recognized ["m4v"];
    /// iTunes audio: ISO BMFF with major brand `M4A `, `M4B ` or `M4P `.
    M4a "m4a" Audio recognized ["m4a", "m4b"];
    /// Ogg, with any content.
    Ogg "ogg" Audio recognized ["ogg", "oga", "opus", "ogv"];
    /// FLAC.
    Flac "flac" Audio recognized ["flac"];
    /// AAC in ADTS or ADIF.
    Aac "aac" Audio recognized ["aac"];
    /// AIFF or AIFF-C.
    Aiff "aiff" Audio recognized ["aiff", "aif", "aifc"];
    /// MPEG audio, layer I or II.
    Mp2 "mp2" Audio recognized ["mp2", "mp1"];
    /// Adaptive Multi-Rate.
    Amr "amr" Audio recognized ["amr"];
    /// Core Audio Format.
    Caf "caf" Audio recognized ["caf"];
    /// Monkey's Audio.
    Ape "ape" Audio recognized ["ape"];
    /// Musical Instrument Digital Interface.
    Midi "midi" Audio recognized ["mid", "midi"];
    /// HTML: usually a viewer page instead of the media.
    Html "html" Other recognized ["html", "htm"];
    /// JSON.
    Json "json" Other recognized ["json"];
    /// Any other XML.
    Xml "xml" Other recognized ["xml"];
    /// PDF.
    Pdf "pdf" Other recognized ["pdf"];
    /// ZIP, and formats packed in one.
    Zip "zip" Other recognized ["zip"];
    /// gzip.
    Gzip "gzip" Other recognized ["gz"];
    /// Any other text.
    Text "text" Other recognized ["txt", "md"];
    /// No bytes at all.
    Empty "empty" Other recognized [];
    /// None of the formats above.
    Unknown "unknown" Other recognized [];
}
