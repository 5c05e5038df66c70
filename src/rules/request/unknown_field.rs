//! `request/unknown-field`

use crate::finding::{RuleInfo, Severity};
use crate::model::Expected;
use crate::request::{KEYS, ShapeFaultKind, pointer};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/unknown-field",
        severity: Severity::Warning,
        summary: "A key is none of the API's.",
        explanation: "\
What becomes of a key that is not documented is not documented either: it may be ignored, or refused. Most are \
misspelt. Of very many the first hundred are told.",
        source: "own: unknown keys are not documented",
        message: |finding| format!("there is no field `{}`", wording::actual(finding)),
        help: |finding| wording::nearest_of_expected(finding, "Remove it: this revision of the API does not know it."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let knows_filter = view.profile.request.content_filter;
    let is_known = |key: &str| knows_filter || key != CONTENT_FILTER;
    for fault in view.document.faults() {
        if let ShapeFaultKind::UnknownKey { key, known } = &fault.kind {
            let known = known.iter().filter(|key| is_known(key)).map(|&key| key.to_owned()).collect();
            let finding = findings.fails("key", wording::shown(key)).expecting(Expected::OneOf(known));
            findings.push(finding.at(fault.pointer.as_str()));
        }
    }
    if !knows_filter && !view.draft.content_filter.is_absent() {
        let known = KEYS.iter().filter(|key| is_known(key)).map(|&key| key.to_owned()).collect();
        let finding = findings.fails("key", CONTENT_FILTER).expecting(Expected::OneOf(known));
        findings.push(finding.at(pointer::member("", CONTENT_FILTER)));
    }
}

/// Known to later revisions alone.
const CONTENT_FILTER: &str = "content_filter";
