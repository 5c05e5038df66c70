//! `request/too-many-images`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/too-many-images",
        severity: Severity::Error,
        summary: "More images than the model takes.",
        explanation: "\
The length of `image_urls` is within the profile's limit for the model's mode. Where the mode takes none at all, \
`request/field-not-for-model` says so instead.",
        source: "profile: request.modes",
        message: wording::count_out_of_range,
        help: |_| Cow::Borrowed("Remove images until the rest fits."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    super::too_many(view, MediaField::Images, "images", findings);
}
