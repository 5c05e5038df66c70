//! `request/prompt-names-missing-asset`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
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
A prompt names references by kind and number, counted per kind from 1: `image 2`, `Image2`, `@Image2`, `图片2`, `图2`, \
`视频1`, `音频1`. Each that is named is in its list. Text that only looks alike is no name: `image 16:9`, `video 4K`, \
`image2video`.",
        source: "own: a name without its asset is a slip",
        message: |finding| {
            let count = wording::expected(finding);
            format!("the prompt names {}, of which kind there are: {count}", wording::actual(finding))
        },
        help: |_| Cow::Borrowed("Count per kind from 1, in the order of the lists; or add the asset."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(prompt) = view.draft.prompt.read() else {
        return;
    };
    let mut told = Vec::new();
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
        let name = format!("{} {}", mention.kind, mention.number);
        if !is_there && !told.contains(&name) {
            let finding = findings.fails("asset", name.as_str()).at("/prompt");
            findings.push(finding.expecting(Expected::Exactly(Value::Integer(count))).in_unit(Unit::Count));
            told.push(name);
        }
    }
}

/// As much of a prompt as is searched for names: many times what is recommended, and bounded for one of megabytes.
fn beginning(prompt: &str) -> &str {
    const MOST_BYTES: usize = 1 << 16;
    let end = (0..=MOST_BYTES.min(prompt.len())).rev().find(|&end| prompt.is_char_boundary(end));
    end.and_then(|end| prompt.get(..end)).unwrap_or_default()
}
