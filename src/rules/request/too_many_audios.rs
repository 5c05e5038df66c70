//! `request/too-many-audios`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::profile::Limit;
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/too-many-audios",
        severity: Severity::Error,
        summary: "The request has more audio files than the model accepts.",
        explanation: "\
The length of `audio_urls` must be within the profile's limit for the model's mode. A mode that accepts none at all is a \
matter of `request/field-not-for-model`.",
        source: RuleSource::Profile(&[Limit::Modes]),
        message: wording::count_out_of_range,
        help: |finding| super::fewer(finding),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    super::too_many(view, MediaField::Audios, "audio_files", findings);
}
