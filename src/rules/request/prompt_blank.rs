//! `request/prompt-blank`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Unit};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/prompt-blank",
        severity: Severity::Error,
        summary: "The prompt is blank.",
        explanation: "\
`prompt` must contain something other than Unicode whitespace.",
        source: RuleSource::Text("documentation: a prompt is required, also beside media"),
        message: |_, language| say!(language, "prompt is blank"),
        help: |_, language| say!(language, "Describe the video."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    if view.draft.prompt.read().is_some_and(|prompt| prompt.chars().all(char::is_whitespace)) {
        let finding = findings.fails("characters", 0_u64).at("/prompt");
        findings.push(finding.expecting(Expected::count(Some(1), None)).in_unit(Unit::Count));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, text};

    #[test]
    fn passes_and_fails() {
        let said = ("/prompt", "error", json!(0), json!({"min": 1}));
        fails(&RULE, &text(json!({"prompt": " \u{3000}\n"})), said);
        passes(&text(json!({"prompt": " x"})));
    }
}
