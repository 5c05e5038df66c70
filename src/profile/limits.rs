//! All limits of one revision.

use std::borrow::Cow;

use serde::Serialize;

use super::{AudioLimits, ImageLimits, RequestLimits, VideoLimits};

/// Every limit of one revision of the API.
///
/// ```
/// use seedance_preflight::Rational;
/// use seedance_preflight::profile::Profile;
///
/// let profile = Profile::default();
/// assert_eq!(profile.name, "seedance-2.0");
/// assert_eq!(profile.video.pixels.documented.max, Some(Rational::from(927_408_u32)));
///
/// let later = Profile::named("seedance-2.0-r2").unwrap();
/// assert_eq!(later.video.pixels.documented.max, Some(Rational::from(2_086_876_u32)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Profile {
    /// The name to ask for it by.
    pub name: Cow<'static, str>,
    /// The profile that it changes, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<Cow<'static, str>>,
    /// One sentence: which revision, and what differs.
    pub summary: Cow<'static, str>,
    /// Limits on an image.
    pub image: ImageLimits,
    /// Limits on a video.
    pub video: VideoLimits,
    /// Limits on an audio file.
    pub audio: AudioLimits,
    /// Limits across a request.
    pub request: RequestLimits,
}
