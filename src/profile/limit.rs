//! The name of each limit, so that code can refer to a limit without a profile at hand.

use std::fmt;

use super::{Bound, Profile};

/// Declares [`Limit`] from one table: variant, path in a profile, and how to reach it if it is a [`Bound`].
macro_rules! limits {
    ($($variant:ident $path:literal $(=> $bound:expr)?;)*) => {
        /// One limit of a profile, by its path in the profile's JSON and TOML.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[allow(missing_docs)] // Each is documented at the field of its path.
        pub enum Limit {
            $($variant,)*
        }

        impl Limit {
            /// Every limit that a rule refers to.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The path in a profile, such as `video.fps`.
            pub const fn path(self) -> &'static str {
                match self { $(Self::$variant => $path,)* }
            }

            /// The limit in `profile`, if it is a range of a quantity.
            pub fn bound(self, profile: &Profile) -> Option<&Bound> {
                let find: Option<fn(&Profile) -> Option<&Bound>> = match self {
                    $(Self::$variant => limits!(@find $($bound)?),)*
                };
                find.and_then(|find| find(profile))
            }
        }
    };
    (@find) => { None };
    (@find $bound:expr) => { Some($bound) };
}

limits! {
    ImageFormats "image.formats";
    ImageAspect "image.aspect" => |profile| Some(&profile.image.aspect);
    ImageSide "image.side" => |profile| Some(&profile.image.side);
    ImageSize "image.size";
    VideoFormats "video.formats";
    VideoAspect "video.aspect" => |profile| Some(&profile.video.aspect);
    VideoSide "video.side" => |profile| Some(&profile.video.side);
    VideoPixels "video.pixels" => |profile| Some(&profile.video.pixels);
    VideoDuration "video.duration" => |profile| Some(&profile.video.duration);
    VideoFps "video.fps" => |profile| Some(&profile.video.fps);
    VideoAgreement "video.agreement";
    VideoSize "video.size";
    VideoCodecs "video.video_codecs";
    VideoAudioCodecs "video.audio_codecs";
    VideoPcm "video.pcm_in";
    AudioFormats "audio.formats";
    AudioDuration "audio.duration" => |profile| Some(&profile.audio.duration);
    AudioSize "audio.size";
    AudioCodecs "audio.codecs";
    Models "request.models";
    Modes "request.modes";
    Prompt "request.prompt";
    RequestDuration "request.duration" => |profile| Some(&profile.request.duration);
    AutomaticDuration "request.automatic_duration";
    VideoTotalDuration "request.video_total_duration" => |profile| Some(&profile.request.video_total_duration);
    AudioTotalDuration "request.audio_total_duration" => |profile| Some(&profile.request.audio_total_duration);
    Assets "request.assets" => |profile| profile.request.assets.as_ref();
    Body "request.body";
    CallbackCharacters "request.callback_characters" => |profile| Some(&profile.request.callback_characters);
    FrameCrop "request.frame_crop" => |profile| Some(&profile.request.frame_crop);
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_leads_to_a_limit_and_each_bound_is_the_one_at_its_path() {
        let profile = Profile::default();
        let json = serde_json::to_value(&profile).unwrap();
        for &limit in Limit::ALL {
            let pointer = format!("/{}", limit.path().replace('.', "/"));
            // Limits that the reference lacks are left out.
            let Some(value) = json.pointer(&pointer) else {
                assert_eq!(limit, Limit::Assets);
                continue;
            };
            if let Some(bound) = limit.bound(&profile) {
                assert_eq!(value, &serde_json::to_value(bound).unwrap(), "{limit}");
            }
        }
    }
}
