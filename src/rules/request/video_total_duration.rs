//! `request/video-total-duration`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::profile::Limit;
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::total;
use crate::rules::view::RequestView;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/video-total-duration",
        severity: Severity::Error,
        summary: "The videos together are too long.",
        explanation: "\
The exact sum of the durations of all videos must be within the profile's limit. If the duration of one is unknown, the sum \
is undecided, unless the others are already too long. A single file is a matter of `video/duration-out-of-range`. \
Between the documented limit and the observed band the tolerance decides.",
        source: RuleSource::Profile(&[Limit::VideoTotalDuration]),
        message: total::message,
        help: |finding, language| total::help(finding, language),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let limits = view.profile;
    total::judge(view, MediaField::Videos, &limits.video.duration, &limits.request.video_total_duration, findings);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference, seconds, urls};

    #[test]
    fn passes_and_fails() {
        let videos = |names: &[&str]| reference(json!({"video_urls": urls(names)}));
        let said = |severity, num, den| ("/video_urls", severity, seconds(num, den), json!({"max": 15}));
        fails(&RULE, &videos(&["8.mp4", "7001_1000.mp4"]), said("error", 15_001, 1000));
        passes(&videos(&["8.mp4", "7.mp4"]));
        let uneven = videos(&["5.mp4", "15015_3003.mp4", "150151_30030.mp4"]);
        fails(&RULE, &uneven, said("error", 450_451, 30_030));
        passes(&videos(&["5.mp4", "15015_3003.mp4", "150150_30030.mp4"]));
        // Only the audio runs past: a warning within the observed band.
        fails(&RULE, &videos(&["111_10a.mp4", "4.mp4"]), said("warning", 151, 10));
        fails(&RULE, &videos(&["12a.mp4", "4.mp4"]), said("error", 16, 1));
        passes(&videos(&["11a.mp4", "4.mp4"]));
    }
}
