//! `request/video-total-duration`

use crate::finding::{RuleInfo, Severity};
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::total;
use crate::rules::view::RequestView;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/video-total-duration",
        severity: Severity::Error,
        summary: "All videos together are too long.",
        explanation: "\
The exact sum of the durations of all videos, within the profile's limit. Where only the sounds of the videos run past \
it and the pictures' own tracks do not, it is a warning. Where the duration of one is not known, the sum is undecided, \
unless the others alone are too long. One video alone is the matter of `video/duration-out-of-range`. Between the \
documented limit and the observed band the tolerance decides.",
        source: "profile: request.video_total_duration",
        message: total::message,
        help: |finding| total::help(finding),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let limits = view.profile;
    total::judge(view, MediaField::Videos, &limits.video.duration, &limits.request.video_total_duration, findings);
}
