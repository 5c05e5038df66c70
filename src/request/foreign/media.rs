//! Names of media, and of the switch for generated audio: `last_frame_image_url`, `promptImage`, `with_audio`.

use super::given::Given;

const IMAGES: &[&str] = &["image_urls"];
const VIDEOS: &[&str] = &["video_urls"];
const AUDIOS: &[&str] = &["audio_urls"];
pub(super) const SOUND: &[&str] = &["generate_audio"];

/// Words that say which one it is, or in which form it is given.
const MODIFIERS: [&str; 79] = [
    "first",
    "second",
    "third",
    "last",
    "start",
    "starting",
    "end",
    "ending",
    "tail",
    "head",
    "initial",
    "init",
    "middle",
    "main",
    "original",
    "reference",
    "references",
    "ref",
    "refs",
    "input",
    "inputs",
    "source",
    "src",
    "subject",
    "subjects",
    "character",
    "characters",
    "face",
    "product",
    "person",
    "scene",
    "background",
    "object",
    "seed",
    "driving",
    "motion",
    "control",
    "guide",
    "pose",
    "style",
    "prompt",
    "base",
    "url",
    "urls",
    "uri",
    "uris",
    "link",
    "links",
    "path",
    "paths",
    "file",
    "files",
    "list",
    "array",
    "base64",
    "data",
    "upload",
    "uploads",
    "uploaded",
    "role",
    "roles",
    "cover",
    "extra",
    "opening",
    "closing",
    "final",
    "beginning",
    "begin",
    "key",
    "multi",
    "multiple",
    "track",
    "conditioning",
    "target",
    "from",
    "to",
    "and",
    "portrait",
    "avatar",
];

/// The list, or the switch, that the words of a key mean.
pub(super) fn meaning(words: &[String], given: Given) -> Option<&'static [&'static str]> {
    let (mut images, mut frames, mut videos, mut audios, mut modifiers, mut switches) = (0, 0, 0, 0, 0, 0);
    // `image_with_roles` switches nothing.
    let has_roles = words.iter().any(|word| matches!(word.as_str(), "role" | "roles"));
    let mut has_keyframes = false;
    for word in words {
        // `image1`, `image_2`.
        let word = word.trim_end_matches(|last: char| last.is_ascii_digit());
        match word {
            "image" | "images" | "img" | "imgs" | "picture" | "pictures" | "pic" | "pics" | "photo" | "photos" => {
                images += 1
            }
            "frame" | "frames" => frames += 1,
            "keyframe" | "keyframes" => {
                frames += 1;
                has_keyframes = true;
            }
            "video" | "videos" | "clip" | "clips" => videos += 1,
            "audio" | "audios" | "sound" | "sounds" | "music" | "voice" | "soundtrack" | "bgm" | "speech"
            | "voiceover" => audios += 1,
            "with" if has_roles => modifiers += 1,
            "with" | "has" | "is" | "enable" | "enabled" | "include" | "add" | "generate" | "gen" | "create"
            | "use" | "need" | "output" | "on" | "switch" | "native" | "allow" | "auto" | "sync" | "produce" => {
                switches += 1
            }
            "" => modifiers += 1,
            word if MODIFIERS.contains(&word) => modifiers += 1,
            _ => return None,
        }
    }
    let (is_flag, is_media) = (given == Given::Flag, given == Given::Media);
    match (images, frames, videos, audios) {
        (0, 0, 0, 1) if is_flag || switches > 0 || (!is_media && words == ["sound"]) => Some(SOUND),
        // `"voice": "alloy"` is the name of a speaker.
        (0, 0, 0, 1) if !is_media && words == ["voice"] => None,
        // A flag is not a list of media: `use_first_frame`.
        _ if switches > 0 || is_flag => None,
        (0, 0, 0, 1..) => Some(AUDIOS),
        (0, 0, 1.., 0) => Some(VIDEOS),
        (1.., _, 0, 0) => Some(IMAGES),
        // `frames` counts frames; `first_frame` is one.
        (0, 1.., 0, 0) if modifiers > 0 || has_keyframes => Some(IMAGES),
        _ => None,
    }
}
