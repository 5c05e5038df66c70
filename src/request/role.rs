//! What an asset is used for.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::draft::MediaField;
use crate::model::Kind;
use crate::profile::Mode;

/// What the service uses an asset for, by the model's mode and the asset's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// The video begins with this image.
    FirstFrame,
    /// The video ends with this image.
    LastFrame,
    /// An image to go by.
    ReferenceImage,
    /// A video to go by.
    ReferenceVideo,
    /// An audio file to go by.
    ReferenceAudio,
}

impl Role {
    /// The name in the API's documentation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstFrame => "first_frame",
            Self::LastFrame => "last_frame",
            Self::ReferenceImage => "reference_image",
            Self::ReferenceVideo => "reference_video",
            Self::ReferenceAudio => "reference_audio",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One URL of media in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaUrl<'a> {
    /// JSON pointer to it.
    pub pointer: String,
    /// The URL, or the text in its place.
    pub url: &'a str,
    /// The kind of media that its field takes.
    pub kind: Kind,
    /// What it is used for; `None` if the model accepts nothing in this place.
    pub role: Option<Role>,
}

/// The role of the URL at `index` of `field`.
pub(crate) fn of(mode: Option<Mode>, field: MediaField, index: usize) -> Option<Role> {
    match (mode?, field, index) {
        (Mode::Image, MediaField::Images, 0) => Some(Role::FirstFrame),
        (Mode::Image, MediaField::Images, 1) => Some(Role::LastFrame),
        (Mode::Text | Mode::Image, ..) => None,
        (Mode::Reference, MediaField::Images, _) => Some(Role::ReferenceImage),
        (Mode::Reference, MediaField::Videos, _) => Some(Role::ReferenceVideo),
        (Mode::Reference, MediaField::Audios, _) => Some(Role::ReferenceAudio),
    }
}
