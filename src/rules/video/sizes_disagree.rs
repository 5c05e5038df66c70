//! `video/sizes-disagree`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::language::{self, Language, say};
use crate::model::{Expected, Unit, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/sizes-disagree",
        severity: Severity::Warning,
        summary: "The container and the stream state different sizes.",
        explanation: "\
The sample entry states another width or height than the stream's own headers: the sequence parameter set of H.264 or \
H.265, the sequence header of AV1, the video object layer of MPEG-4. The stream's size is judged, because a decoder \
outputs that; a reader of the container sees the other.",
        source: RuleSource::Text("own: judged by the stream's own size"),
        message,
        help: |_, language| say!(language, "Re-encode or remux the video, so that container and stream agree."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn message(finding: &Finding, language: Language) -> Cow<'static, str> {
    let (actual, expected) = (wording::actual(finding, language), wording::expected(finding, language));
    let side = language::quantity(finding.quantity.trim_start_matches("entry_"), language);
    say!(
        language,
        "{side} of the sample entry is {actual}; expected {expected} as in the stream",
        side,
        actual,
        expected
    )
}

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    let sides = [("entry_width", video.entry_width, video.width), ("entry_height", video.entry_height, video.height)];
    for (quantity, entry, stream) in sides {
        if let Some((entry, stream)) = entry.zip(stream).filter(|(entry, stream)| entry != stream) {
            let expected = Expected::Exactly(Value::Integer(stream.into()));
            let finding = findings.fails(quantity, u64::from(entry)).expecting(expected);
            findings.push(finding.in_unit(Unit::Pixels));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        passes(video(|video| (video.entry_width, video.entry_height) = (None, None)));
        let entry =
            |width, height| video(|video| (video.entry_width, video.entry_height) = (Some(width), Some(height)));
        let actual = Some(Value::Integer(640));
        assert_eq!(fails(&RULE, entry(640, 720)), (Severity::Warning, "entry_width", actual));
        let actual = Some(Value::Integer(360));
        assert_eq!(fails(&RULE, entry(1280, 360)), (Severity::Warning, "entry_height", actual));
    }
}
