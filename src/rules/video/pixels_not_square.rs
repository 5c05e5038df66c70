//! `video/pixels-not-square`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Rational, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/pixels-not-square",
        severity: Severity::Warning,
        summary: "Pixels are not square.",
        explanation: "\
The file states a pixel aspect ratio other than 1. Ratio and sides are judged as displayed, the number of pixels as coded; \
which the service takes is not documented.",
        source: RuleSource::Text("own: judged by displayed ratio and sides and by coded pixels"),
        message: |finding, language| {
            say!(language, "pixels are {actual} as wide as high", actual = wording::actual(finding, language))
        },
        help: |_, language| say!(language, "Scale it to square pixels."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    let square = Rational::from(1_u32);
    match video.pixel_aspect {
        Some(aspect) if aspect == square => {}
        Some(aspect) => {
            findings.push(findings.fails("pixel_aspect", aspect).expecting(Expected::Exactly(Value::Fraction(square))))
        }
        None => findings.push(findings.undecided("pixel_aspect")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        let with = |num, den| video(|video| video.pixel_aspect = Rational::new(num, den));
        passes(with(1, 1));
        let aspect = Rational::new(4, 3).map(Value::Fraction);
        assert_eq!(fails(&RULE, with(4, 3)), (Severity::Warning, "pixel_aspect", aspect));
    }
}
