//! `request/quality-not-accepted`

use crate::finding::{RuleInfo, Severity};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/quality-not-accepted",
        severity: Severity::Error,
        summary: "The quality is none that the model makes.",
        explanation: "\
`quality` is one of those that the profile lists for the model; where the model is not known, for any of them.",
        source: "profile: request.models",
        message: wording::not_accepted,
        help: |finding| wording::nearest_of_expected(finding, "Write one of the qualities that are listed."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(quality) = view.draft.quality.read() else {
        return;
    };
    let models = view.profile.request.models.iter().filter(|model| view.model.is_none_or(|known| known.id == model.id));
    if let Some(accepted) = super::none_accepts(models.map(|model| &model.qualities), quality) {
        let finding = findings.fails("quality", wording::shown(quality)).at("/quality");
        findings.push(finding.expecting_one_of(accepted.values.iter().map(ToString::to_string), &accepted.source));
    }
}
