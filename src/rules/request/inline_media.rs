//! `request/inline-media`

use crate::address::InlineMedia;
use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Value};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/inline-media",
        severity: Severity::Error,
        summary: "Media are inlined in the request.",
        explanation: "\
Media must be given by URL, never as a `data:` URI or Base64. Bare Base64 is recognised by its length and alphabet, or \
by the first bytes of an accepted format.",
        source: RuleSource::Text("reference: image_urls, video_urls, audio_urls take URLs"),
        message: |finding, language| {
            say!(language, "media are inlined as {actual}; expected a URL", actual = wording::actual(finding, language))
        },
        help: |_, language| say!(language, "Upload the file to a public server, and write its URL."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for asset in view.assets() {
        let how = match asset.inline {
            None => continue,
            Some(InlineMedia::DataUri) => "data URI",
            Some(InlineMedia::Base64) => "Base64",
        };
        let finding = findings.fails("media", how).at(asset.pointer());
        findings.push(finding.expecting(Expected::Exactly(Value::from("URL"))));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference};

    #[test]
    fn passes_and_fails() {
        let url = |url: &str| reference(json!({"image_urls": [url]}));
        let said = |actual: &str| ("/image_urls/0", "error", json!(actual), json!("URL"));
        fails(&RULE, &url("data:image/png;base64,iVBORw0KGgo="), said("data URI"));
        fails(&RULE, &url(&"iVBORw0KGgoAAAAN".repeat(8)), said("Base64"));
        passes(&url("https://m.example/1280x720.png"));
    }
}
