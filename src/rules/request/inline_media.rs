//! `request/inline-media`

use std::borrow::Cow;

use crate::address::InlineMedia;
use crate::finding::{RuleInfo, Severity};
use crate::model::{Expected, Value};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/inline-media",
        severity: Severity::Error,
        summary: "Media stand in the request themselves.",
        explanation: "\
Media are given by URL, never as a `data:` URI or as Base64. Base64 without the URI around it is told by its length and \
alphabet, or by how an accepted format begins in it.",
        source: "reference: image_urls, video_urls, audio_urls take URLs",
        message: |finding| format!("here stand the media themselves, as {}", wording::actual(finding)),
        help: |_| Cow::Borrowed("Upload the file, and write its URL here."),
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
