//! `request/aspect-ratio-not-accepted`

use crate::finding::{RuleInfo, RuleSource, Severity, Suggestion};
use crate::language::say;
use crate::profile::Limit;
use crate::request::meant_ratio;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/aspect-ratio-not-accepted",
        severity: Severity::Error,
        summary: "The model does not make this aspect ratio.",
        explanation: "\
`aspect_ratio` must be one of those that the profile lists for the model or its mode; for an unknown mode, for any mode. \
It is a name, not a number: `32:18` is refused, though it equals 16:9.",
        source: RuleSource::Profile(&[Limit::Modes]),
        message: wording::not_accepted,
        help: |finding, language| match super::suggested(finding, language) {
            Some(help) => help,
            None => say!(language, "Use one of the listed ratios; `adaptive` lets the service choose."),
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(ratio) = view.draft.aspect_ratio.read() else {
        return;
    };
    let modes = view.profile.request.modes.iter().filter(|mode| view.mode.is_none_or(|known| known == mode.mode));
    let of_model = view.model.and_then(|model| model.aspect_ratios.as_ref());
    let lists = of_model.into_iter().chain(modes.filter(|_| of_model.is_none()).map(|mode| &mode.aspect_ratios));
    if let Some(accepted) = super::none_accepts(lists, ratio) {
        let finding = findings.fails("aspect_ratio", wording::shown(ratio)).at("/aspect_ratio");
        let meant = meant_ratio(ratio).filter(|meant| accepted.values.contains(meant));
        let finding = finding.suggesting(meant.map(|value| Suggestion { value, profile: None }));
        findings.push(finding.expecting_one_of(accepted.values.iter().cloned(), &accepted.source));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, judged, passes, text};

    #[test]
    fn a_ratio_in_another_spelling_is_suggested() {
        for (ratio, wanted) in [("16x9", "16:9"), ("portrait", "9:16"), ("keep_ratio", "adaptive"), ("32:18", "16:9")] {
            let report = judged(&text(json!({"aspect_ratio": ratio})));
            let found = report.findings();
            assert_eq!(found[0].suggestion.as_ref().map(|suggestion| &*suggestion.value), Some(wanted), "{ratio}");
        }
        assert_eq!(judged(&text(json!({"aspect_ratio": "2:1"}))).findings()[0].suggestion, None);
    }

    #[test]
    fn passes_and_fails() {
        let ratios = json!(["16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "adaptive"]);
        let body = text(json!({"aspect_ratio": "32:18"}));
        fails(&RULE, &body, ("/aspect_ratio", "error", json!("32:18"), ratios));
        passes(&text(json!({"aspect_ratio": "adaptive"})));
    }
}
