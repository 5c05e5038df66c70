//! The model that a wrong id was meant for.

use std::borrow::Cow;

use crate::profile::{Mode, Model, Profile, Speed};

/// A model that the service has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suggestion {
    /// The id to write.
    pub(crate) id: Cow<'static, str>,
    /// The built-in profile that has it, if it is not the one in use.
    pub(crate) profile: Option<Cow<'static, str>>,
}

/// The model that `id` was meant for, by version, speed and mode. If the id gives no mode, the numbers of images, videos
/// and audios in the request decide.
pub(crate) fn suggest(id: &str, media: [u64; 3], profile: &Profile) -> Option<Suggestion> {
    // No id is anywhere near this long.
    const LONGEST: usize = 128;
    if id.len() > LONGEST {
        return None;
    }
    let id = id.trim().to_lowercase().replace(['_', ' ', '/'], "-");
    let is_meant = |model: &Model| model.id == id;
    if let Some(found) = find(profile, is_meant) {
        return Some(found);
    }
    let meaning = Meaning::of(&id, media)?;
    find(profile, |model| meaning.is_of(model))
}

/// The first model for which `is_meant` holds: in the profile, else in another built-in one.
fn find(profile: &Profile, is_meant: impl Fn(&Model) -> bool) -> Option<Suggestion> {
    if let Some(model) = profile.request.models.iter().find(|model| is_meant(model)) {
        return Some(Suggestion { id: model.id.clone(), profile: None });
    }
    Profile::all().into_iter().find_map(|other| {
        let model = other.request.models.iter().find(|model| is_meant(model))?;
        Some(Suggestion { id: model.id.clone(), profile: Some(other.name.clone()) })
    })
}

/// What an id says.
struct Meaning {
    version: &'static str,
    speed: Speed,
    mode: Mode,
    /// The end of the id of a model with a task of its own.
    task: Option<&'static str>,
}

impl Meaning {
    fn of(id: &str, media: [u64; 3]) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|word| id.contains(word));
        if !has(&["seedance"]) && !id.split(|c: char| !c.is_ascii_alphabetic()).any(is_a_slip) {
            return None;
        }
        let version = if has(&["2.5", "2-5"]) {
            "2.5"
        } else if has(&["1.0", "1-0", "1.5", "1-5", "3.0", "3-0"]) {
            return None;
        } else {
            "2.0"
        };
        let speed = match id {
            _ if has(&["fast", "turbo", "flash"]) => Speed::Fast,
            _ if has(&["mini", "lite", "nano"]) => Speed::Mini,
            _ => Speed::Standard,
        };
        let named = if has(&["reference", "-ref", "r2v", "video-to-video", "v2v", "omni", "multi"]) {
            Some(Mode::Reference)
        } else if has(&["image", "i2v", "frame"]) {
            Some(Mode::Image)
        } else if has(&["text", "t2v"]) {
            Some(Mode::Text)
        } else {
            None
        };
        let task = ["edit", "extend"].into_iter().find(|task| id.contains(task));
        let mode = named.unwrap_or(match media {
            [0, 0, 0] => Mode::Text,
            [1 | 2, 0, 0] => Mode::Image,
            _ => Mode::Reference,
        });
        Some(Self { version, speed, mode, task })
    }

    fn is_of(&self, model: &Model) -> bool {
        let is_version = model.id.contains(self.version);
        match self.task {
            Some(task) => is_version && model.id.ends_with(task),
            None => {
                is_version && model.mode == self.mode && model.speed == self.speed && model.id.ends_with("-to-video")
            }
        }
    }
}

/// Whether a word is the family's name with one or two slips of typing.
fn is_a_slip(word: &str) -> bool {
    const FAMILY: &str = "seedance";
    word.len().abs_diff(FAMILY.len()) <= 2 && strsim::damerau_levenshtein(word, FAMILY) <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_id_leads_to_the_model_that_was_meant() {
        let profile = Profile::default();
        for (id, media, wanted, other) in [
            ("seedance-2.0-text-to-video-fast", [0, 0, 0], "seedance-2.0-fast-text-to-video", None),
            ("seedance-2.0-reference-to-video-fast", [1, 0, 0], "seedance-2.0-fast-reference-to-video", None),
            ("doubao-seedance-2-0-260128", [1, 1, 0], "seedance-2.0-reference-to-video", None),
            ("doubao-seedance-2-0-fast-260128", [1, 0, 0], "seedance-2.0-fast-image-to-video", None),
            ("seedance-2.0", [0, 0, 0], "seedance-2.0-text-to-video", None),
            ("seedance-2.0", [2, 0, 0], "seedance-2.0-image-to-video", None),
            ("seedance-2.0", [3, 0, 0], "seedance-2.0-reference-to-video", None),
            ("bytedance/seedance-2.0-i2v", [1, 0, 0], "seedance-2.0-image-to-video", None),
            ("seedance-2.0-video-to-video", [0, 1, 0], "seedance-2.0-reference-to-video", None),
            ("Seedance-2.0-Text-to-Video ", [0, 0, 0], "seedance-2.0-text-to-video", None),
            ("seedance-2.0-mini-text-to-video", [0, 0, 0], "seedance-2.0-mini-text-to-video", Some("seedance-2.0-r3")),
            ("seedance-2.5-text-to-video", [0, 0, 0], "seedance-2.5-text-to-video", Some("seedance-2.5")),
            ("seedace-2.0-text-to-video", [0, 0, 0], "seedance-2.0-text-to-video", None),
            ("sedanse-2.0-i2v", [1, 0, 0], "seedance-2.0-image-to-video", None),
            ("seedance-2.5-edit", [0, 1, 0], "seedance-2.5-video-edit", Some("seedance-2.5")),
        ] {
            let found = suggest(id, media, &profile).unwrap_or_else(|| panic!("{id}"));
            assert_eq!((found.id.as_ref(), found.profile.as_deref()), (wanted, other), "{id}");
        }
        for id in ["sora-2", "", "seedream-4.5", "seedance-1.0-pro", "doubao-seedance-1-5-pro-251215"] {
            assert_eq!(suggest(id, [0, 0, 0], &profile), None, "{id}");
        }
    }
}
