//! `request/frame-cropped`

use crate::finding::{Outcome, RuleInfo, RuleSource, Severity};
use crate::language::{self, Language, say};
use crate::model::{Expected, Value};
use crate::profile::Limit;
use crate::request::Role;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;
use crate::size;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/frame-cropped",
        severity: Severity::Warning,
        summary: "The first frame will be cropped.",
        explanation: "\
The first frame is cropped to the output size of `aspect_ratio` and `quality`. A loss of area up to the profile's limit \
is not reported: the service's own sizes of one ratio differ by less. With `adaptive` the ratio nearest to the frame \
applies.",
        source: RuleSource::Profile(&[Limit::FrameCrop]),
        message: |finding, language| match finding.outcome {
            Outcome::Undecided => {
                wording::undecided(finding, language, say!(language, "the size of the first frame is needed"))
            }
            _ => {
                let most = match &finding.expected {
                    Some(Expected::Range(range)) => &range.max,
                    _ => &None,
                };
                say!(
                    language,
                    "cropping removes {actual} of the first frame; expected at most {most}",
                    actual = percent(&finding.actual, language),
                    most = percent(most, language)
                )
            }
        },
        help: |finding, language| match finding.outcome {
            Outcome::Undecided => wording::inspect(language),
            _ => say!(language, "Choose the ratio nearest to the frame, or `adaptive`; or crop the frame yourself."),
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(frame) = view.asset_in_role(Role::FirstFrame) else {
        return;
    };
    let bound = &view.profile.request.frame_crop;
    let finding = match (frame.displayed_size(), view.output_size()) {
        (None, _) => findings.undecided(LOSS),
        (Some(_), None) => return,
        (Some(frame), Some(out)) => match size::crop(frame, (out.width, out.height)) {
            Some(crop) if crop.exceeds(bound) => findings.fails(LOSS, crop.lost_percent),
            _ => return,
        },
    };
    findings.push(finding.at(frame.pointer()).expecting_within(bound));
}

fn percent(value: &Option<Value>, language: Language) -> String {
    value.as_ref().map(|value| format!("{} %", language::value(value, language))).unwrap_or_default()
}

const LOSS: &str = "cropped_area";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, image, passes, urls};

    #[test]
    fn passes_and_fails() {
        let frame = |name, ratio: &str| image(json!({"image_urls": urls(&[name]), "aspect_ratio": ratio}));
        let said = |num, den| ("/image_urls/0", "warning", json!({"num": num, "den": den}), json!({"max": 5}));
        fails(&RULE, &frame("1000x1001.png", "16:9"), said(43_850, 1001));
        passes(&frame("1000x1001.png", "adaptive"));
        fails(&RULE, &frame("1600x1000.png", "16:9"), said(10, 1));
        passes(&frame("1850x1000.png", "16:9"));
    }
}
