//! The table of a request's fields: key, JSON type, place in the draft, and the names that other clients use.

use std::borrow::Cow;

use super::draft::{Draft, Slot, Urls};

/// One field of a request.
pub(crate) struct Field {
    pub(crate) key: &'static str,
    pub(crate) pointer: &'static str,
    /// The JSON type, and where a value of it goes.
    pub(super) store: Store,
    /// Names of the same thing in other clients' requests, in snake case; see [`foreign`](super::foreign) for those
    /// that follow a pattern.
    pub(super) foreign: &'static [&'static str],
}

/// A place in the draft, as a function from the draft to it.
type Place<T> = for<'d, 'a> fn(&'d mut Draft<'a>) -> &'d mut T;

/// Where a field's value goes, which gives its JSON type.
pub(super) enum Store {
    Text(for<'d, 'a> fn(&'d mut Draft<'a>) -> &'d mut Slot<Cow<'a, str>>),
    Integer(Place<Slot<i64>>),
    Boolean(Place<Slot<bool>>),
    Urls(for<'d, 'a> fn(&'d mut Draft<'a>) -> &'d mut Slot<Urls<'a>>),
    /// The object `model_params`, with one known key.
    Params(Place<Slot<Slot<bool>>>),
}

/// Every field, in the order of the API's page.
pub(crate) static FIELDS: [Field; 12] = [
    Field {
        key: "model",
        pointer: "/model",
        store: Store::Text(|draft| &mut draft.model),
        foreign: &["model_name", "model_id", "model_version", "model_slug", "engine", "endpoint_id", "req_key"],
    },
    Field {
        key: "prompt",
        pointer: "/prompt",
        store: Store::Text(|draft| &mut draft.prompt),
        foreign: &[
            "text",
            "text_prompt",
            "prompt_text",
            "input_text",
            "input_prompt",
            "positive_prompt",
            "video_prompt",
            "description",
            "caption",
            "query",
            "instruction",
            "messages",
            "gen_prompt",
            "user_prompt",
        ],
    },
    Field {
        key: "image_urls",
        pointer: "/image_urls",
        store: Store::Urls(|draft| &mut draft.images),
        foreign: &[
            "ref_urls",
            "tail",
            "head",
            "input_reference",
            "subject_reference",
            "subject_references",
            "character_reference",
            "character_references",
            "input_urls",
            "input_references",
        ],
    },
    Field { key: "video_urls", pointer: "/video_urls", store: Store::Urls(|draft| &mut draft.videos), foreign: &[] },
    Field {
        key: "audio_urls",
        pointer: "/audio_urls",
        store: Store::Urls(|draft| &mut draft.audios),
        foreign: &["music_url", "voice_url", "sound_url", "bgm_url"],
    },
    Field {
        key: "duration",
        pointer: "/duration",
        store: Store::Integer(|draft| &mut draft.duration),
        foreign: &[
            "seconds",
            "secs",
            "n_seconds",
            "num_seconds",
            "video_length",
            "video_seconds",
            "length",
            "length_seconds",
            "length_in_seconds",
            "video_duration",
            "duration_seconds",
            "duration_sec",
            "duration_secs",
            "duration_s",
            "duration_in_seconds",
            "clip_duration",
            "clip_length",
            "output_duration",
            "target_duration",
            "dur",
            "video_time",
            "max_duration",
            "generate_duration",
            "video_second",
            "video_sec",
        ],
    },
    Field {
        key: "quality",
        pointer: "/quality",
        store: Store::Text(|draft| &mut draft.quality),
        foreign: &[
            "resolution",
            "video_quality",
            "video_resolution",
            "output_resolution",
            "output_quality",
            "target_resolution",
            "resolution_name",
            "res",
            "rs",
            "definition",
            "video_definition",
        ],
    },
    Field {
        key: "aspect_ratio",
        pointer: "/aspect_ratio",
        store: Store::Text(|draft| &mut draft.aspect_ratio),
        foreign: &[
            "ratio",
            "aspect",
            "video_aspect_ratio",
            "video_ratio",
            "video_aspect",
            "output_aspect_ratio",
            "output_ratio",
            "screen_ratio",
            "frame_ratio",
            "image_ratio",
            "image_aspect_ratio",
            "target_ratio",
            "ar",
            "rt",
            "orientation",
            "video_orientation",
        ],
    },
    Field {
        key: "generate_audio",
        pointer: "/generate_audio",
        store: Store::Boolean(|draft| &mut draft.generate_audio),
        foreign: &["audio_generation", "sound_generation", "need_bgm", "sound_effect", "sound_effects"],
    },
    Field {
        key: "model_params",
        pointer: "/model_params",
        store: Store::Params(|draft| &mut draft.model_params),
        foreign: &["model_parameters", "model_options", "model_config"],
    },
    Field {
        key: "content_filter",
        pointer: "/content_filter",
        store: Store::Boolean(|draft| &mut draft.content_filter),
        foreign: &[],
    },
    Field {
        key: "callback_url",
        pointer: "/callback_url",
        store: Store::Text(|draft| &mut draft.callback_url),
        foreign: &[
            "webhook",
            "webhook_url",
            "webhook_uri",
            "webhook_endpoint",
            "hook",
            "hook_url",
            "notify_url",
            "notify",
            "notify_hook",
            "notification_url",
            "notify_uri",
            "callback",
            "callback_uri",
            "callback_endpoint",
            "callback_address",
            "on_complete",
            "on_complete_url",
            "return_url",
        ],
    },
];

/// The keys of a request, in the order of the API's page.
pub(crate) fn keys() -> impl Iterator<Item = &'static str> + Clone {
    FIELDS.iter().map(|field| field.key)
}

/// The keys of `model_params`.
pub(crate) const PARAMETER_KEYS: &[&str] = &["web_search"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_made_of_keys_and_names_are_unique() {
        let mut names: Vec<&str> = Vec::new();
        for field in &FIELDS {
            assert_eq!(field.pointer.strip_prefix('/'), Some(field.key));
            names.extend(field.foreign.iter().chain([&field.key]).copied());
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn each_field_has_its_own_place_in_the_draft() {
        for field in &FIELDS {
            let mut draft = Draft::default();
            match field.store {
                Store::Text(place) => *place(&mut draft) = Slot::Unreadable,
                Store::Integer(place) => *place(&mut draft) = Slot::Unreadable,
                Store::Boolean(place) => *place(&mut draft) = Slot::Unreadable,
                Store::Urls(place) => *place(&mut draft) = Slot::Unreadable,
                Store::Params(place) => *place(&mut draft) = Slot::Unreadable,
            }
            let debug = format!("{draft:?}");
            assert_eq!(debug.matches("Unreadable").count(), 1, "{}", field.key);
        }
    }
}
