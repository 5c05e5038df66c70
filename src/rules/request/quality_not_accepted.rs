//! `request/quality-not-accepted`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::profile::Limit;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/quality-not-accepted",
        severity: Severity::Error,
        summary: "The model does not make this quality.",
        explanation: "\
`quality` must be one of those that the profile lists for the model; for an unknown model, for any model.",
        source: RuleSource::Profile(&[Limit::Models]),
        message: wording::not_accepted,
        help: |finding, language| {
            wording::nearest_of_expected(finding, language, say!(language, "Use one of the listed qualities."))
        },
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, text};

    #[test]
    fn passes_and_fails() {
        let body = |quality: &str| text(json!({"quality": quality}));
        for quality in ["1080p", "720P"] {
            let said = ("/quality", "error", json!(quality), json!(["480p", "720p"]));
            fails(&RULE, &body(quality), said);
        }
        for quality in ["480p", "720p"] {
            passes(&body(quality));
        }
    }
}
