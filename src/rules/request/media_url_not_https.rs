//! `request/media-url-not-https`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Value};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/media-url-not-https",
        severity: Severity::Warning,
        summary: "The address is not encrypted.",
        explanation: "\
`http` is not forbidden for media, and on the way anybody can read or change them. `callback_url` has a rule of its \
own.",
        source: RuleSource::Text("own: every example of the reference is https"),
        message: |finding, language| {
            say!(language, "URL scheme is {actual}; expected https", actual = wording::actual(finding, language))
        },
        help: |_, language| say!(language, "Use `https` if the host supports it."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for asset in view.assets().iter().filter(|asset| !asset.is_placeholder()) {
        if asset.address.as_ref().is_ok_and(|address| address.scheme == "http") {
            let finding = findings.fails("scheme", "http").at(asset.pointer());
            findings.push(finding.expecting(Expected::Exactly(Value::from("https"))));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference};

    #[test]
    fn passes_and_fails() {
        let url = |url: &str| reference(json!({"image_urls": [url]}));
        let said = ("/image_urls/0", "warning", json!("http"), json!("https"));
        fails(&RULE, &url("http://m.example/1280x720.png"), said);
        passes(&url("https://m.example/1280x720.png"));
    }
}
