//! `request/body-too-large`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
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
        message: |finding, language| {
            say!(
                language,
                "request body is {actual} bytes; expected {expected}",
                actual = wording::actual(finding, language),
                expected = wording::expected(finding, language)
            )
        },
        help: |_, language| say!(language, "Give media by URL, and shorten long values."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    findings.within_megabytes(&view.profile.request.body, Some(view.document.bytes()));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes};

    #[test]
    fn passes_and_fails() {
        let of_length = |bytes: usize| {
            let head = "{\"model\":\"seedance-2.0-text-to-video\",\"prompt\":\"A cat.\"";
            format!("{head}{}}}", " ".repeat(bytes - head.len() - 1))
        };
        let (million, mebibyte) = (1_000_000, 1 << 20);
        let said = |severity, bytes: usize, most: usize| ("", severity, json!(bytes), json!({"max": most}));
        passes(&of_length(64 * million));
        for bytes in [64 * million + 1, 64 * mebibyte] {
            fails(&RULE, &of_length(bytes), said("warning", bytes, 64 * million));
        }
        let bytes = 64 * mebibyte + 1;
        fails(&RULE, &of_length(bytes), said("error", bytes, 64 * mebibyte));
    }
}
