//! `video/fps-out-of-range`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::Value;
use crate::profile::Limit;
use crate::rules::context::{Asset, Findings};
use crate::rules::rates::{self, Rates};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/fps-out-of-range",
        severity: Severity::Error,
        summary: "The frame rate is too low or too high.",
        explanation: "\
The frame rate must be within the profile's range, as an exact fraction; both ends are inside. 24000/1001 is below 24 and is \
refused. If all frames but the first and the last have the same duration, that nominal rate is judged; if the average over the \
whole track is further outside the range than the profile tolerates, the rule is undecided. If the rate varies, the average is \
judged.",
        source: RuleSource::Profile(&[Limit::VideoFps]),
        message: wording::out_of_range,
        help: |finding, language| {
            say!(
                language,
                "Encode at a constant rate of {expected} fps.",
                expected = wording::expected(finding, language)
            )
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else { return };
    let limits = &asset.profile.video;
    let rate = match rates::of_video(video, limits, asset.tolerance) {
        Rates::Unknown => None,
        Rates::Decided(rate) | Rates::NearlyOutside { nominal: rate, .. } => Some(rate),
        Rates::Disagree { nominal, average } => {
            let finding = findings.undecided("frame_rate").expecting_within(&limits.fps);
            return findings.push(finding.reading(rates::listed(nominal, average)));
        }
    };
    findings.within(&limits.fps, "frame_rate", rate, Value::Fraction);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rational;
    use crate::rules::examples::{Example, fails, passes, undecided, video};

    fn rates(nominal: Option<(u64, u64)>, average: (u64, u64)) -> Example {
        video(|video| {
            video.nominal_fps = nominal.and_then(|(num, den)| Rational::new(num, den));
            video.fps = Rational::new(average.0, average.1);
        })
    }

    #[test]
    fn passes_and_fails() {
        let film = (24_000, 1001);
        let refused = (Severity::Error, "frame_rate", Rational::new(24_000, 1001).map(Value::Fraction));
        passes(rates(None, (24, 1)));
        assert_eq!(fails(&RULE, rates(None, film)), refused);
        // A tail without duration lifts the average, not the nominal rate.
        assert_eq!(fails(&RULE, rates(Some(film), (2475, 100))), refused);
        assert_eq!(fails(&RULE, rates(Some(film), film)), refused);
        assert_eq!(undecided(&RULE, video(|video| (video.fps, video.nominal_fps) = (None, None))), "frame_rate");
        for (nominal, average) in [(24, (194, 10)), (24, (23_759, 1000)), (60, (60_601, 1000)), (60, (120, 1))] {
            assert_eq!(undecided(&RULE, rates(Some((nominal, 1)), average)), "frame_rate", "{average:?}");
        }
    }
}
