//! `request/body-too-large`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/body-too-large",
        severity: Severity::Error,
        summary: "The request has too many bytes.",
        explanation: "\
The whole body, as it is sent. Which megabyte the limit means is not documented: more than 2^20 bytes for each is \
refused, and between 10^6 and that is a warning.",
        source: "profile: request.body",
        message: |finding| {
            format!("the request has {} bytes, accepted is {}", wording::actual(finding), wording::expected(finding))
        },
        help: |_| Cow::Borrowed("Give media by URL, and shorten what is long."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    findings.within_megabytes(&view.profile.request.body, Some(view.document.bytes()));
}
