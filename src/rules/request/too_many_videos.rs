//! `request/too-many-videos`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::profile::Limit;
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/too-many-videos",
        severity: Severity::Error,
        summary: "The request has more videos than the model accepts.",
        explanation: "\
The length of `video_urls` must be within the profile's limit for the model's mode. A mode that accepts none at all is a \
matter of `request/field-not-for-model`.",
        source: RuleSource::Profile(&[Limit::Modes]),
        message: wording::count_out_of_range,
        help: |finding, language| super::fewer(finding, language),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    super::too_many(view, MediaField::Videos, "videos", findings);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference, urls};

    #[test]
    fn passes_and_fails() {
        let names = ["3-a.mp4", "3-b.mp4", "3-c.mp4", "3-d.mp4"];
        let body = |count: usize| reference(json!({"video_urls": urls(&names[..count])}));
        fails(&RULE, &body(4), ("/video_urls", "error", json!(4), json!({"min": 0, "max": 3})));
        passes(&body(3));
    }
}
