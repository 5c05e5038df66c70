//! `video/duration-out-of-range`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
use crate::model::{MediaDuration, Value};
use crate::profile::Placement;
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/duration-out-of-range",
        severity: Severity::Error,
        summary: "The video is too short or too long.",
        explanation: "\
The movie's presentation: its longest track, edit lists applied, as an exact fraction of seconds, within the profile's range; \
both ends are inside. Where only the sound runs past an end and the picture's own track does not, it is a warning, since the \
padding of AAC does this to many a clip that is cut to an end. Between the documented range and the observed band the tolerance decides.",
        source: "profile: video.duration",
        message: |finding| match finding.quantity {
            SOUND_DURATION => format!("only the sound runs past an end: {}", wording::out_of_range(finding)),
            _ => wording::out_of_range(finding),
        },
        help: |finding| match finding.quantity {
            SOUND_DURATION => Cow::Borrowed("Cut the sound to the length of the picture."),
            _ => wording::below_or_above(
                finding,
                "Take a longer clip, or slow it down.",
                "Trim it; picture and sound both.",
            ),
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else {
        return;
    };
    let bound = &asset.profile.video.duration;
    let inside = |duration: MediaDuration| bound.place(duration.seconds()) == Placement::Inside;
    match (video.duration, video.video_duration) {
        (Some(movie), Some(picture)) if !inside(movie) && inside(picture) => {
            let finding = findings.fails(SOUND_DURATION, movie).weighing(Severity::Warning);
            findings.push(finding.expecting_within(bound));
        }
        (movie, _) => {
            findings.within(bound, "duration", movie.map(MediaDuration::seconds), |seconds| {
                movie.map_or(Value::Fraction(seconds), Value::Duration)
            });
        }
    }
}

/// The quantity of the finding that only the sound runs past an end.
const SOUND_DURATION: &str = "sound_duration";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        let lasting = |ms, video_ms| {
            video(|video| {
                video.duration = MediaDuration::new(ms, 1000);
                video.video_duration = MediaDuration::new(video_ms, 1000);
            })
        };
        let duration = |ms| MediaDuration::new(ms, 1000).map(Value::Duration);
        passes(lasting(15_000, 15_000));
        assert_eq!(fails(&RULE, lasting(15_100, 15_100)), (Severity::Error, "duration", duration(15_100)));
        let padded = fails(&RULE, lasting(15_023, 15_000));
        assert_eq!((padded.0, padded.2), (Severity::Warning, duration(15_023)), "only the audio runs long");
    }
}
