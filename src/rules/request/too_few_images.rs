//! `request/too-few-images`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::profile::Limit;
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/too-few-images",
        severity: Severity::Error,
        summary: "The request has fewer images than the model needs.",
        explanation: "\
Image-to-video needs its first frame. An empty array counts as absent.",
        source: RuleSource::Profile(&[Limit::Modes]),
        message: wording::count_out_of_range,
        help: |_, language| {
            say!(language, "Add the URL of the first frame to `image_urls`, or choose a text-to-video model.")
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let (Some(limits), Some(count)) = (view.limits, view.draft.count(MediaField::Images)) else {
        return;
    };
    if count < u64::from(limits.images.min) {
        let finding = findings.fails("images", count).at(MediaField::Images.pointer());
        findings.push(finding.expecting_count(limits.images, &limits.source));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::request_examples::{fails, image, passes};

    #[test]
    fn passes_and_fails() {
        for images in [json!([]), Value::Null] {
            let said = ("/image_urls", "error", json!(0), json!({"min": 1, "max": 2}));
            fails(&RULE, &image(json!({"image_urls": images})), said);
        }
        passes(&image(json!({})));
    }
}
