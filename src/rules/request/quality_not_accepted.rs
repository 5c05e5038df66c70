//! `request/quality-not-accepted`

use std::borrow::Cow;

use crate::finding::{RuleInfo, RuleSource, Severity, Suggestion};
use crate::language::say;
use crate::profile::{Accepted, Limit, Profile};
use crate::request::meant_quality;
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
        help: |finding, language| match super::suggested(finding, language) {
            Some(help) => help,
            None => wording::nearest_of_expected(finding, language, say!(language, "Use one of the listed qualities.")),
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
        let finding = finding.suggesting(suggestion(view, accepted, quality));
        findings.push(finding.expecting_one_of(accepted.values.iter().cloned(), &accepted.source));
    }
}

/// The quality that `quality` means, if the model makes it, here or by another built-in profile.
fn suggestion(view: &RequestView<'_>, accepted: &Accepted<Cow<'static, str>>, quality: &str) -> Option<Suggestion> {
    let value = meant_quality(quality)?;
    if accepted.values.contains(&value) {
        return Some(Suggestion { value, profile: None });
    }
    let id = &view.model?.id;
    let makes = |profile: &Profile| {
        profile.request.models.iter().any(|model| model.id == *id && model.qualities.values.contains(&value))
    };
    let profile = Profile::all().into_iter().find(makes)?.name;
    Some(Suggestion { value, profile: Some(profile) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, judged, passes, text};

    #[test]
    fn a_quality_in_another_spelling_is_suggested() {
        for (quality, wanted, profile) in
            [("1280x720", "720p", None), ("HD", "720p", None), ("1080p", "1080p", Some("seedance-2.0-r2"))]
        {
            let report = judged(&text(json!({"quality": quality})));
            let found = report.findings();
            let suggestion = found[0].suggestion.as_ref().unwrap();
            assert_eq!((&*suggestion.value, suggestion.profile.as_deref()), (wanted, profile), "{quality}");
        }
        assert_eq!(judged(&text(json!({"quality": "4k"}))).findings()[0].suggestion, None);
    }

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
