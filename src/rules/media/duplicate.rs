//! `media/duplicate`

use std::collections::BTreeMap;

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::request::AssetBinding;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "media/duplicate",
        severity: Severity::Note,
        summary: "The same content is referenced twice.",
        explanation: "\
Two references have the same URL, or files with the same content. This is allowed: first and last frame may be the same \
image. Elsewhere it is often a mistake.",
        source: RuleSource::Text("own: allowed, but often a mistake"),
        message: |finding, language| {
            say!(language, "content is the same as at {actual}", actual = wording::actual(finding, language))
        },
        help: |_, language| say!(language, "Remove one of them, unless both are intended."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let mut by_url = BTreeMap::new();
    let mut by_content = BTreeMap::new();
    for asset in view.assets() {
        let twin_by_url = by_url.insert(asset.url, asset);
        let content = asset.binding.and_then(AssetBinding::content);
        let twin_by_content = content.and_then(|content| by_content.insert(content, asset));
        if let Some(twin) = twin_by_url.or(twin_by_content) {
            let finding = findings.fails("content", twin.pointer().as_str()).at(asset.pointer());
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::request_examples::{fails, image, passes, urls};

    #[test]
    fn passes_and_fails() {
        let frames = |names: &[&str]| image(json!({"image_urls": urls(names)}));
        let said = || ("/image_urls/1", "note", json!("/image_urls/0"), Value::Null);
        fails(&RULE, &frames(&["1280x720-a=x.png", "1280x720-b=x.png"]), said());
        passes(&frames(&["1280x720-a=x.png", "1280x720-b=y.png"]));
        fails(&RULE, &frames(&["1280x720.png", "1280x720.png"]), said());
        passes(&frames(&["1280x720.png", "1280x720-2.png"]));
    }
}
