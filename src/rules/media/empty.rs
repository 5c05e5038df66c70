//! `media/empty`

use crate::finding::{Reading, RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Format, Unit};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "media/empty",
        severity: Severity::Error,
        summary: "The file is empty.",
        explanation: "\
The file has no bytes, or none of the samples of its video track: it is the initialization segment of a stream, or its tables \
describe samples that are in no place of the file.",
        source: RuleSource::Text("own: an empty file cannot be a reference"),
        message: |finding, language| match (finding.quantity, finding.readings.as_slice()) {
            (BYTES, _) => say!(language, "file has no bytes"),
            (_, [described]) => {
                let samples = &described.value;
                say!(language, "file describes {samples} video samples but contains none of them", samples)
            }
            _ => say!(language, "file describes a video track but contains no samples"),
        },
        help: |finding, language| match (finding.quantity, finding.readings.as_slice()) {
            (BYTES, _) => say!(language, "Use the complete file, not an empty one."),
            (_, [_]) => say!(language, "Export the video with its media data in the same file."),
            _ => say!(language, "Use the complete file, not the initialization segment of a stream."),
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

const BYTES: &str = "bytes";

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    if asset.facts.format == Format::Empty {
        findings.push(findings.fails(BYTES, 0_u64).in_unit(Unit::Bytes));
    }
    if let Some(video) = asset.facts.video().filter(|video| video.video_samples == Some(0)) {
        let described = video.described_samples.map(|samples| Reading::new("described", samples));
        let finding = findings.fails("video_samples", 0_u64).in_unit(Unit::Count);
        findings.push(finding.reading(described.into_iter().collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Facts, Value, VideoFacts};
    use crate::rules::examples::{Example, fails, passes, video};

    #[test]
    fn passes_and_fails() {
        passes(video(|video| video.video_samples = Some(1)));
        let empty = Example::of(Facts::new(Format::Empty));
        assert_eq!(fails(&RULE, empty), (Severity::Error, "bytes", Some(Value::Integer(0))));
        let no_frames = video(|video| (video.video_samples, video.duration, video.fps) = (Some(0), None, None));
        assert_eq!(fails(&RULE, no_frames), (Severity::Error, "video_samples", Some(Value::Integer(0))));
        let elsewhere = |video: &mut VideoFacts| {
            (video.video_samples, video.described_samples) = (Some(0), Some(96));
        };
        let readings: Vec<_> = video(elsewhere).findings().into_iter().flat_map(|finding| finding.readings).collect();
        assert_eq!(readings, [Reading::new("described", 96_u64)]);
    }
}
