//! Limits on a request's fields, and the sizes of the output.

use std::borrow::Cow;

use serde::Serialize;

use super::{Accepted, Bound, MegabyteLimit, Source};

/// What a model makes its video from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Mode {
    /// The prompt only.
    Text,
    /// A first frame, and maybe a last.
    Image,
    /// Reference images, videos and audio.
    Reference,
}

/// Which variant of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Speed {
    /// The standard one.
    Standard,
    /// The fast one.
    Fast,
    /// The small one.
    Mini,
}

/// One model of the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Model {
    /// The id in the request's `model`.
    pub id: Cow<'static, str>,
    /// What it makes its video from.
    pub mode: Mode,
    /// Which variant it is.
    pub speed: Speed,
    /// Values of `quality`.
    pub qualities: Accepted<Cow<'static, str>>,
    /// Whether it accepts `model_params`.
    pub model_params: bool,
    /// Values of `aspect_ratio`, if it accepts fewer than its mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect_ratios: Option<Accepted<Cow<'static, str>>>,
    /// Whether `duration` can only be -1.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub only_automatic_duration: bool,
    /// Whether it works on a video, so that `video_urls` is required.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub needs_video: bool,
}

/// How many of something a request may carry; both ends are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Count {
    /// The least number.
    pub min: u32,
    /// The greatest number.
    pub max: u32,
}

impl Count {
    pub(crate) const fn new(min: u32, max: u32) -> Self {
        Self { min, max }
    }
}

/// What models of one mode accept beside the prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ModeLimits {
    /// The mode.
    pub mode: Mode,
    /// Length of `image_urls`.
    pub images: Count,
    /// Length of `video_urls`.
    pub videos: Count,
    /// Length of `audio_urls`.
    pub audios: Count,
    /// Values of `aspect_ratio`.
    pub aspect_ratios: Accepted<Cow<'static, str>>,
    /// Where it is documented.
    pub source: Source,
}

/// Limits on a request's prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PromptLimits {
    /// Recommended greatest number of Chinese characters.
    pub chinese_characters: u32,
    /// Recommended greatest number of English words.
    pub english_words: u32,
    /// Where it is documented.
    pub source: Source,
    /// Greatest number of tokens, if a revision names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<u32>,
}

/// Size of the output, for one ratio and quality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SizeRow {
    /// A value of `aspect_ratio`.
    pub ratio: Cow<'static, str>,
    /// A value of `quality`.
    pub quality: Cow<'static, str>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Where it is documented.
    pub source: Source,
}

/// Limits across a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RequestLimits {
    /// The models, in the order of the reference.
    pub models: Vec<Model>,
    /// What the models of each mode accept.
    pub modes: Vec<ModeLimits>,
    /// Limits on `prompt`.
    pub prompt: PromptLimits,
    /// `duration` in whole seconds.
    pub duration: Bound,
    /// Whether `duration` may be -1, which lets the model choose.
    pub automatic_duration: bool,
    /// `duration` if the request names none.
    pub default_duration: u32,
    /// `quality` if the request names none.
    pub default_quality: Cow<'static, str>,
    /// `aspect_ratio` if the request names none.
    pub default_aspect_ratio: Cow<'static, str>,
    /// Sum of the durations of all videos.
    pub video_total_duration: Bound,
    /// Sum of the durations of all audio files.
    pub audio_total_duration: Bound,
    /// Whether audio may be a request's only media.
    pub audio_alone: bool,
    /// The number of all assets above which another client refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assets: Option<Bound>,
    /// The request's body.
    pub body: MegabyteLimit,
    /// Characters of `callback_url`.
    pub callback_characters: Bound,
    /// Whether there is a field `content_filter`.
    pub content_filter: bool,
    /// How much of a first frame's area may be cropped before it is reported.
    pub frame_crop: Bound,
    /// Sizes of the output.
    pub sizes: Vec<SizeRow>,
}
