//! `request/callback-not-https`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
use crate::model::{Expected, Value};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/callback-not-https",
        severity: Severity::Error,
        summary: "The callback's address is not encrypted.",
        explanation: "\
`callback_url` begins with `https`, in whatever case. Other schemes are refused, and what is no URL at all has a rule of its own.",
        source: "reference: callback_url, \"HTTPS callback URL\"",
        message: |finding| {
            format!(
                "the scheme of `callback_url` is {}, accepted is {}",
                wording::actual(finding),
                wording::expected(finding)
            )
        },
        help: |_| Cow::Borrowed("Write an address that begins with `https://`."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    if let Some(Ok(address)) = view.callback()
        && address.scheme != HTTPS
    {
        let finding = findings.fails("scheme", address.scheme.as_str()).at("/callback_url");
        findings.push(finding.expecting(Expected::Exactly(Value::from(HTTPS))));
    }
}

const HTTPS: &str = "https";
