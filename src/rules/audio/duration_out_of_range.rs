//! `audio/duration-out-of-range`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{AudioFacts, MediaDuration, Value};
use crate::profile::{Bound, Limit, Placement};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "audio/duration-out-of-range",
        severity: Severity::Error,
        summary: "The audio is too short or too long.",
        explanation: "\
How long the file plays, as an exact fraction of seconds, within the profile's range; both ends are inside. Between the \
documented range and the observed band the tolerance decides.

An MP3 has two readings: all of its frames, and what plays without the encoder's delay and padding. If only one of them is \
within the range, it is a warning if the other is within the observed band, and undecided if it is not.",
        source: RuleSource::Profile(&[Limit::AudioDuration]),
        message: |finding, language| match finding.quantity {
            PADDED => {
                let why = wording::out_of_range(finding, language);
                say!(language, "with the encoder's padding, the {why}", why)
            }
            PLAYED => {
                let why = wording::out_of_range(finding, language);
                say!(language, "without the encoder's padding, the {why}", why)
            }
            _ => wording::out_of_range(finding, language),
        },
        help: |finding, language| {
            let (below, above) = (say!(language, "Use a longer clip, or repeat it."), say!(language, "Trim it."));
            wording::below_or_above(finding, language, below, above)
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Audio, evaluate),
};

/// The quantity if only the reading with the encoder's delay and padding is outside.
const PADDED: &str = "padded_duration";
/// The quantity if only the reading without them is outside.
const PLAYED: &str = "played_duration";

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(audio) = asset.facts.audio() else {
        return;
    };
    let bound = &asset.profile.audio.duration;
    match outside_reading(audio, bound) {
        Some((quantity, duration)) if bound.place(duration.seconds()) == Placement::Observed => {
            let finding = findings.fails(quantity, duration).weighing(Severity::Warning);
            findings.push(finding.expecting_within(bound));
        }
        Some((quantity, duration)) => {
            let mut finding = findings.undecided(quantity);
            finding.actual = Some(Value::Duration(duration));
            findings.push(finding.expecting_within(bound));
        }
        None => {
            let duration = audio.duration;
            findings.within(bound, "duration", duration.map(MediaDuration::seconds), |seconds| {
                duration.map_or(Value::Fraction(seconds), Value::Duration)
            });
        }
    }
}

/// The one of two readings that is outside the range, if the other is inside.
fn outside_reading(audio: &AudioFacts, bound: &Bound) -> Option<(&'static str, MediaDuration)> {
    let (padded, played) = (audio.duration?, audio.played_duration?);
    let inside =
        |reading: MediaDuration| matches!(bound.place(reading.seconds()), Placement::Inside | Placement::AtDisputedEnd);
    match (inside(padded), inside(played)) {
        (false, true) => Some((PADDED, padded)),
        (true, false) => Some((PLAYED, played)),
        _ => None,
    }
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

    #[test]
    fn one_of_two_readings_outside_is_a_warning_within_the_observed_band() {
        let reading = |ms| MediaDuration::new(ms, 1000);
        let lasting = |padded, played| {
            audio(|audio| (audio.duration, audio.played_duration) = (reading(padded), reading(played)))
        };
        let warning = |quantity, ms| (Severity::Warning, quantity, reading(ms).map(Value::Duration));
        passes(lasting(2063, 2000));
        passes(lasting(15_000, 14_900));
        assert_eq!(fails(&RULE, lasting(15_046, 15_000)), warning(PADDED, 15_046));
        assert_eq!(fails(&RULE, lasting(15_200, 15_000)), warning(PADDED, 15_200));
        assert_eq!(fails(&RULE, lasting(2011, 1970)), warning(PLAYED, 1970));
        assert_eq!(undecided(&RULE, lasting(15_300, 15_000)), PADDED);
        assert_eq!(undecided(&RULE, lasting(2011, 1700)), PLAYED);
        for (padded, played) in [(15_360, 15_300), (15_100, 15_010), (1990, 1950)] {
            let error = (Severity::Error, "duration", reading(padded).map(Value::Duration));
            assert_eq!(fails(&RULE, lasting(padded, played)), error);
        }
    }
}
