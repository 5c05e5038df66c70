//! `image/aspect-out-of-range`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::model::{Rational, Value};
use crate::profile::Limit;
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "image/aspect-out-of-range",
        severity: Severity::Error,
        summary: "The ratio of width to height is too small or too large.",
        explanation: "\
Displayed width divided by displayed height, as an exact fraction, must lie within the profile's range; both ends are inside. \
An image exactly at an end passes with a note, since older copies of the documentation exclude the ends. EXIF orientation \
swaps the sides, but never changes this verdict, since the ends are reciprocal.",
        source: RuleSource::Profile(&[Limit::ImageAspect]),
        message: wording::out_of_range,
        help: wording::aspect_help,
        words_undecided: false,
    },
    check: Check::Asset(Scope::Image, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(image) = asset.facts.image() else {
        return;
    };
    let ratio = image.display_width.zip(image.display_height).and_then(|(w, h)| Rational::new(w.into(), h.into()));
    findings.within(&asset.profile.image.aspect, "aspect_ratio", ratio, Value::Fraction);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, image, passes};

    #[test]
    fn passes_and_fails() {
        let sized = |width| image(|image| (image.display_width, image.display_height) = (Some(width), Some(400)));
        passes(sized(999));
        let ratio = |width| Rational::new(width, 400).map(Value::Fraction);
        assert_eq!(fails(&RULE, sized(1000)), (Severity::Note, "aspect_ratio", ratio(1000)), "the end is in dispute");
        assert_eq!(fails(&RULE, sized(1001)), (Severity::Error, "aspect_ratio", ratio(1001)));
    }
}
