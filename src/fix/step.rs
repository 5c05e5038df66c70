//! The steps of a plan, each with its numbers.

use serde::Serialize;

use crate::language::{Language, say};
use crate::model::{Codec, Format, MediaDuration, Rational};

/// One step of a plan.
///
/// Pictures are changed in this order: turned upright, cropped, scaled, padded. Times are those of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// The file is renamed or copied as it is, so that its extension matches its content.
    Rename,
    /// Only the first frame of an animation is kept.
    FirstFrame,
    /// The picture is turned and mirrored as its orientation demands, and loses the mark.
    Upright {
        /// The orientation by EXIF's numbers, 2 to 8: 6 is turned by 90 degrees clockwise to be upright.
        orientation: u8,
    },
    /// The picture's edges are cut off.
    Crop {
        /// What remains, in pixels of the upright picture.
        width: u32,
        /// What remains, in pixels of the upright picture.
        height: u32,
        /// How much is cut off at the left.
        x: u32,
        /// How much is cut off at the top.
        y: u32,
    },
    /// The picture is scaled; pixels become square.
    Scale {
        /// New width in pixels.
        width: u32,
        /// New height in pixels.
        height: u32,
    },
    /// Black bars are added.
    Pad {
        /// Width with the bars, in pixels.
        width: u32,
        /// Height with the bars, in pixels.
        height: u32,
        /// Width of the left bar.
        x: u32,
        /// Height of the upper bar.
        y: u32,
    },
    /// Only a part of the recording is kept.
    Trim {
        /// Where it begins.
        from: MediaDuration,
        /// How long it is.
        duration: MediaDuration,
    },
    /// The last frame stays, or silence follows.
    Hold {
        /// For how long.
        duration: MediaDuration,
    },
    /// It is played more slowly.
    Slow {
        /// How many times longer it becomes.
        factor: Rational,
    },
    /// It is played several times.
    Repeat {
        /// How many times in all.
        times: u32,
    },
    /// Frames are repeated or left out so that the rate is constant.
    FrameRate {
        /// Frames per second.
        fps: Rational,
    },
    /// Other tracks than the first of video and of audio are left out: subtitles, data, cover art.
    DropTracks,
    /// The video is encoded.
    EncodeVideo {
        /// The codec.
        codec: Codec,
        /// The constant rate factor.
        crf: u8,
        /// The greatest bit rate, so that the file is not too large.
        most_bits_per_second: u64,
        /// The exact number of frames.
        frames: u64,
    },
    /// The video's packets are copied.
    CopyVideo,
    /// The audio is encoded.
    EncodeAudio {
        /// The codec.
        codec: Codec,
        /// Samples per second and channel.
        sample_rate: u32,
        /// The greatest number of samples of each channel.
        samples: u64,
        /// Number of channels, if it changes.
        #[serde(skip_serializing_if = "Option::is_none")]
        channels: Option<u16>,
    },
    /// The audio's packets are copied.
    CopyAudio {
        /// How many of them, if not all.
        #[serde(skip_serializing_if = "Option::is_none")]
        packets: Option<u64>,
    },
    /// The image is encoded.
    EncodeImage {
        /// From 1 to 100, for JPEG; the other formats lose nothing.
        #[serde(skip_serializing_if = "Option::is_none")]
        quality: Option<u8>,
        /// The greatest length in bytes.
        most_bytes: u64,
    },
    /// The result is written in another format or container.
    Convert {
        /// The format.
        to: Format,
    },
}

/// What a plan loses of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Loss {
    /// Hundredths of the picture's area that are cut off.
    pub picture_percent: Rational,
    /// Seconds of the recording that are left out.
    pub seconds: Rational,
}

impl Loss {
    /// Whether nothing is lost.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What is lost, for the end of a sentence, such as `; 5.0 s is left out`. Empty if nothing is.
    pub fn described_in(&self, language: Language) -> String {
        let zero = Rational::from(0_u32);
        let shown = |value: Rational| format!("{:.1}", value.to_f64());
        let (percent, seconds) = (shown(self.picture_percent), shown(self.seconds));
        let picture =
            (self.picture_percent > zero).then(|| say!(language, "; {percent} % of the picture is cut off", percent));
        let time = (self.seconds > zero).then(|| say!(language, "; {seconds} s is left out", seconds));
        picture.into_iter().chain(time).collect()
    }
}

impl Default for Loss {
    fn default() -> Self {
        let zero = Rational::from(0_u32);
        Self { picture_percent: zero, seconds: zero }
    }
}
