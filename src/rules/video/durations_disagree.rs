//! `video/durations-disagree`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::profile::Limit;
use crate::rules::context::{Asset, Findings};
use crate::rules::readings;
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/durations-disagree",
        severity: Severity::Warning,
        summary: "The file's own readings of its duration differ.",
        explanation: "\
The movie header, the track and media headers, and the samples imply durations that differ by more than the profile's \
tolerance, although all lie on the same side of every limit. Players and services then show different lengths. Readings on \
different sides of a limit make `video/duration-out-of-range` undecided instead.",
        source: RuleSource::Profile(&[Limit::VideoAgreement]),
        message: |finding, language| {
            say!(language, "durations differ: {readings}", readings = wording::readings(finding, language))
        },
        help: |_, language| say!(language, "Remux the file, so that its headers agree with its samples."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else { return };
    let limits = &asset.profile.video;
    let readings = readings::of_video(video);
    let seconds = || readings.iter().map(|reading| reading.duration.seconds());
    let (Some(first), Some(least), Some(most)) = (readings.first(), seconds().min(), seconds().max()) else { return };
    let side = |value| readings::side(&limits.duration, asset.tolerance, value);
    let differ =
        limits.agreement.seconds().and_then(|tolerance| least.checked_add(tolerance)).is_some_and(|alike| most > alike);
    if differ && seconds().all(|value| side(value) == side(least)) {
        let finding = findings.fails("duration", first.duration).by(&limits.agreement.source);
        findings.push(finding.in_unit(limits.duration.unit).reading(readings::listed(&readings)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MediaDuration, Value};
    use crate::rules::examples::{Example, fails, fails_among_others, passes, video};

    fn lasting(tracks: u64, container: u64) -> Example {
        video(|video| {
            video.duration = MediaDuration::new(tracks, 1000);
            video.container_duration = MediaDuration::new(container, 1000);
        })
    }

    #[test]
    fn passes_and_fails() {
        passes(lasting(4000, 4050));
        passes(lasting(4000, 4100));
        passes(lasting(4000, 3900));
        let four = MediaDuration::new(4000, 1000).map(Value::Duration);
        for container in [4101, 4500, 3899, 14_000] {
            assert_eq!(fails(&RULE, lasting(4000, container)), (Severity::Warning, "duration", four.clone()));
        }
        let long = fails_among_others(&RULE, lasting(20_000, 16_000));
        assert_eq!(long.0, Severity::Warning);
    }
}
