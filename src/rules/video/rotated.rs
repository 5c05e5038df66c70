//! `video/rotated`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Unit, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/rotated",
        severity: Severity::Note,
        summary: "The video is stored rotated, and displayed by its display matrix.",
        explanation: "\
The track's display matrix rotates the video by 90, 180 or 270 degrees. Readers that ignore it show a different picture; \
with a quarter turn, `adaptive` and cropping use the other sides.",
        source: RuleSource::Text("own: whether the service applies the matrix is not documented"),
        message: |finding, language| {
            say!(language, "rotation is {actual} degrees; expected 0", actual = wording::actual(finding, language))
        },
        help: |_, language| {
            say!(language, "Apply the rotation to the frames, so that every reader shows the same video.")
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    let finding = match video.rotation {
        Some(0) => return,
        Some(degrees) => findings.fails("rotation", u64::from(degrees)),
        None => findings.undecided("rotation"),
    };
    findings.push(finding.expecting(Expected::Exactly(Value::Integer(0))).in_unit(Unit::Degrees));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        let turned = |degrees| video(|video| video.rotation = degrees);
        passes(turned(Some(0)));
        assert_eq!(fails(&RULE, turned(Some(90))), (Severity::Note, "rotation", Some(Value::Integer(90))));
    }
}
