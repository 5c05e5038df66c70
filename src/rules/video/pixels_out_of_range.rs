//! `video/pixels-out-of-range`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Rational, Value};
use crate::profile::Limit;
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/pixels-out-of-range",
        severity: Severity::Error,
        summary: "The frame has too few or too many pixels.",
        explanation: "\
Coded width times coded height, within the profile's range; both ends are inside. A quarter turn and pixel aspect \
do not change it.",
        source: RuleSource::Profile(&[Limit::VideoPixels]),
        message: wording::out_of_range,
        help: |finding, language| {
            wording::below_or_above(
                finding,
                language,
                say!(language, "Scale it up to a size of the table that `size` prints, or take a larger original."),
                say!(language, "Scale it down to a size of the table that `size` prints."),
            )
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    let pixels =
        video.width.zip(video.height).map(|(width, height)| Rational::from(u64::from(width) * u64::from(height)));
    findings.within(&asset.profile.video.pixels, "pixels", pixels, |pixels| Value::Integer(pixels.num()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        let square = |side| video(|video| (video.width, video.height) = (Some(side), Some(side)));
        passes(square(640));
        assert_eq!(fails(&RULE, square(639)), (Severity::Error, "pixels", Some(Value::Integer(639 * 639))));
    }
}
