//! `request/prompt-names-missing-asset`

use crate::finding::{RuleInfo, RuleSource, Severity, Span};
use crate::language::{self, say};
use crate::model::{Expected, Unit, Value};
use crate::prompt;
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/prompt-names-missing-asset",
        severity: Severity::Warning,
        summary: "The prompt names an asset that is not there.",
        explanation: "\
A prompt names references by kind and number, counted per kind from 1: `image 2`, `@Image2`, `the second image`, \
`图片2`, `第2张图片`, `画像2`, `이미지 2`. Every asset that the prompt names must be in its list. Amounts and other words \
are not names: `image 16:9`, `video 4K`, `image2video`; after `@` a name is certain.",
        source: RuleSource::Text("own: a name without its asset is a mistake"),
        message: |finding, language| {
            let found = wording::found(finding);
            let (kind, number) = found.split_once(' ').unwrap_or((&found, ""));
            say!(
                language,
                "prompt names {kind} {number}; the request has {count}",
                kind = language::data(kind, language),
                number,
                count = wording::expected(finding, language)
            )
        },
        help: |_, language| say!(language, "Count per kind from 1 in the order of the list, or add the asset."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(prompt) = view.draft.prompt.read() else {
        return;
    };
    let mut reported = Vec::new();
    for mention in prompt::mentions(beginning(prompt)) {
        let Some(field) = MediaField::ALL.into_iter().find(|field| field.kind() == mention.kind) else {
            continue;
        };
        let Some(count) = view.draft.count(field) else {
            continue;
        };
        if mention.may_be_scenery && count == 0 {
            continue;
        }
        let is_there = (1..=count).contains(&u64::from(mention.number));
        if is_there || reported.contains(&(mention.kind, mention.number)) {
            continue;
        }
        reported.push((mention.kind, mention.number));
        let name = format!("{} {}", mention.kind, mention.number);
        // For findings only: the characters before the span are counted, and a prompt may hold thousands of names.
        let span = Span::of(prompt, mention.span);
        let finding = findings.fails("asset", name.as_str()).at("/prompt").spanning(span);
        findings.push(finding.expecting(Expected::Exactly(Value::Integer(count))).in_unit(Unit::Count));
    }
}

/// The part of a prompt that is searched for names: many times the recommended length.
fn beginning(prompt: &str) -> &str {
    const MOST_BYTES: usize = 1 << 16;
    let end = (0..=MOST_BYTES.min(prompt.len())).rev().find(|&end| prompt.is_char_boundary(end));
    end.and_then(|end| prompt.get(..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference, urls};

    #[test]
    fn passes_and_fails() {
        let body = |prompt: &str| reference(json!({"prompt": prompt, "audio_urls": urls(&["5.wav"])}));
        let said = |name: &str, count| ("/prompt", "warning", json!(name), json!(count));
        fails(&RULE, &body("As in image 2."), said("image 2", 1));
        passes(&body("As in image 1."));
        fails(&RULE, &body("听@音频2"), said("audio 2", 1));
        passes(&body("听@音频1"));
        fails(&RULE, &body("Like video 1."), said("video 1", 0));
        passes(&body("Like video 4K."));
    }
}
