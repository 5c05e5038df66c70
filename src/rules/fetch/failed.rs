//! `fetch/failed`

use std::borrow::Cow;

use crate::Severity;
use crate::rules::context::Findings;
use crate::rules::view::RequestView;
use crate::rules::{Check, Rule, wording};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "fetch/failed",
    severity: Severity::Error,
    summary: "There was nothing to inspect.",
    explanation: "\
Nothing was given for this URL, or it could not be fetched. All rules on the media of its kind are undecided, which \
this says once instead of each of them.",
    source: "own: what nobody has seen is neither accepted nor refused",
    check: Check::Request(evaluate),
    message: |finding| {
        wording::undecided(finding, "nothing was given for this URL to inspect, so every rule on such media is open")
    },
    help: |_| Cow::Borrowed("Name the file that is behind the URL, or approve in spite of it."),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for asset in view.assets().iter().filter(|asset| asset.binding.is_none() && asset.inline.is_none()) {
        if view.takes(asset.field) {
            findings.push(findings.undecided("content").at(asset.pointer()));
        }
    }
}
