//! What the probe measured. A fact that is `None` was not determined; [`Facts::faults`] says why.

use serde::{Deserialize, Serialize};

use super::named::named_enum;
use crate::model::{Codec, DurationReading, Fault, Format, Kind, MediaDuration, Rational};

/// Everything that the probe measured in one file.
///
/// Serializes to the `facts` object of the JSON output: absent facts are left out, never null or zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Facts {
    /// The format, by content.
    pub format: Format,
    /// The file's length in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Whether data are missing at the end of the file, by its own structure. `None` if this was not determined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truncated: Option<bool>,
    /// The smallest length in bytes that the file's own structure requires, if it states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_bytes: Option<u64>,
    /// True if the media in the file are encrypted; otherwise absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    /// The format that the major brand names, if it is not [`format`](Self::format): M4V or 3GP that compatible brands
    /// make MP4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<Format>,
    /// Facts that only this kind of media has.
    #[serde(flatten)]
    pub media: Media,
    /// How decoding the whole body ended. `None` if it was not requested, or if this format has no deep decoder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// What could not be read, and why; in the order in which it was found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
}

impl Facts {
    /// Facts of a file when only the format is known.
    pub fn new(format: Format) -> Self {
        let media = match format.kind() {
            _ if !format.is_measured() => Media::Other,
            Kind::Image => Media::Image(ImageFacts::default()),
            Kind::Video => Media::Video(VideoFacts::default()),
            Kind::Audio => Media::Audio(AudioFacts::default()),
            Kind::Other => Media::Other,
        };
        Self {
            format,
            bytes: None,
            truncated: None,
            declared_bytes: None,
            encrypted: None,
            brand: None,
            media,
            body: None,
            faults: Vec::new(),
        }
    }

    /// The facts of a file that could not be opened: only why not.
    pub fn of_unreadable(error: &std::io::Error) -> Self {
        Self::of_fault(Fault::of_access(error, 0))
    }

    /// The facts of a file that could not be read at all: only why not.
    pub fn of_fault(fault: Fault) -> Self {
        let mut facts = Self::new(Format::Unknown);
        facts.faults.push(fault);
        facts
    }

    /// Which kind of media was measured: [`Kind::Other`] for a format that is only recognized.
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

    /// The audio file's facts, if it is one.
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
    /// JPEG, PNG, WebP, GIF, BMP, TIFF.
    Image(ImageFacts),
    /// MP4, MOV.
    Video(VideoFacts),
    /// WAV, MP3.
    Audio(AudioFacts),
    /// A format that is recognized but not measured.
    Other,
}

/// Facts of an image.
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
    /// EXIF orientation, 1 to 8; 1 if the file does not state one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orientation: Option<u8>,
    /// Whether the file holds more than one frame or page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub animated: Option<bool>,
}

/// Facts of a video and its audio.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct VideoFacts {
    /// Width of the stream's own coded picture, in pixels, after its crop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height of the stream's own coded picture, in pixels, after its crop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Width by the sample entry, in pixels, if the entry and the stream disagree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_width: Option<u32>,
    /// Height by the sample entry, in pixels, if the entry and the stream disagree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_height: Option<u32>,
    /// Width as displayed, rounded: after pixel aspect and rotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_width: Option<u32>,
    /// Height as displayed, rounded: after pixel aspect and rotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_height: Option<u32>,
    /// Clockwise degrees from the coded frame to the displayed one: 0, 90, 180 or 270.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rotation: Option<u16>,
    /// Width over height of one coded pixel; 1 if the file does not state one.
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
    /// The presentation of the video track only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_duration: Option<MediaDuration>,
    /// The presentation of the audio track only.
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
    /// Samples of the video track that are in the file; 0 in an initialisation segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_samples: Option<u64>,
    /// Samples of the video track that its tables describe, if none of them is in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub described_samples: Option<u64>,
    /// Codec of the video track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_codec: Option<Codec>,
    /// Codec of the first audio track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_codec: Option<Codec>,
    /// How many video tracks there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_tracks: Option<u32>,
    /// How many audio tracks there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_tracks: Option<u32>,
}

/// Facts of an audio file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct AudioFacts {
    /// How long it plays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<MediaDuration>,
    /// How long it plays without the encoder's delay and padding, if the file states them (the LAME extension of MP3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub played_duration: Option<MediaDuration>,
    /// What the duration was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_from: Option<DurationSource>,
    /// Codec of the audio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codec: Option<Codec>,
    /// Samples per second and channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample_rate: Option<u32>,
    /// Number of channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channels: Option<u16>,
    /// Bits per stored sample; absent for codecs that have none, such as MP3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<u16>,
}

named_enum! {
    /// How decoding a file's whole body ended.
    pub enum Body {
        /// All of it decodes.
        Decodes = "decodes",
        /// Some of it does not; a fault describes what.
        Damaged = "damaged",
        /// It was not tried, because the budget does not allow it or the decoder does not support it; a fault says which.
        NotDecoded = "not_decoded",
    }
}

named_enum! {
    /// What an audio file's duration was taken from.
    pub enum DurationSource {
        /// A header, and the bytes agree with it.
        Header = "header",
        /// A count of every frame.
        Frames = "frames",
    }
}
