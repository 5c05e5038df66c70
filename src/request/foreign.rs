//! Keys of other clients' requests (OpenAI, Ark, fal, kie, Replicate and their kind), and the keys of ours that they
//! mean.
//!
//! Names that follow no pattern are in the table of fields. The others are read word by word: `last_frame_image_url`,
//! `promptImage`, `video_duration_seconds`.

mod given;
mod media;
mod pattern;

use std::slice;
use std::sync::LazyLock;

pub(crate) use given::Given;

use super::field::FIELDS;

/// What another client's key means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The same as one of these keys; most often there is only one.
    Keys(&'static [&'static str]),
    /// A whole body of another shape, whose parts go to these keys.
    Body(&'static [&'static str]),
    /// Nothing that this API has.
    Nothing,
}

/// Whether `key` asks for the opposite of the field that it means: `mute` turns `generate_audio` off.
pub(crate) fn is_negated(key: &str) -> bool {
    NEGATED.iter().any(|name| same(name, key))
}

/// Names of switches that turn `generate_audio` off.
const NEGATED: &[&str] =
    &["mute", "muted", "silent", "no_audio", "no_sound", "without_audio", "disable_audio", "mute_audio"];

const WEB_SEARCH: &[&str] = &["model_params.web_search"];
const BODY: &[&str] = &["prompt", "image_urls", "video_urls", "audio_urls"];

/// Names that mean more than one field, a part of one, or the opposite of one.
const SPECIAL: [(&[&str], Meaning); 6] = [
    (NEGATED, Meaning::Keys(media::SOUND)),
    (
        &[
            "web_search",
            "search",
            "enable_search",
            "enable_web_search",
            "use_search",
            "use_web_search",
            "tools",
            "search_enabled",
            "web_search_options",
            "online",
            "internet_search",
        ],
        Meaning::Keys(WEB_SEARCH),
    ),
    (
        &["size", "video_size", "output_size", "dimensions", "width", "height", "resolution_ratio"],
        Meaning::Keys(&["aspect_ratio", "quality"]),
    ),
    (
        &[
            "file_paths",
            "file_urls",
            "files",
            "media",
            "media_urls",
            "media_files",
            "assets",
            "attachments",
            "references",
            "reference_urls",
            "urls",
            "materials",
            "omni_references",
            "reference_media",
        ],
        Meaning::Keys(&["image_urls", "video_urls", "audio_urls"]),
    ),
    (&["content", "input", "inputs", "contents"], Meaning::Body(BODY)),
    (
        &["parameters", "params", "extra_body", "options", "settings", "generation_config"],
        Meaning::Body(&["duration", "quality", "aspect_ratio", "generate_audio"]),
    ),
];

/// Keys of other services that have no counterpart, so that none is suggested for likeness of letters.
const NOTHING: [&str; 45] = [
    "seed",
    "mode",
    "watermark",
    "camera_fixed",
    "fixed_camera",
    "camerafixed",
    "fps",
    "frame_rate",
    "frames",
    "num_frames",
    "return_last_frame",
    "service_tier",
    "draft",
    "guidance_scale",
    "cfg_scale",
    "stream",
    "metadata",
    "n",
    "user",
    "style",
    "enable_safety_checker",
    "safety_checker",
    "safety_identifier",
    "negative_prompt",
    "execution_expires_after",
    "motion_strength",
    "motion",
    "camera_control",
    "camera_motion",
    "loop",
    "priority",
    "tags",
    "num_outputs",
    "enable_translation",
    "prompt_optimizer",
    "prompt_extend",
    "webhook_secret",
    "request_id",
    "user_id",
    "version",
    "moderation",
    "motion_mode",
    "video_type",
    "project",
    "quantity",
];

/// The meaning of `key` with what is given under it. `None` for a key that is not known.
pub(crate) fn meaning(key: &str, given: Given) -> Option<Meaning> {
    // Nothing known is anywhere near this long.
    const LONGEST: usize = 64;
    if key.len() > LONGEST {
        return None;
    }
    let letters = letters(key);
    let known = NAMES.binary_search_by(|known| known.letters.cmp(&letters)).ok().and_then(|index| NAMES.get(index));
    if let Some(known) = known.filter(|known| is_about_as_long(known.name, key)) {
        return Some(known.meaning);
    }
    let words = words(key);
    media::meaning(&words, given).or_else(|| pattern::meaning(&words)).map(Meaning::Keys)
}

/// A name of the tables.
struct Known {
    letters: Vec<u8>,
    name: &'static str,
    meaning: Meaning,
}

/// Every name of the tables, in the order of its letters.
static NAMES: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let special = SPECIAL.iter().flat_map(|(names, meaning)| names.iter().map(|name| (*name, *meaning)));
    let fields = FIELDS.iter().flat_map(|field| {
        let names = field.foreign.iter().chain([&field.key]);
        names.map(|name| (*name, Meaning::Keys(slice::from_ref(&field.key))))
    });
    let nothing = NOTHING.iter().map(|name| (*name, Meaning::Nothing));
    let all = special.chain(fields).chain(nothing);
    let mut names: Vec<_> = all.map(|(name, meaning)| Known { letters: letters(name), name, meaning }).collect();
    // The sort is stable: of a name in several tables, the first stays first and is kept.
    names.sort_by(|one, other| one.letters.cmp(&other.letters));
    names.dedup_by(|later, first| later.letters == first.letters);
    names
});

/// The words of a key in snake, kebab or camel case, in lower case.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for character in key.chars() {
        let is_separator = !character.is_alphanumeric();
        if (is_separator || (was_lower && character.is_uppercase()))
            && words.last().is_some_and(|word| !word.is_empty())
        {
            words.push(String::new());
        }
        was_lower = character.is_lowercase() || character.is_ascii_digit();
        if !is_separator && let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether two keys are the same but for case and a few separators.
fn same(name: &str, key: &str) -> bool {
    is_about_as_long(name, key) && letters(name) == letters(key)
}

fn is_about_as_long(name: &str, key: &str) -> bool {
    name.len().abs_diff(key.len()) <= 8
}

/// The letters and digits of a key in lower case.
fn letters(key: &str) -> Vec<u8> {
    let mut letters = key.as_bytes().to_ascii_lowercase();
    letters.retain(|byte| !matches!(byte, b'_' | b'-' | b' ' | b'.'));
    letters
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::request::RequestDocument;
    use crate::{CheckOptions, Expected, Severity, check_request};

    #[test]
    fn keys_of_other_clients_mean_ours() {
        for (keys, wanted) in [
            (
                &[
                    "image",
                    "imageUrl",
                    "img_url",
                    "first_frame",
                    "first_frame_url",
                    "last-frame-image",
                    "end_image_url",
                    "image_tail",
                    "promptImage",
                    "input_images",
                    "ref_images",
                    "frame_images",
                    "images_urls",
                    "startFrame",
                    "reference_image_urls",
                    "imageUrls",
                    "image1",
                    "product_image",
                    "image_with_roles",
                    "keyframes",
                    "input_reference",
                    "subject_reference",
                    "key_frames",
                    "multi_images",
                    "opening_frame",
                    "final_frame",
                    "input_urls",
                    "input_references",
                ][..],
                &["image_urls"][..],
            ),
            (
                &[
                    "video",
                    "video_list",
                    "reference_videos",
                    "inputVideo",
                    "clips",
                    "driving_video",
                    "video_with_roles",
                ],
                &["video_urls"],
            ),
            (
                &[
                    "audio",
                    "audio_url",
                    "reference_audio",
                    "audioList",
                    "music",
                    "sound_url",
                    "audio_track",
                    "voiceover",
                    "speech_url",
                ],
                &["audio_urls"],
            ),
            (
                &["with_audio", "sound", "generateAudio", "enable_audio", "generate_sound", "native_audio"],
                &["generate_audio"],
            ),
            (
                &["seconds", "video_length", "durationSeconds", "video_duration_seconds", "video_len", "video_second"],
                &["duration"],
            ),
            (&["resolution", "videoQuality", "res", "resolution_type", "output_res"], &["quality"]),
            (&["ratio", "aspectRatio", "video_ratio", "videoRatioType"], &["aspect_ratio"]),
            (&["size", "width", "image_size", "videoSize"], &["aspect_ratio", "quality"]),
            (&["webhook", "webhookUrl", "notify_url", "callBackUrl", "fal_webhook"], &["callback_url"]),
            (&["webSearch", "tools", "enable_search", "online_search"], &["model_params.web_search"]),
            (&["text", "textPrompt", "contentText", "prompt_str"], &["prompt"]),
            (&["model_name", "modelId", "model_code", "base_model"], &["model"]),
            (&["file_paths", "omni_reference", "fileList"], &["image_urls", "video_urls", "audio_urls"]),
        ] {
            for key in keys {
                assert_eq!(meaning(key, Given::Other), Some(Meaning::Keys(wanted)), "{key}");
            }
        }
        for key in ["audio", "isAudio", "bgm", "music", "sound"] {
            assert_eq!(meaning(key, Given::Flag), Some(Meaning::Keys(media::SOUND)), "{key}");
        }
        for key in ["audio", "bgm", "sound", "voice"] {
            assert_eq!(meaning(key, Given::Media), Some(Meaning::Keys(&["audio_urls"])), "{key}");
        }
        assert!(matches!(meaning("content", Given::Other), Some(Meaning::Body(_))));
        for key in ["seed", "mode", "fps", "returnLastFrame", "frames", "guidance_scale", "quantity"] {
            assert_eq!(meaning(key, Given::Other), Some(Meaning::Nothing), "{key}");
        }
        let unknown = [
            "promt",
            "x",
            "",
            "image_strength",
            "video_id",
            "voice",
            "video_codec",
            "audio_volume",
            "batch_size",
            "num_images",
            "negative_prompt_text",
            "file_format",
            "webhook_events_filter",
            "🎬",
        ];
        for key in unknown {
            assert_eq!(meaning(key, Given::Other), None, "{key}");
        }
        for key in ["use_first_frame", "image", "video"] {
            assert_eq!(meaning(key, Given::Flag), None, "{key}");
        }
        assert!(is_negated("noAudio") && !is_negated("audio"));
    }

    /// Each name of the table, by the whole judgement: one finding, and the key of ours in it.
    #[test]
    fn each_foreign_key_is_one_error_that_names_ours() {
        let text_to_video = "seedance-2.0-text-to-video";
        for field in &FIELDS {
            let negated = if field.key == "generate_audio" { NEGATED } else { &[] };
            for &name in field.foreign.iter().chain(negated) {
                let request = json!({"model": text_to_video, "prompt": "A cat.", name: "x"}).to_string();
                let document = RequestDocument::read(request.as_bytes());
                let report = check_request(&document, &[], &CheckOptions::default());
                let [finding] = report.findings() else { panic!("{name}: {:?}", report.findings()) };
                let found = (finding.rule.id, finding.severity, finding.pointer.as_str(), &finding.expected);
                let wanted = Some(Expected::one_of([field.key]));
                assert_eq!(found, ("request/unknown-field", Severity::Error, &*format!("/{name}"), &wanted), "{name}");
            }
        }
    }
}
