//! `request/audio-total-duration`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::profile::Limit;
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::total;
use crate::rules::view::RequestView;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/audio-total-duration",
        severity: Severity::Error,
        summary: "The audio files together are too long.",
        explanation: "\
The exact sum of the durations of all audio files must be within the profile's limit. If the duration of one is unknown, the sum \
is undecided, unless the others are already too long. A single file is a matter of `audio/duration-out-of-range`. \
Between the documented limit and the observed band the tolerance decides.",
        source: RuleSource::Profile(&[Limit::AudioTotalDuration]),
        message: total::message,
        help: |finding, language| total::help(finding, language),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let limits = view.profile;
    total::judge(view, MediaField::Audios, &limits.audio.duration, &limits.request.audio_total_duration, findings);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference, seconds, urls};

    #[test]
    fn passes_and_fails() {
        let audios = |names: &[&str]| reference(json!({"audio_urls": urls(names)}));
        let said = ("/audio_urls", "error", seconds(16, 1), json!({"max": 15}));
        fails(&RULE, &audios(&["5.wav", "5-b.wav", "6.wav"]), said);
        passes(&audios(&["5.wav", "5-b.wav", "5-c.wav"]));
    }

    /// As for a single file: delay and padding that are not played may pass the limit within the observed band.
    #[test]
    fn what_plays_is_summed_too() {
        let audios = |names: &[&str]| reference(json!({"audio_urls": urls(names)}));
        let said = |severity, num, den| ("/audio_urls", severity, seconds(num, den), json!({"max": 15}));
        fails(&RULE, &audios(&["505_100p5.wav", "10.wav"]), said("warning", 301, 20));
        fails(&RULE, &audios(&["76_10p75_10.wav", "76_10p75_10-b.wav"]), said("warning", 76, 5));
        passes(&audios(&["505_100p5.wav", "99_10.wav"]));
        passes(&audios(&["75_10p74_10.wav", "75_10p74_10-b.wav"]));
        fails(&RULE, &audios(&["51_10p5.wav", "101_10.wav"]), said("error", 76, 5));
        fails(
            &RULE,
            &audios(&["53_10p5.wav", "10.wav"]),
            ("/audio_urls", "undecided", json!(null), json!({"max": 15})),
        );
    }
}
