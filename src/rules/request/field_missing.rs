//! `request/field-missing`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::request::{MediaField, pointer};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/field-missing",
        severity: Severity::Error,
        summary: "A required field is missing.",
        explanation: "\
`model` and `prompt` are required, also beside media; `video_urls` is required by models that edit or extend a video. \
The images of image-to-video are a matter of `request/too-few-images`.",
        source: RuleSource::Text("reference: model, prompt"),
        message: |finding, language| {
            say!(language, "required field `{actual}` is missing", actual = wording::actual(finding, language))
        },
        help: |finding, language| say!(language, "Add `{actual}`.", actual = wording::actual(finding, language)),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for (key, is_absent) in [("model", view.draft.model.is_absent()), ("prompt", view.draft.prompt.is_absent())] {
        if is_absent {
            findings.push(findings.fails("missing", key).at(pointer::member("", key)));
        }
    }
    let videos = MediaField::Videos;
    if view.model.is_some_and(|model| model.needs_video) && view.draft.media(videos).is_absent() {
        findings.push(findings.fails("missing", videos.key()).at(videos.pointer()));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::request_examples::{fails, image, passes, text};

    #[test]
    fn passes_and_fails() {
        fails(&RULE, &text(json!({"model": null})), ("/model", "error", json!("model"), Value::Null));
        passes(&text(json!({})));
        fails(&RULE, &image(json!({"prompt": null})), ("/prompt", "error", json!("prompt"), Value::Null));
        passes(&image(json!({})));
    }
}
