//! The request as a type.

use serde::{Deserialize, Deserializer, Serialize};

use super::{AspectRatio, ModelId, Quality};

/// A request to create a video, as the API accepts it.
///
/// Serialises to exactly the API's JSON; absent fields are left out. To read JSON and get everything that is wrong with
/// it, use [`RequestDocument`](crate::request::RequestDocument); `Deserialize` stops at the first fault, as serde does.
///
/// ```
/// use seedance_preflight::request::{AspectRatio, ModelId, Request};
///
/// let request = Request::builder(ModelId::IMAGE, "The cat wakes up and stretches.")
///     .image("https://media.example.com/cat.jpg")
///     .aspect_ratio(AspectRatio::ADAPTIVE)
///     .duration(8)
///     .build();
/// assert_eq!(
///     serde_json::to_string(&request).unwrap(),
///     r#"{"model":"seedance-2.0-image-to-video","prompt":"The cat wakes up and stretches.","image_urls":["https://media.example.com/cat.jpg"],"duration":8,"aspect_ratio":"adaptive"}"#
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Request {
    /// Which model makes the video.
    pub model: ModelId,
    /// What to show.
    pub prompt: String,
    /// First and last frame, or reference images.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub image_urls: Vec<String>,
    /// Reference videos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub video_urls: Vec<String>,
    /// Reference audio.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audio_urls: Vec<String>,
    /// Whole seconds of the video.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub duration: Option<i64>,
    /// Resolution of the video.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub quality: Option<Quality>,
    /// Shape of the video.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub aspect_ratio: Option<AspectRatio>,
    /// Whether the video has audio.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub generate_audio: Option<bool>,
    /// Parameters that only some models accept.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub model_params: Option<ModelParams>,
    /// Whether the service filters content; known to later revisions.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub content_filter: Option<bool>,
    /// Where the service reports that the task is finished.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub callback_url: Option<String>,
}

/// Parameters that only some models accept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ModelParams {
    /// Whether the model may search the web.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub web_search: Option<bool>,
}

/// A present member has a value: `null` is of the wrong type, not the same as absent.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
