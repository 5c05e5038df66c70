//! `request/duration-out-of-range`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Rational, Unit, Value};
use crate::profile::{Limit, Placement, Profile};
use crate::request::AUTOMATIC_DURATION;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/duration-out-of-range",
        severity: Severity::Error,
        summary: "`duration` is too short or too long.",
        explanation: "\
`duration` in whole seconds must be within the profile's range; both ends are inside. -1, which lets the model choose, \
is accepted by later revisions only, and is the only value for its model that edits videos.",
        source: RuleSource::Profile(&[Limit::RequestDuration, Limit::AutomaticDuration]),
        message: wording::out_of_range,
        help: |finding, language| match &finding.actual {
            Some(Value::Negative(AUTOMATIC_DURATION)) => {
                let accepting = Profile::all().into_iter().find(|profile| profile.request.automatic_duration);
                let accepting = accepting.map(|profile| profile.name).unwrap_or_default();
                say!(
                    language,
                    "Ask for a number of seconds: -1, which lets the model choose, is accepted by `{accepting}` only.",
                    accepting
                )
            }
            _ if finding.expected == Some(Expected::Exactly(Value::Negative(AUTOMATIC_DURATION))) => {
                say!(language, "Write -1: the length is that of the video that is edited.")
            }
            _ => {
                let (below, above) = (
                    say!(language, "Ask for a longer video."),
                    say!(language, "Ask for a shorter video, or for several."),
                );
                wording::below_or_above(finding, language, below, above)
            }
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
    if view.model.is_some_and(|model| model.only_automatic_duration) {
        let expected = Expected::Exactly(Value::Negative(AUTOMATIC_DURATION));
        findings.push(findings.fails("duration", seconds).at("/duration").expecting(expected).in_unit(Unit::Seconds));
        return;
    }
    let is_within = |seconds| limits.duration.place(Rational::from(seconds)) == Placement::Inside;
    if !u64::try_from(seconds).is_ok_and(is_within) {
        findings.push(findings.fails("duration", seconds).at("/duration").expecting_within(&limits.duration));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, text};

    #[test]
    fn passes_and_fails() {
        let duration = |seconds: i64| text(json!({"duration": seconds}));
        for seconds in [-1, 3, 16] {
            let said = ("/duration", "error", json!(seconds), json!({"min": 4, "max": 15}));
            fails(&RULE, &duration(seconds), said);
        }
        for seconds in [4, 8, 15] {
            passes(&duration(seconds));
        }
    }
}
