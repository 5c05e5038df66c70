//! `media/empty`

use crate::finding::{RuleInfo, RuleSource, Severity};
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
The file has no bytes, or it is the initialization segment of a stream, which describes tracks but contains no samples.",
        source: RuleSource::Text("own: an empty file cannot be a reference"),
        message: |finding, language| match finding.quantity {
            "bytes" => say!(language, "file has no bytes"),
            _ => say!(language, "file describes a video track but contains no samples"),
        },
        help: |_, language| {
            say!(language, "Use the complete file, not an empty one or the initialization segment of a stream.")
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    if asset.facts.format == Format::Empty {
        findings.push(findings.fails("bytes", 0_u64).in_unit(Unit::Bytes));
    }
    if asset.facts.video().is_some_and(|video| video.video_samples == Some(0)) {
        findings.push(findings.fails("video_samples", 0_u64).in_unit(Unit::Count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Facts, Value};
    use crate::rules::examples::{Example, fails, passes, video};

    #[test]
    fn passes_and_fails() {
        passes(video(|video| video.video_samples = Some(1)));
        let empty = Example::of(Facts::new(Format::Empty));
        assert_eq!(fails(&RULE, empty), (Severity::Error, "bytes", Some(Value::Integer(0))));
        let no_frames = video(|video| (video.video_samples, video.duration, video.fps) = (Some(0), None, None));
        assert_eq!(fails(&RULE, no_frames), (Severity::Error, "video_samples", Some(Value::Integer(0))));
    }
}
