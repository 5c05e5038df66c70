//! What was measured of a file. A fact that is `None` was not determined; [`Facts::faults`] says why.

use serde::{Deserialize, Serialize};

use crate::model::{Codec, DurationReading, Fault, Format, Kind, MediaDuration, Rational};

/// Everything the probe found out about one file.
///
/// Serialises to the `facts` object of the JSON output: absent facts are left out, never null or zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Facts {
    /// The format, by content.
    pub format: Format,
    /// The file's length in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Whether the file ends before its own structure says it should. `None` where a look at the end does not settle it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truncated: Option<bool>,
    /// The least length in bytes that the file's own structure asks for, where it says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_bytes: Option<u64>,
    /// Facts that only this kind of media has.
    #[serde(flatten)]
    pub media: Media,
    /// How decoding the whole body ended. `None` where it was not asked for, or the kind has none that is decoded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// What could not be read, and why; in the order it was met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
}

impl Facts {
    /// Facts of a file of which the format alone is known so far.
    pub fn new(format: Format) -> Self {
        let media = match format {
            Format::Jpeg | Format::Png | Format::WebP => Media::Image(ImageFacts::default()),
            Format::Mp4 | Format::Mov => Media::Video(VideoFacts::default()),
            Format::Wav | Format::Mp3 => Media::Audio(AudioFacts::default()),
            _ => Media::Other,
        };
        Self { format, bytes: None, truncated: None, declared_bytes: None, media, body: None, faults: Vec::new() }
    }

    /// Which kind of media was measured: [`Kind::Other`] for a format that is only recognised.
    pub const fn kind(&self) -> Kind {
        match self.media {
            Media::Image(_) => Kind::Image,
            Media::Video(_) => Kind::Video,
            Media::Audio(_) => Kind::Audio,
            Media::Other => Kind::Other,
        }
    }

    /// The image's facts, if it is one.
    pub const fn image(&self) -> Option<&ImageFacts> {
        match &self.media {
            Media::Image(image) => Some(image),
            _ => None,
        }
    }

    /// The video's facts, if it is one.
    pub const fn video(&self) -> Option<&VideoFacts> {
        match &self.media {
            Media::Video(video) => Some(video),
            _ => None,
        }
    }

    /// The sound file's facts, if it is one.
    pub const fn audio(&self) -> Option<&AudioFacts> {
        match &self.media {
            Media::Audio(audio) => Some(audio),
            _ => None,
        }
    }
}

/// Facts by kind of media.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[non_exhaustive]
// One per file: a box would save nothing, and cost every reader an indirection.
#[allow(clippy::large_enum_variant)]
pub enum Media {
    /// JPEG, PNG, WebP.
    Image(ImageFacts),
    /// MP4, MOV.
    Video(VideoFacts),
    /// WAV, MP3.
    Audio(AudioFacts),
    /// A format that is recognised and not measured.
    Other,
}

/// Facts of a still picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ImageFacts {
    /// Width as stored, in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height as stored, in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Width as displayed, after the orientation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_width: Option<u32>,
    /// Height as displayed, after the orientation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_height: Option<u32>,
    /// EXIF orientation, 1 to 8; 1 where the file states none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orientation: Option<u8>,
    /// Whether the file holds more than one frame to play.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub animated: Option<bool>,
}

/// Facts of a moving picture and its sound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct VideoFacts {
    /// Width as coded, in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height as coded, in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Width as displayed, rounded: after pixel aspect and rotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_width: Option<u32>,
    /// Height as displayed, rounded: after pixel aspect and rotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_height: Option<u32>,
    /// Clockwise degrees from the coded picture to the displayed one: 0, 90, 180 or 270.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rotation: Option<u16>,
    /// Width over height of one coded pixel; 1 where the file states none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pixel_aspect: Option<Rational>,
    /// The movie's presentation by the standard: its longest track, edit lists applied; of fragments, the sum of their
    /// samples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<MediaDuration>,
    /// The presentation as the movie header states it; absent where that states none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_duration: Option<MediaDuration>,
    /// The presentation from the first track's start to the last track's end, edit lists applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub streams_duration: Option<MediaDuration>,
    /// The end of the presentation's last track that is not an audio track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_without_audio: Option<MediaDuration>,
    /// Durations that other headers and time lines state and that differ from all of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_durations: Vec<DurationReading>,
    /// The presentation of the picture track alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_duration: Option<MediaDuration>,
    /// The presentation of the sound track alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_duration: Option<MediaDuration>,
    /// Average frame rate: samples of the video track over its media duration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fps: Option<Rational>,
    /// The constant frame rate of a video track whose frames all have the same duration, except for the first, the last,
    /// and rounding. Absent where the rate varies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nominal_fps: Option<Rational>,
    /// Whether the frames' durations differ by more than the rounding of their time scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variable_frame_rate: Option<bool>,
    /// Samples of the picture track; 0 in an initialisation segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_samples: Option<u64>,
    /// Coding of the picture track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_codec: Option<Codec>,
    /// Coding of the first sound track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_codec: Option<Codec>,
    /// How many picture tracks there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_tracks: Option<u32>,
    /// How many sound tracks there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_tracks: Option<u32>,
}

/// Facts of a sound file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct AudioFacts {
    /// How long it plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<MediaDuration>,
    /// What the duration was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_from: Option<DurationSource>,
    /// Coding of the sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codec: Option<Codec>,
    /// Samples a second and channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample_rate: Option<u32>,
    /// Number of channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channels: Option<u16>,
    /// Bits of one stored sample; absent for codings that have none, such as MP3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<u16>,
}

/// How decoding a file's whole body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Body {
    /// All of it decodes.
    Decodes,
    /// Some of it does not, which a fault describes.
    Damaged,
    /// It could not be tried, for want of budget or of a decoder; a fault says which.
    NotDecoded,
}

/// What a sound file's duration was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DurationSource {
    /// A header, and the bytes agree with it.
    Header,
    /// Every frame, counted.
    Frames,
}
