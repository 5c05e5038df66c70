//! `request/model-not-accepted`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, RuleSource, Severity, Suggestion};
use crate::language::{Language, say};
use crate::model::Expected;
use crate::profile::Limit;
use crate::request::{MediaField, suggest_model};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/model-not-accepted",
        severity: Severity::Error,
        summary: "The service has no such model.",
        explanation: "\
`model` must be one of the ids that the profile lists, letter by letter. If the id still ends in a mode, such as \
`-text-to-video`, the other rules go by that mode.",
        source: RuleSource::Profile(&[Limit::Models]),
        message: wording::not_accepted,
        help,
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let (Some(id), None) = (view.draft.model.read(), view.model) else {
        return;
    };
    let models = view.profile.request.models.iter().map(|model| model.id.clone()).collect();
    let media = MediaField::ALL.map(|field| view.draft.count(field).unwrap_or_default());
    let suggestion =
        suggest_model(id, media, view.profile).map(|model| Suggestion { value: model.id, profile: model.profile });
    let finding = findings.fails("model", wording::shown(id)).at("/model").expecting(Expected::OneOf(models));
    findings.push(finding.suggesting(suggestion));
}

fn help(finding: &Finding, language: Language) -> Cow<'static, str> {
    match &finding.suggestion {
        Some(Suggestion { value, profile: None }) => wording::did_you_mean(value, language),
        Some(Suggestion { value, profile: Some(profile) }) => say!(
            language,
            "`{value}` is a model of profile `{profile}`: if your account has it, check with `--profile {profile}`.",
            value,
            profile
        ),
        None => say!(language, "Use one of the listed models."),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, models, passes, text};

    #[test]
    fn passes_and_fails() {
        let all = models(&["text", "image", "reference"]);
        for model in ["seedance-2.0-Text-to-video", "seedance-2.5-text-to-video"] {
            let said = ("/model", "error", json!(model), all.clone());
            fails(&RULE, &text(json!({"model": model})), said);
        }
        for model in ["seedance-2.0-text-to-video", "seedance-2.0-fast-text-to-video"] {
            passes(&text(json!({"model": model})));
        }
    }
}
