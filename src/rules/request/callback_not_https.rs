//! `request/callback-not-https`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Value};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/callback-not-https",
        severity: Severity::Error,
        summary: "The callback URL is not HTTPS.",
        explanation: "\
The scheme of `callback_url` must be `https`, in any case. A text that is not a URL is a matter of \
`request/callback-not-a-url`.",
        source: RuleSource::Text("reference: callback_url, \"HTTPS callback URL\""),
        message: |finding, language| {
            say!(
                language,
                "scheme of `callback_url` is {actual}; expected {expected}",
                actual = wording::actual(finding, language),
                expected = wording::expected(finding, language)
            )
        },
        help: |_, language| say!(language, "Use a URL that starts with `https://`."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    if let Some(Ok(address)) = view.callback()
        && address.scheme != HTTPS
    {
        let finding = findings.fails("scheme", address.scheme.as_ref()).at("/callback_url");
        findings.push(finding.expecting(Expected::Exactly(Value::from(HTTPS))));
    }
}

const HTTPS: &str = "https";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, text};

    #[test]
    fn passes_and_fails() {
        let callback = |url: &str| text(json!({"callback_url": url}));
        fails(&RULE, &callback("http://h.example/x"), ("/callback_url", "error", json!("http"), json!("https")));
        passes(&callback("https://h.example/x"));
    }
}
