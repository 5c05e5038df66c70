//! Names of media, and of the switch for generated audio: `last_frame_image_url`, `promptImage`, `with_audio`.

use super::given::Given;

const IMAGES: &[&str] = &["image_urls"];
const VIDEOS: &[&str] = &["video_urls"];
const AUDIOS: &[&str] = &["audio_urls"];
pub(super) const SOUND: &[&str] = &["generate_audio"];

/// Words that say which one it is, or in which form it is given; in order, by which they are searched.
const MODIFIERS: [&str; 78] = [
    "and",
    "array",
    "avatar",
    "background",
    "base",
    "begin",
    "beginning",
    "character",
    "characters",
    "closing",
    "conditioning",
    "control",
    "cover",
    "data",
    "driving",
    "end",
    "ending",
    "extra",
    "face",
    "file",
    "files",
    "final",
    "first",
    "from",
    "guide",
    "head",
    "init",
    "initial",
    "input",
    "inputs",
    "key",
    "last",
    "link",
    "links",
    "list",
    "main",
    "middle",
    "motion",
    "multi",
    "multiple",
    "object",
    "opening",
    "original",
    "path",
    "paths",
    "person",
    "portrait",
    "pose",
    "product",
    "prompt",
    "ref",
    "reference",
    "references",
    "refs",
    "role",
    "roles",
    "scene",
    "second",
    "seed",
    "source",
    "src",
    "start",
    "starting",
    "style",
    "subject",
    "subjects",
    "tail",
    "target",
    "third",
    "to",
    "track",
    "upload",
    "uploaded",
    "uploads",
    "uri",
    "uris",
    "url",
    "urls",
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
            word if MODIFIERS.binary_search(&word).is_ok() => modifiers += 1,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_are_in_order_and_without_digits() {
        assert!(MODIFIERS.is_sorted());
        // Digits at the end of a word are cut off before it is searched.
        assert!(MODIFIERS.iter().all(|word| !word.ends_with(|last: char| last.is_ascii_digit())));
    }
}
