//! Names in a request: models, ratios, qualities.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::profile::{Mode, Speed};

/// Declares a name: known ones as constants, any other as text, since the profile says which are accepted.
macro_rules! name {
    ($(#[$doc:meta])* $name:ident { $($(#[$known_doc:meta])* $known:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Cow<'static, str>);

        impl $name {
            $($(#[$known_doc])* pub const $known: Self = Self(Cow::Borrowed($text));)*

            /// The name as in JSON.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(name: String) -> Self {
                Self(Cow::Owned(name))
            }
        }

        /// A known name is not copied.
        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                match name {
                    $($text => Self::$known,)*
                    _ => Self(Cow::Owned(name.to_owned())),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// The id of a model, a value of `model`.
    ///
    /// Later revisions have more: any id can be made from text, and the profile says which are accepted.
    ///
    /// ```
    /// use seedance_preflight::profile::{Mode, Speed};
    /// use seedance_preflight::request::ModelId;
    ///
    /// assert_eq!(ModelId::seedance_2_0(Mode::Image, Speed::Fast), ModelId::FAST_IMAGE);
    /// assert_eq!(ModelId::from("seedance-2.5-text-to-video").mode(), Some(Mode::Text));
    /// ```
    ModelId {
        /// Seedance 2.0, from a prompt only.
        TEXT = "seedance-2.0-text-to-video",
        /// Seedance 2.0, from a first and maybe a last frame.
        IMAGE = "seedance-2.0-image-to-video",
        /// Seedance 2.0, from references.
        REFERENCE = "seedance-2.0-reference-to-video",
        /// The fast Seedance 2.0, from a prompt only.
        FAST_TEXT = "seedance-2.0-fast-text-to-video",
        /// The fast Seedance 2.0, from a first and maybe a last frame.
        FAST_IMAGE = "seedance-2.0-fast-image-to-video",
        /// The fast Seedance 2.0, from references.
        FAST_REFERENCE = "seedance-2.0-fast-reference-to-video",
        /// The small Seedance 2.0 of a later revision, from a prompt only.
        MINI_TEXT = "seedance-2.0-mini-text-to-video",
        /// The small Seedance 2.0 of a later revision, from a first and maybe a last frame.
        MINI_IMAGE = "seedance-2.0-mini-image-to-video",
        /// The small Seedance 2.0 of a later revision, from references.
        MINI_REFERENCE = "seedance-2.0-mini-reference-to-video",
    }
}

impl ModelId {
    /// The Seedance 2.0 model of this mode and speed.
    pub const fn seedance_2_0(mode: Mode, speed: Speed) -> Self {
        match (mode, speed) {
            (Mode::Text, Speed::Standard) => Self::TEXT,
            (Mode::Image, Speed::Standard) => Self::IMAGE,
            (Mode::Reference, Speed::Standard) => Self::REFERENCE,
            (Mode::Text, Speed::Fast) => Self::FAST_TEXT,
            (Mode::Image, Speed::Fast) => Self::FAST_IMAGE,
            (Mode::Reference, Speed::Fast) => Self::FAST_REFERENCE,
            (Mode::Text, Speed::Mini) => Self::MINI_TEXT,
            (Mode::Image, Speed::Mini) => Self::MINI_IMAGE,
            (Mode::Reference, Speed::Mini) => Self::MINI_REFERENCE,
        }
    }

    /// What the model makes its video from, by the end of its id.
    pub fn mode(&self) -> Option<Mode> {
        mode_of(&self.0)
    }
}

/// The mode that the end of a model's id names, so that a request with an unknown model is still judged as a whole.
pub(crate) fn mode_of(id: &str) -> Option<Mode> {
    match id.strip_suffix("-to-video")?.rsplit('-').next()? {
        "text" => Some(Mode::Text),
        "image" => Some(Mode::Image),
        "reference" => Some(Mode::Reference),
        _ => None,
    }
}

name! {
    /// The aspect ratio of the output, a value of `aspect_ratio`.
    AspectRatio {
        /// 16:9, landscape.
        R16_9 = "16:9",
        /// 9:16, portrait.
        R9_16 = "9:16",
        /// 1:1, square.
        R1_1 = "1:1",
        /// 4:3.
        R4_3 = "4:3",
        /// 3:4.
        R3_4 = "3:4",
        /// 21:9, ultrawide.
        R21_9 = "21:9",
        /// The service chooses.
        ADAPTIVE = "adaptive",
    }
}

name! {
    /// The resolution of the output, a value of `quality`.
    Quality {
        /// The smallest.
        P480 = "480p",
        /// The usual one.
        P720 = "720p",
        /// Of later revisions.
        P1080 = "1080p",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;

    #[test]
    fn only_unknown_names_are_copied() {
        assert!(matches!(Quality::from("720p"), Quality(Cow::Borrowed("720p"))));
        assert!(matches!(Quality::from("721p"), Quality(Cow::Owned(name)) if name == "721p"));
    }

    #[test]
    fn the_mode_is_the_end_of_the_id() {
        for model in Profile::all().iter().flat_map(|profile| &profile.request.models) {
            if model.needs_video {
                continue;
            }
            assert_eq!(mode_of(&model.id), Some(model.mode), "{}", model.id);
            if model.id.starts_with("seedance-2.0") {
                assert_eq!(ModelId::seedance_2_0(model.mode, model.speed).as_str(), model.id);
            }
        }
        assert_eq!(mode_of("seedance-2.0-to-video"), None);
        assert_eq!(mode_of("text"), None);
    }
}
