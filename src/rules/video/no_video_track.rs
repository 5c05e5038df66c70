//! `video/no-video-track`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Unit};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/no-video-track",
        severity: Severity::Error,
        summary: "The file has no video track.",
        explanation: "\
The file is an MP4 or MOV without a video track, usually because it contains only audio.",
        source: RuleSource::Text("reference: video_urls takes videos"),
        message: |_, language| say!(language, "file has no video track"),
        help: |_, language| say!(language, "Use a file with a video track; send audio as WAV or MP3."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Video, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    let finding = match video.video_tracks {
        Some(0) => findings.fails("video_tracks", 0_u64),
        Some(_) => return,
        None => findings.undecided("video_tracks"),
    };
    findings.push(finding.expecting(Expected::count(Some(1), None)).in_unit(Unit::Count));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Value, VideoFacts};
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        let audio_only = video(|video| {
            *video = VideoFacts::default();
            (video.video_tracks, video.audio_tracks) = (Some(0), Some(1));
        });
        passes(video(|video| video.video_tracks = Some(1)));
        assert_eq!(fails(&RULE, audio_only), (Severity::Error, "video_tracks", Some(Value::Integer(0))));
    }
}
