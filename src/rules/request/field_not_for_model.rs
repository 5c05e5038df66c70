//! `request/field-not-for-model`

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::language::{self, say};
use crate::model::Expected;
use crate::profile::{Limit, Mode, Model};
use crate::request::{MediaField, pointer};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/field-not-for-model",
        severity: Severity::Error,
        summary: "The model does not accept this field.",
        explanation: "\
Text-to-video accepts no media, image-to-video no videos and no audio, and only text-to-video accepts `model_params`, by \
the profile's table of models. An empty array counts as absent.",
        source: RuleSource::Profile(&[Limit::Modes, Limit::Models]),
        message: |finding, language| {
            say!(language, "the model does not accept `{actual}`", actual = wording::actual(finding, language))
        },
        help: |finding, language| match &finding.expected {
            Some(Expected::OneOf(models)) if !models.is_empty() => {
                let models = language::joined(models.iter(), language);
                say!(language, "Remove the field, or choose a model that accepts it: {models}.", models)
            }
            _ => say!(language, "Remove the field."),
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let request = &view.profile.request;
    for field in MediaField::ALL {
        let takes_none = view.limits.is_some_and(|limits| field.limit(limits).max == 0);
        if takes_none && !view.draft.media(field).is_absent() && !view.document.is_null(field.pointer()) {
            let takes =
                |mode: Mode| request.modes.iter().any(|limits| limits.mode == mode && field.limit(limits).max > 0);
            let finding = not_for_model(view, findings, field.key(), |model| takes(model.mode));
            findings.push(finding);
        }
    }
    let takes_params = match (view.model, view.mode) {
        (Some(model), _) => model.model_params,
        (None, Some(mode)) => request.models.iter().any(|model| model.mode == mode && model.model_params),
        (None, None) => true,
    };
    if !takes_params && !view.draft.model_params.is_absent() && !view.document.is_null("/model_params") {
        let finding = not_for_model(view, findings, "model_params", |model| model.model_params);
        findings.push(finding);
    }
}

fn not_for_model(
    view: &RequestView<'_>,
    findings: &Findings<'_>,
    key: &'static str,
    takes: impl Fn(&Model) -> bool,
) -> Finding {
    let models = view.profile.request.models.iter().filter(|model| takes(model)).map(|model| model.id.clone());
    findings.fails("key", key).at(pointer::member("", key)).expecting(Expected::OneOf(models.collect()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, image, models, passes, reference, text, urls};

    #[test]
    fn passes_and_fails() {
        let said = |key: &'static str, pointer, modes: &[&str]| (pointer, "error", json!(key), models(modes));
        let body = text(json!({"image_urls": urls(&["1280x720.png"])}));
        fails(&RULE, &body, said("image_urls", "/image_urls", &["image", "reference"]));
        passes(&text(json!({"image_urls": []})));
        let body = image(json!({"video_urls": urls(&["5.mp4"])}));
        fails(&RULE, &body, said("video_urls", "/video_urls", &["reference"]));
        passes(&image(json!({"video_urls": []})));
        let body = image(json!({"audio_urls": urls(&["5.wav"])}));
        fails(&RULE, &body, said("audio_urls", "/audio_urls", &["reference"]));
        passes(&reference(json!({"audio_urls": urls(&["5.wav"])})));
        let body = reference(json!({"model_params": {"web_search": true}}));
        fails(&RULE, &body, said("model_params", "/model_params", &["text"]));
        passes(&text(json!({"model_params": {"web_search": true}})));
    }
}
