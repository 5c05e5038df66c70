//! `request/no-reference`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Unit};
use crate::profile::Mode;
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/no-reference",
        severity: Severity::Warning,
        summary: "Reference-to-video without a reference.",
        explanation: "\
Sources disagree on whether reference-to-video accepts a request without media.",
        source: RuleSource::Text("documentation: one copy asks for at least one reference, others do not"),
        message: |_, language| say!(language, "reference-to-video request has no media"),
        help: |_, language| say!(language, "Add a reference, or choose a text-to-video model."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let is_empty = MediaField::ALL.into_iter().all(|field| view.draft.media(field).is_absent());
    if view.mode == Some(Mode::Reference) && is_empty {
        let finding = findings.fails("references", 0_u64).at("/model");
        findings.push(finding.expecting(Expected::count(Some(1), None)).in_unit(Unit::Count));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference};

    #[test]
    fn passes_and_fails() {
        let said = ("/model", "warning", json!(0), json!({"min": 1}));
        fails(&RULE, &reference(json!({"image_urls": null})), said);
        passes(&reference(json!({})));
    }
}
