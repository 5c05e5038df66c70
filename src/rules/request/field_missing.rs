//! `request/field-missing`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
use crate::request::pointer;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/field-missing",
        severity: Severity::Error,
        summary: "A field is missing that every request needs.",
        explanation: "\
`model` and `prompt` are there, beside media too. The images that image-to-video needs are the matter of \
`request/too-few-images`.",
        source: "reference: model, prompt",
        message: |finding| format!("there is no `{}`", wording::actual(finding)),
        help: |finding| Cow::Owned(format!("Add `{}`.", wording::actual(finding))),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for (key, is_absent) in [("model", view.draft.model.is_absent()), ("prompt", view.draft.prompt.is_absent())] {
        if is_absent {
            findings.push(findings.fails("missing", key).at(pointer::member("", key)));
        }
    }
}
