//! `request/frames-differ-in-aspect`

use crate::finding::{Outcome, RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Rational, Unit, Value};
use crate::request::Role;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;
use crate::size;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/frames-differ-in-aspect",
        severity: Severity::Warning,
        summary: "First and last frame have different aspect ratios.",
        explanation: "\
The last frame is cropped to the ratio of the first. Both are compared as displayed; they differ if the crop removes at \
least one row or column.",
        source: RuleSource::Text("documentation: the last frame is cropped to the first"),
        message: |finding, language| match finding.outcome {
            Outcome::Undecided => {
                wording::undecided(finding, language, say!(language, "the size of both frames is needed"))
            }
            _ => {
                let (actual, expected) = (wording::actual(finding, language), wording::expected(finding, language));
                say!(
                    language,
                    "aspect ratio of the last frame is {actual}; expected {expected}, that of the first: it will be cropped",
                    actual,
                    expected
                )
            }
        },
        help: |finding, language| match finding.outcome {
            Outcome::Undecided => wording::inspect(language),
            _ => say!(language, "Give both frames the same ratio."),
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let (Some(first), Some(last)) = (view.asset_in_role(Role::FirstFrame), view.asset_in_role(Role::LastFrame)) else {
        return;
    };
    if first.url == last.url {
        return;
    }
    let finding = match (first.displayed_size(), last.displayed_size()) {
        (Some(first), Some(last)) if size::same_shape(first, last) => return,
        (Some(first), Some(last)) => {
            let ratio = |(width, height): (u32, u32)| Rational::new(width.into(), height.into());
            let (Some(first), Some(last)) = (ratio(first), ratio(last)) else {
                return;
            };
            findings.fails("aspect_ratio", last).expecting(Expected::Exactly(Value::Fraction(first)))
        }
        _ => findings.undecided("aspect_ratio"),
    };
    findings.push(finding.at(last.pointer()).in_unit(Unit::WidthOverHeight));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, image, passes, urls};

    #[test]
    fn passes_and_fails() {
        let frames = |names: &[&str]| image(json!({"image_urls": urls(names), "aspect_ratio": "16:9"}));
        let (actual, expected) = (json!({"num": 9, "den": 16}), json!({"num": 16, "den": 9}));
        let said = ("/image_urls/1", "warning", actual, expected);
        fails(&RULE, &frames(&["1280x720.png", "720x1280.png"]), said);
        passes(&frames(&["1280x720.png", "1366x768.png"]));
    }
}
