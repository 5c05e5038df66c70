//! `video/side-out-of-range`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::model::Value;
use crate::profile::Limit;
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::video::displayed_size;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/side-out-of-range",
        severity: Severity::Error,
        summary: "A side is too short or too long.",
        explanation: "\
Displayed width and displayed height, each within the profile's range of pixels; both ends are inside. With pixels that are \
not square a displayed side can be a fraction, and is judged as one.",
        source: RuleSource::Profile(&[Limit::VideoSide]),
        message: wording::out_of_range,
        help: wording::side_help,
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    let (width, height) = displayed_size(video).unzip();
    for (quantity, side) in [("width", width), ("height", height)] {
        findings.within(&asset.profile.video.side, quantity, side, |px| match px.den() {
            1 => Value::Integer(px.num()),
            _ => Value::Fraction(px),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails_among_others, passes, video};

    #[test]
    fn passes_and_fails() {
        let sized = |width| video(|video| (video.width, video.height) = (Some(width), Some(700)));
        passes(sized(600));
        // The smallest accepted number of pixels and ratio leave no shorter side that breaks this rule only.
        assert_eq!(fails_among_others(&RULE, sized(299)), (Severity::Error, "width", Some(Value::Integer(299))));
    }
}
