//! `request/model-not-accepted`

use crate::finding::{RuleInfo, Severity};
use crate::model::Expected;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/model-not-accepted",
        severity: Severity::Error,
        summary: "The model is none of the service's.",
        explanation: "\
`model` is one of the ids that the profile lists, letter by letter. Where the end of the id still says the mode, such \
as `-text-to-video`, the other rules go by that.",
        source: "profile: request.models",
        message: wording::not_accepted,
        help: |finding| {
            wording::nearest_of_expected(
                finding,
                "Write one of the models that are listed; later ones need a later profile.",
            )
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let (Some(id), None) = (view.draft.model.read(), view.model) else {
        return;
    };
    let models = view.profile.request.models.iter().map(|model| model.id.to_string()).collect();
    findings.push(findings.fails("model", wording::shown(id)).at("/model").expecting(Expected::OneOf(models)));
}
