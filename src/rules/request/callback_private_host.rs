//! `request/callback-private-host`

use crate::address::private_reason;
use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/callback-private-host",
        severity: Severity::Error,
        summary: "The callback URL leads to a private host.",
        explanation: "\
`callback_url` must not lead to a private address in any spelling: loopback, private and link-local ranges of IPv4 and \
IPv6, addresses that embed one, IPv4 in another spelling than four decimal numbers, `localhost` and names below it, \
or user info before the host. Names are not resolved here.",
        source: RuleSource::Text(
            "reference: callback_url, \"Security restrictions\"; own: what belongs to a private address",
        ),
        message: |finding, language| {
            say!(language, "`callback_url` leads to {actual}", actual = wording::actual_words(finding, language))
        },
        help: |_, language| say!(language, "Use the public URL of your server; a tunnel gives a local server one."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    if let Some(Ok(address)) = view.callback()
        && let Some(reason) = private_reason(address)
    {
        findings.push(findings.fails("host", reason.to_string().as_str()).at("/callback_url"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::request_examples::{fails, passes, text};

    #[test]
    fn passes_and_fails() {
        let callback = |url: &str| text(json!({"callback_url": url}));
        let said = |actual: &str| ("/callback_url", "error", json!(actual), Value::Null);
        fails(&RULE, &callback("https://172.16.0.1/x"), said("172.16.0.1, a private address"));
        passes(&callback("https://172.15.255.255/x"));
        fails(&RULE, &callback("https://0x7f.1/x"), said("127.0.0.1, a loopback address"));
        passes(&callback("https://8.8.8.8/x"));
    }
}
