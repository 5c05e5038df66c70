//! `video/variable-frame-rate`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/variable-frame-rate",
        severity: Severity::Note,
        summary: "Frame durations vary.",
        explanation: "\
The durations of the video track's frames vary by more than rounding, even without the first and the last. The average frame \
rate is judged.",
        source: RuleSource::Text("own: how the service reads a variable rate is not documented"),
        message: |_, language| say!(language, "frame durations vary"),
        help: |_, language| {
            say!(language, "Encode at a constant frame rate, so that every reader finds the same rate.")
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    match video.variable_frame_rate {
        Some(true) => findings
            .push(findings.fails("frame_durations", "variable").expecting(Expected::Exactly(Value::from("constant")))),
        Some(false) => {}
        None => findings.push(findings.undecided("frame_durations")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, passes, undecided, video};

    #[test]
    fn passes_and_fails() {
        let varying = |varies| video(|video| video.variable_frame_rate = varies);
        passes(varying(Some(false)));
        let variable = (Severity::Note, "frame_durations", Some(Value::from("variable")));
        assert_eq!(fails(&RULE, varying(Some(true))), variable);
        assert_eq!(undecided(&RULE, varying(None)), "frame_durations");
    }
}
