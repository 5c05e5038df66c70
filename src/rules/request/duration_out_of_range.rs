//! `request/duration-out-of-range`

use crate::finding::{RuleInfo, Severity};
use crate::model::Rational;
use crate::profile::Placement;
use crate::request::AUTOMATIC_DURATION;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/duration-out-of-range",
        severity: Severity::Error,
        summary: "The video asked for is too short or too long.",
        explanation: "\
`duration` in whole seconds is within the profile's range; both ends are inside. -1, which leaves the choice to the \
model, is for the revisions that know it.",
        source: "profile: request.duration, request.automatic_duration",
        message: wording::out_of_range,
        help: |finding| {
            wording::below_or_above(finding, "Ask for a longer video.", "Ask for a shorter video, or for several.")
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(&seconds) = view.draft.duration.read() else {
        return;
    };
    let limits = &view.profile.request;
    if seconds == AUTOMATIC_DURATION && limits.automatic_duration {
        return;
    }
    let is_within = |seconds| limits.duration.place(Rational::from(seconds)) == Placement::Inside;
    if !u64::try_from(seconds).is_ok_and(is_within) {
        findings.push(findings.fails("duration", seconds).at("/duration").expecting_within(&limits.duration));
    }
}
