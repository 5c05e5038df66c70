//! `video/codec-not-accepted`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::Codec;
use crate::profile::{Accepted, Limit};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/codec-not-accepted",
        severity: Severity::Warning,
        summary: "The video or audio codec may not be accepted.",
        explanation: "\
The codec of the video track, and of the first audio track if there is one, must be among those that the profile lists. \
PCM audio is listed for some formats only.",
        source: RuleSource::Profile(&[Limit::VideoCodecs, Limit::VideoAudioCodecs, Limit::VideoPcm]),
        message: wording::not_accepted,
        help: |finding, language| {
            say!(language, "Encode it as one of: {expected}.", expected = wording::expected(finding, language))
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    let limits = &asset.profile.video;
    let names = |codecs: &Accepted<Codec>| codecs.values.iter().map(Codec::to_string).collect::<Vec<_>>();
    match &video.video_codec {
        None => findings.push(findings.undecided("video_codec")),
        Some(codec) if limits.video_codecs.values.contains(codec) => {}
        Some(codec) => findings.push(
            findings
                .fails("video_codec", codec.name())
                .expecting_one_of(names(&limits.video_codecs), &limits.video_codecs.source),
        ),
    }
    let pcm_is_accepted = limits.pcm_in.values.contains(&asset.facts.format);
    match &video.audio_codec {
        None if video.audio_tracks == Some(0) => {}
        None => findings.push(findings.undecided("audio_codec")),
        Some(codec) if limits.audio_codecs.values.contains(codec) => {}
        Some(codec) if pcm_is_accepted && codec.is_pcm() => {}
        Some(codec) => findings.push(
            findings
                .fails("audio_codec", codec.name())
                .expecting_one_of(names(&limits.audio_codecs), &limits.audio_codecs.source),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, Value};
    use crate::rules::examples::{fails, passes, undecided, video};

    #[test]
    fn passes_and_fails() {
        let coded = |codec| video(|video| video.video_codec = codec);
        passes(coded(Some(Codec::HEVC)));
        let vp9 = coded(Some(Codec::named("vp9")));
        assert_eq!(fails(&RULE, vp9), (Severity::Warning, "video_codec", Some(Value::from("vp9"))));
        assert_eq!(undecided(&RULE, coded(None)), "video_codec");
    }

    #[test]
    fn pcm_depends_on_the_format() {
        let pcm = || video(|video| video.audio_codec = Some(Codec::named("pcm_s24le")));
        passes(pcm().with(|facts| facts.format = Format::Mov));
        assert_eq!(fails(&RULE, pcm()), (Severity::Warning, "audio_codec", Some(Value::from("pcm_s24le"))));
        passes(video(|video| (video.audio_tracks, video.audio_codec) = (Some(0), None)));
    }
}
