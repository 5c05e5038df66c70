//! `video/variable-frame-rate`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
use crate::model::{Expected, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/variable-frame-rate",
        severity: Severity::Note,
        summary: "Frames last differently long.",
        explanation: "\
The picture track's frames differ in duration by more than the rounding of its time scale. The frame rate that is judged is \
the mean.",
        source: "own: how the service reads a variable rate is not documented",
        message: |_| "the frame rate varies".to_owned(),
        help: |_| Cow::Borrowed("Encode it at a constant frame rate, to be certain of what is read."),
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
