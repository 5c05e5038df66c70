//! `video/aspect-out-of-range`

use crate::finding::Severity;
use crate::model::Value;
use crate::rules::context::{Asset, Findings};
use crate::rules::video::displayed_size;
use crate::rules::{Check, Rule, Scope, wording};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "video/aspect-out-of-range",
    severity: Severity::Error,
    summary: "The ratio of width to height is too small or too large.",
    explanation: "\
Displayed width over displayed height, as an exact fraction: coded size, times pixel aspect, turned by the display matrix. \
Within the profile's range; both ends are inside.",
    source: "profile: video.aspect",
    check: Check::Asset(Scope::Picture, evaluate),
    message: wording::out_of_range,
    help: wording::aspect_help,
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    let ratio = displayed_size(video).and_then(|(width, height)| width.checked_mul(height.recip()?));
    findings.within(&asset.profile.video.aspect, "aspect_ratio", ratio, Value::Fraction);
}
