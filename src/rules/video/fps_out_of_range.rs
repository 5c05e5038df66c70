//! `video/fps-out-of-range`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
use crate::model::Value;
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/fps-out-of-range",
        severity: Severity::Error,
        summary: "The frame rate is too low or too high.",
        explanation: "\
Samples of the picture track over its media duration, as an exact fraction, within the profile's range; both ends are inside. \
24000/1001 is below 24 and is refused.",
        source: "profile: video.fps",
        message: wording::out_of_range,
        help: |finding| {
            Cow::Owned(format!("Encode it at a constant rate of {} frames a second.", wording::expected(finding)))
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    if let Some(video) = asset.facts.video() {
        findings.within(&asset.profile.video.fps, "frame_rate", video.fps, Value::Fraction);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rational;
    use crate::rules::examples::{fails, passes, undecided, video};

    #[test]
    fn passes_and_fails() {
        let at = |num, den| video(|video| video.fps = Rational::new(num, den));
        passes(at(24, 1));
        let film = Rational::new(24_000, 1001).map(Value::Fraction);
        assert_eq!(fails(&RULE, at(24_000, 1001)), (Severity::Error, "frame_rate", film));
        assert_eq!(undecided(&RULE, video(|video| video.fps = None)), "frame_rate");
    }
}
