//! `video/frame-rates-disagree`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::profile::Limit;
use crate::rules::context::{Asset, Findings};
use crate::rules::rates::{self, Rates};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/frame-rates-disagree",
        severity: Severity::Note,
        summary: "The nominal frame rate is accepted; the average is just outside the limit.",
        explanation: "\
All frames but the first and the last have the same duration, and that rate is within the profile's range. The average over \
the whole track is outside by no more than the profile's tolerance: one odd frame is enough, and the clips of this very \
service have one. The video passes.",
        source: RuleSource::Profile(&[Limit::VideoAgreement]),
        message: |finding, language| {
            say!(language, "frame rates differ: {readings}", readings = wording::readings(finding, language))
        },
        help: |_, language| {
            say!(language, "Encode at a constant frame rate, so that every reader finds the same rate.")
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else { return };
    let limits = &asset.profile.video;
    if let Rates::NearlyOutside { nominal, average } = rates::of_video(video, limits, asset.tolerance) {
        let finding = findings.fails("frame_rate", average).by(&limits.agreement.source);
        findings.push(finding.in_unit(limits.fps.unit).reading(rates::listed(nominal, average)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Rational, Value};
    use crate::rules::examples::{Example, fails, passes, video};

    fn rates(nominal: u64, average: (u64, u64)) -> Example {
        video(|video| {
            video.nominal_fps = Some(Rational::from(nominal));
            video.fps = Rational::new(average.0, average.1);
        })
    }

    #[test]
    fn passes_and_fails() {
        passes(rates(24, (24, 1)));
        passes(rates(24, (25, 1)));
        passes(rates(60, (58, 1)));
        for (nominal, average) in [(24, (23_999, 1000)), (24, (2376, 100)), (60, (6002, 100)), (60, (606, 10))] {
            let actual = Rational::new(average.0, average.1).map(Value::Fraction);
            assert_eq!(fails(&RULE, rates(nominal, average)), (Severity::Note, "frame_rate", actual));
        }
    }
}
