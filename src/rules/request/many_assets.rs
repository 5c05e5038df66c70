//! `request/many-assets`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::Rational;
use crate::profile::{Limit, Placement};
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/many-assets",
        severity: Severity::Warning,
        summary: "Another client refuses this many assets.",
        explanation: "\
The number of images, videos and audio files together. The reference limits each kind separately; another client of \
the same model refuses more than this in total.",
        source: RuleSource::Profile(&[Limit::Assets]),
        message: wording::count_out_of_range,
        help: |_, language| say!(language, "Keep the most important assets."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(bound) = &view.profile.request.assets else {
        return;
    };
    let taken = |field: &MediaField| view.limits.is_some_and(|limits| field.limit(limits).max > 0);
    let counts = MediaField::ALL.into_iter().filter(taken).filter_map(|field| view.draft.count(field));
    let count: u64 = counts.sum();
    if bound.place(Rational::from(count)) == Placement::Outside {
        findings.push(findings.fails("assets", count).expecting_within(bound));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference, urls};

    #[test]
    fn passes_and_fails() {
        let with_audios = |audios: &[&str]| {
            let images: Vec<_> = (0..9).map(|index| format!("1280x720-{index}.png")).collect();
            let images: Vec<_> = images.iter().map(String::as_str).collect();
            let videos = urls(&["3-a.mp4", "3-b.mp4", "3-c.mp4"]);
            reference(json!({"image_urls": urls(&images), "video_urls": videos, "audio_urls": urls(audios)}))
        };
        fails(&RULE, &with_audios(&["3.wav"]), ("", "warning", json!(13), json!({"max": 12})));
        passes(&with_audios(&[]));
    }
}
