//! `audio/duration-out-of-range`

use crate::finding::{RuleInfo, Severity};
use crate::model::{MediaDuration, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "audio/duration-out-of-range",
        severity: Severity::Error,
        summary: "The sound is too short or too long.",
        explanation: "\
How long the file plays, as an exact fraction of seconds, within the profile's range; both ends are inside. Between the \
documented range and the observed band the tolerance decides.",
        source: "profile: audio.duration",
        message: wording::out_of_range,
        help: |finding| wording::below_or_above(finding, "Take a longer clip, or repeat it.", "Trim it."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Audio, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(audio) = asset.facts.audio() else {
        return;
    };
    let duration = audio.duration;
    findings.within(&asset.profile.audio.duration, "duration", duration.map(MediaDuration::seconds), |seconds| {
        duration.map_or(Value::Fraction(seconds), Value::Duration)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{audio, fails, passes, undecided};

    #[test]
    fn passes_and_fails() {
        let lasting = |ms| audio(|audio| audio.duration = MediaDuration::new(ms, 1000));
        passes(lasting(2000));
        let actual = MediaDuration::new(1999, 1000).map(Value::Duration);
        assert_eq!(fails(&RULE, lasting(1999)), (Severity::Error, "duration", actual));
        assert_eq!(undecided(&RULE, audio(|audio| audio.duration = None)), "duration");
    }
}
