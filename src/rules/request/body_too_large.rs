//! `request/body-too-large`

use std::borrow::Cow;

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::profile::Limit;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/body-too-large",
        severity: Severity::Error,
        summary: "The request body is too large.",
        explanation: "\
The length of the whole body as sent. The documentation does not say which megabyte it means: more than 2^20 bytes per \
megabyte is refused, more than 10^6 is a warning.",
        source: RuleSource::Profile(&[Limit::Body]),
        message: |finding| {
            format!("request body is {} bytes; expected {}", wording::actual(finding), wording::expected(finding))
        },
        help: |_| Cow::Borrowed("Give media by URL, and shorten long values."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    findings.within_megabytes(&view.profile.request.body, Some(view.document.bytes()));
}
