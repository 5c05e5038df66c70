//! `request/body-too-large`

use std::borrow::Cow;

use crate::rules::context::Findings;
use crate::rules::view::RequestView;
use crate::rules::{Check, Rule, wording};
use crate::{Expected, Severity, Unit};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "request/body-too-large",
    severity: Severity::Error,
    summary: "The request has too many bytes.",
    explanation: "\
The whole body, as it is sent. Which megabyte the limit means is not documented: more than 2^20 bytes for each is \
refused, and between 10^6 and that is a warning.",
    source: "profile: request.body",
    check: Check::Request(evaluate),
    message: |finding| {
        format!("the request has {} bytes, accepted is {}", wording::actual(finding), wording::expected(finding))
    },
    help: |_| Cow::Borrowed("Give media by URL, and shorten what is long."),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let limit = &view.profile.request.body;
    let bytes = view.document.bytes();
    let (most, severity) = match bytes {
        bytes if bytes > limit.binary_bytes() => (limit.binary_bytes(), Severity::Error),
        bytes if bytes > limit.decimal_bytes() => (limit.decimal_bytes(), Severity::Warning),
        _ => return,
    };
    let finding = findings.fails("bytes", bytes).weighing(severity).expecting(Expected::count(None, Some(most)));
    findings.push(finding.in_unit(Unit::Bytes).by(&limit.source));
}
