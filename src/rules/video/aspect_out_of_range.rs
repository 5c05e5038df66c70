//! `video/aspect-out-of-range`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::model::Value;
use crate::profile::Limit;
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::video::displayed_size;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/aspect-out-of-range",
        severity: Severity::Error,
        summary: "The ratio of width to height is too small or too large.",
        explanation: "\
Displayed width over displayed height, as an exact fraction: coded size, times pixel aspect, turned by the display matrix. \
Within the profile's range; both ends are inside.",
        source: RuleSource::Profile(&[Limit::VideoAspect]),
        message: wording::out_of_range,
        help: wording::aspect_help,
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    let ratio = displayed_size(video).and_then(|(width, height)| width.checked_mul(height.recip()?));
    findings.within(&asset.profile.video.aspect, "aspect_ratio", ratio, Value::Fraction);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rational;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        let sized = |width| video(|video| (video.width, video.height) = (Some(width), Some(550)));
        passes(sized(1375));
        let ratio = Rational::new(1376, 550).map(Value::Fraction);
        assert_eq!(fails(&RULE, sized(1376)), (Severity::Error, "aspect_ratio", ratio));
    }
}
