//! `request/unknown-field`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::language::{self, Language, say};
use crate::model::{Expected, Value};
use crate::profile::Profile;
use crate::request::{Given, Meaning, PARAMETER_KEYS, ShapeFaultKind, UnknownKey, is_negated, keys, meaning, pointer};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/unknown-field",
        severity: Severity::Error,
        summary: "The API has no such key.",
        explanation: "\
The documentation does not say what the service does with a key that it does not have: it may ignore or refuse it. A \
key of another client that means a field of this API, such as `resolution` for `quality`, is an error if it has a value, \
because the video would not be the one that was asked for. Any other unknown key is a warning. At most 100 are reported.",
        source: RuleSource::Text("own: unknown keys are not documented"),
        message: |finding, language| {
            say!(language, "unknown key `{actual}`", actual = wording::actual(finding, language))
        },
        help,
        words_undecided: false,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let knows_filter = view.profile.request.content_filter;
    let known = || Expected::one_of(keys().filter(|key| knows_filter || *key != CONTENT_FILTER));
    for fault in view.document.faults() {
        let ShapeFaultKind::UnknownKey(UnknownKey { key, in_params, has_value, given }) = &fault.kind else {
            continue;
        };
        let meaning = if *in_params { None } else { meaning(key, *given) };
        let (expected, severity) = match meaning {
            Some(Meaning::Keys(meant) | Meaning::Body(meant)) => {
                let severity = if *has_value { Severity::Error } else { Severity::Warning };
                (Expected::one_of(meant.iter().copied()), severity)
            }
            Some(Meaning::Nothing) | None if *in_params => {
                (Expected::one_of(PARAMETER_KEYS.iter().copied()), Severity::Warning)
            }
            Some(Meaning::Nothing) | None => (known(), Severity::Warning),
        };
        let finding = findings.fails("key", wording::shown(key)).expecting(expected);
        findings.push(finding.weighing(severity).at(fault.pointer.as_str()));
    }
    if !knows_filter && !view.draft.content_filter.is_absent() {
        let finding = findings.fails("key", CONTENT_FILTER).expecting(known());
        findings.push(finding.weighing(Severity::Warning).at(pointer::member("", CONTENT_FILTER)));
    }
}

fn help(finding: &Finding, language: Language) -> Cow<'static, str> {
    let remove = || say!(language, "Remove it: the API has no such field.");
    let (Some(Value::Text(key)), Some(Expected::OneOf(names))) = (&finding.actual, &finding.expected) else {
        return remove();
    };
    if key == CONTENT_FILTER
        && let Some(profile) = Profile::all().into_iter().find(|profile| profile.request.content_filter)
    {
        let profile = profile.name;
        return say!(language, "Remove it, or check against the revision that has it: profile `{profile}`.", profile);
    }
    let names_in_marks = || names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    match meant(key, names) {
        Some(Meaning::Keys(_)) if names.iter().any(|name| name == "model_params.web_search") => {
            say!(language, "Write it as `\"model_params\": {\"web_search\": true}`, of text-to-video models only.")
        }
        Some(Meaning::Keys(_)) => match names.as_slice() {
            [name] if name.ends_with("_urls") => say!(language, "Write it as `{name}`, a list of URLs.", name),
            [name] if is_negated(key) => {
                say!(language, "Rename it to `{name}`, and give the opposite value.", name)
            }
            [name] => say!(language, "Rename it to `{name}`.", name),
            _ => {
                say!(language, "Say it with {names}.", names = names_in_marks().join(language.text(" and ")))
            }
        },
        Some(Meaning::Body(_)) => say!(
            language,
            "This is the body of another API: move what is in it to {names}. `request --convert` prints the converted body.",
            names = language::joined(names_in_marks().into_iter(), language)
        ),
        Some(Meaning::Nothing) => remove(),
        None => wording::nearest_of_expected(finding, language, remove()),
    }
}

/// The meaning that gave the names to the finding: the key's value, which decides too, is not in it.
fn meant(key: &str, names: &[Cow<'static, str>]) -> Option<Meaning> {
    let mut meanings = Given::ALL.into_iter().filter_map(|given| meaning(key, given));
    meanings.find(|meaning| match meaning {
        Meaning::Keys(meant) | Meaning::Body(meant) => names.iter().eq(*meant),
        Meaning::Nothing => true,
    })
}

/// A field of later revisions.
const CONTENT_FILTER: &str = "content_filter";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, tail, text};

    #[test]
    fn passes_and_fails() {
        let keys = json!([
            "model",
            "prompt",
            "image_urls",
            "video_urls",
            "audio_urls",
            "duration",
            "quality",
            "aspect_ratio",
            "generate_audio",
            "model_params",
            "callback_url"
        ]);
        let body = text(json!({"resolution": "480p"}));
        fails(&RULE, &body, ("/resolution", "error", json!("resolution"), json!(["quality"])));
        passes(&text(json!({"quality": "480p"})));
        let said = |pointer, key: &str, expected| (pointer, "warning", json!(key), expected);
        let callback = json!(["callback_url"]);
        fails(&RULE, &tail(",\"webhook\":null}"), said("/webhook", "webhook", callback));
        fails(&RULE, &text(json!({"seed": 1})), said("/seed", "seed", keys.clone()));
        let body = text(json!({"content_filter": false}));
        fails(&RULE, &body, said("/content_filter", "content_filter", keys.clone()));
        fails(&RULE, &text(json!({"a/b~": {}})), said("/a~1b~0", "a/b~", keys));
        let body = text(json!({"model_params": {"webSearch": true}}));
        fails(&RULE, &body, said("/model_params/webSearch", "webSearch", json!(["web_search"])));
        passes(&text(json!({"model_params": {"web_search": true}})));
    }

    #[test]
    fn help_fits_the_value() {
        for (body, wanted) in [
            (json!({"image": true}), "Remove it: the API has no such field."),
            (json!({"bgm": true}), "Rename it to `generate_audio`."),
            (json!({"sound": "https://example.com/a.mp3"}), "Write it as `audio_urls`, a list of URLs."),
            (json!({"mute": true}), "Rename it to `generate_audio`, and give the opposite value."),
            (json!({"quantity": 1}), "Remove it: the API has no such field."),
            (json!({"voice": "alloy"}), "Remove it: the API has no such field."),
        ] {
            let body = text(body);
            let document = crate::request::RequestDocument::read(body.as_bytes());
            let report = crate::check_request(&document, &[], &crate::CheckOptions::default());
            let finding = report.findings().iter().find(|finding| finding.rule.id == RULE.info.id).unwrap();
            assert_eq!(finding.help(), wanted, "{body}");
        }
    }
}
