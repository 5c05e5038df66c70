//! `request/audio-alone`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Unit};
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/audio-alone",
        severity: Severity::Error,
        summary: "Audio files are the only media.",
        explanation: "\
A request with audio files needs at least one image or one video, unless the revision accepts audio as the only media.",
        source: RuleSource::Text("reference: audio_urls, \"Audio cannot be provided alone\""),
        message: |_, language| say!(language, "the request has audio files but neither an image nor a video"),
        help: |_, language| say!(language, "Add at least one image or one video."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let takes_audio = view.limits.is_some_and(|limits| limits.audios.max > 0);
    if view.profile.request.audio_alone || !takes_audio {
        return;
    }
    let [images, videos, audios] = MediaField::ALL.map(|field| view.draft.count(field));
    if (images, videos) == (Some(0), Some(0)) && audios.is_none_or(|count| count > 0) {
        let finding = findings.fails("images_and_videos", 0_u64).at(MediaField::Audios.pointer());
        findings.push(finding.expecting(Expected::count(Some(1), None)).in_unit(Unit::Count));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference, urls};

    #[test]
    fn passes_and_fails() {
        let body = reference(json!({"image_urls": [], "audio_urls": urls(&["5.wav"])}));
        fails(&RULE, &body, ("/audio_urls", "error", json!(0), json!({"min": 1})));
        let (videos, audios) = (urls(&["5.mp4"]), urls(&["5.wav"]));
        passes(&reference(json!({"image_urls": [], "video_urls": videos, "audio_urls": audios})));
    }
}
