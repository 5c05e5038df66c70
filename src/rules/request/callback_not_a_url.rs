//! `request/callback-not-a-url`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/callback-not-a-url",
        severity: Severity::Error,
        summary: "The callback URL is not a URL.",
        explanation: "\
`callback_url` must be an absolute URL by the WHATWG standard, without anything that the standard would have to repair.",
        source: RuleSource::Text("reference: callback_url, a URL"),
        message: |finding, language| {
            say!(language, "`callback_url` is not a URL: {actual}", actual = wording::actual_words(finding, language))
        },
        help: |_, language| say!(language, "Write the whole URL, starting with `https://`."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    if let Some(Err(fault)) = view.callback() {
        findings.push(findings.fails("url", fault.to_string().as_str()).at("/callback_url"));
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
        let said = ("/callback_url", "error", json!("it has no scheme"), Value::Null);
        fails(&RULE, &callback("h.example/x"), said);
        passes(&callback("https://h.example/x"));
    }
}
