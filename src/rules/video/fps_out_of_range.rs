//! `video/fps-out-of-range`

use std::borrow::Cow;

use crate::finding::Severity;
use crate::model::Value;
use crate::rules::context::{Asset, Findings};
use crate::rules::{Check, Rule, Scope, wording};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "video/fps-out-of-range",
    severity: Severity::Error,
    summary: "The frame rate is too low or too high.",
    explanation: "\
Samples of the picture track over its media duration, as an exact fraction, within the profile's range; both ends are inside. \
24000/1001 is below 24 and is refused.",
    source: "profile: video.fps",
    check: Check::Asset(Scope::Picture, evaluate),
    message: wording::out_of_range,
    help: |finding| {
        Cow::Owned(format!("Encode it at a constant rate of {} frames a second.", wording::expected(finding)))
    },
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    if let Some(video) = asset.facts.video() {
        findings.within(&asset.profile.video.fps, "frame_rate", video.fps, Value::Fraction);
    }
}
