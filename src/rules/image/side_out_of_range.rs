//! `image/side-out-of-range`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::model::{Rational, Value};
use crate::profile::Limit;
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "image/side-out-of-range",
        severity: Severity::Error,
        summary: "A side is too short or too long.",
        explanation: "\
Displayed width and displayed height must each lie within the profile's range of pixels; both ends are inside, and a side \
exactly at an end passes with a note.",
        source: RuleSource::Profile(&[Limit::ImageSide]),
        message: wording::out_of_range,
        help: wording::side_help,
        words_undecided: false,
    },
    check: Check::Asset(Scope::Image, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(image) = asset.facts.image() else {
        return;
    };
    for (quantity, side) in [("width", image.display_width), ("height", image.display_height)] {
        findings.within(&asset.profile.image.side, quantity, side.map(Rational::from), |px| Value::Integer(px.num()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, image, passes};

    #[test]
    fn passes_and_fails() {
        let sized = |height| image(|image| (image.display_width, image.display_height) = (Some(400), Some(height)));
        passes(sized(301));
        assert_eq!(fails(&RULE, sized(299)), (Severity::Error, "height", Some(Value::Integer(299))));
    }
}
