//! `request/too-many-images`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::profile::Limit;
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/too-many-images",
        severity: Severity::Error,
        summary: "The request has more images than the model accepts.",
        explanation: "\
The length of `image_urls` must be within the profile's limit for the model's mode. A mode that accepts none at all is a \
matter of `request/field-not-for-model`.",
        source: RuleSource::Profile(&[Limit::Modes]),
        message: wording::count_out_of_range,
        help: |finding, language| super::fewer(finding, language),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    super::too_many(view, MediaField::Images, "images", findings);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, image, passes, reference, urls};

    #[test]
    fn passes_and_fails() {
        let names: Vec<_> = (0..10).map(|index| format!("1280x720-{index}.png")).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let (frames, images) = (
            |count: usize| image(json!({"image_urls": urls(&names[..count])})),
            |count: usize| reference(json!({"image_urls": urls(&names[..count])})),
        );
        fails(&RULE, &frames(3), ("/image_urls", "error", json!(3), json!({"min": 1, "max": 2})));
        passes(&frames(2));
        fails(&RULE, &images(10), ("/image_urls", "error", json!(10), json!({"min": 0, "max": 9})));
        passes(&images(9));
    }
}
