//! `image/rotated`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "image/rotated",
        severity: Severity::Note,
        summary: "The image is stored rotated or mirrored, and displayed by its EXIF orientation.",
        explanation: "\
An orientation other than 1. Readers that ignore it show a different image; with a quarter turn, `adaptive` and cropping \
use the other sides.",
        source: RuleSource::Text("own: whether the service applies the orientation is not documented"),
        message: |finding, language| {
            say!(language, "EXIF orientation is {actual}; expected 1", actual = wording::actual(finding, language))
        },
        help: |_, language| {
            say!(language, "Apply the orientation to the pixels, so that every reader shows the same image.")
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Image, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(image) = asset.facts.image() else {
        return;
    };
    match image.orientation {
        Some(1) => {}
        Some(orientation) => findings.push(
            findings.fails("orientation", u64::from(orientation)).expecting(Expected::Exactly(Value::Integer(1))),
        ),
        None => findings.push(findings.undecided("orientation")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, image, passes, undecided};

    #[test]
    fn passes_and_fails() {
        passes(image(|image| image.orientation = Some(1)));
        let turned = image(|image| image.orientation = Some(6));
        assert_eq!(fails(&RULE, turned), (Severity::Note, "orientation", Some(Value::Integer(6))));
        assert_eq!(undecided(&RULE, image(|image| image.orientation = None)), "orientation");
    }
}
