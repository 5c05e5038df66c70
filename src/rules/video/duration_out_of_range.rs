//! `video/duration-out-of-range`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::language::{Language, say};
use crate::model::{DurationReading, Value, VideoFacts};
use crate::profile::{Bound, Limit, Placement};
use crate::rules::context::{Asset, Findings};
use crate::rules::readings::{self, Side};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "video/duration-out-of-range",
        severity: Severity::Error,
        summary: "The video is too short or too long.",
        explanation: "\
The presentation must last within the profile's range; both ends are inside, and values are exact fractions. Services read \
either what the movie header states or where the tracks end, so every reading that the file offers is judged: if they lie on \
different sides of a limit, the rule is undecided and lists them. If only audio tracks run past the end, and stay within the \
observed band, it is a warning, since AAC padding does this to many a clip that is cut to the limit. Between the documented \
range and the observed band the tolerance decides.",
        source: RuleSource::Profile(&[Limit::VideoDuration]),
        message,
        help,
        words_undecided: false,
    },
    check: Check::Asset(Scope::Picture, evaluate),
};

/// The quantity of the finding that only audio runs past the end.
const AUDIO_DURATION: &str = "audio_duration";

fn message(finding: &Finding, language: Language) -> Cow<'static, str> {
    match finding.quantity {
        AUDIO_DURATION => {
            let why = wording::out_of_range(finding, language);
            say!(language, "only the audio runs past the end: {why}", why)
        }
        _ => wording::out_of_range(finding, language),
    }
}

fn help(finding: &Finding, language: Language) -> Cow<'static, str> {
    match finding.quantity {
        AUDIO_DURATION => say!(language, "Trim the audio to the length of the video track."),
        _ => {
            let below = say!(language, "Use a longer clip, or slow it down.");
            wording::below_or_above(finding, language, below, say!(language, "Trim video and audio."))
        }
    }
}

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(video) = asset.facts.video() else { return };
    let bound = &asset.profile.video.duration;
    let readings = readings::of_video(video);
    let side = |reading: &DurationReading| readings::side(bound, asset.tolerance, reading.duration.seconds());
    let Some(first) = readings.first() else {
        return findings.push(findings.undecided("duration").expecting_within(bound));
    };
    let listed = || if readings.len() > 1 { readings::listed(&readings) } else { Vec::new() };
    // The reading by the standard, or another that only a tolerance accepts.
    let is_inside = |reading: &&DurationReading| bound.place(reading.duration.seconds()) == Placement::Inside;
    let actual = readings.iter().find(|reading| !is_inside(reading)).unwrap_or(first).duration;
    if is_audio_only(video, &readings, bound) {
        let finding = findings.fails(AUDIO_DURATION, actual).weighing(Severity::Warning);
        findings.push(finding.expecting_within(bound).reading(listed()));
    } else if readings.iter().any(|reading| side(reading) != side(first)) {
        findings.push(findings.undecided("duration").expecting_within(bound).reading(listed()));
    } else {
        let actual = if side(first) == Side::Inside { actual } else { first.duration };
        let finding = findings.judged(bound, "duration", Some(actual.seconds()), |_| Value::Duration(actual));
        finding.into_iter().for_each(|finding| findings.push(finding.reading(listed())));
    }
}

/// Whether only audio tracks run past the end of the range, and no reading leaves the observed band.
fn is_audio_only(video: &VideoFacts, readings: &[DurationReading], bound: &Bound) -> bool {
    let is_past_end =
        |reading: &DurationReading| bound.documented.max.is_some_and(|max| reading.duration.seconds() > max);
    let is_tolerable = |reading: &DurationReading| {
        let place = bound.place(reading.duration.seconds());
        place == Placement::Inside || (place == Placement::Observed && is_past_end(reading))
    };
    let rest_fits = video.duration_without_audio.is_some_and(|rest| bound.place(rest.seconds()) == Placement::Inside);
    let has_audio = video.audio_tracks.is_some_and(|tracks| tracks > 0);
    has_audio && rest_fits && readings.first().is_some_and(is_past_end) && readings.iter().all(is_tolerable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MediaDuration, ReadingSource};
    use crate::rules::examples::{Example, fails, passes, undecided, video};

    fn milliseconds(count: u64) -> Option<MediaDuration> {
        MediaDuration::new(count, 1000)
    }

    /// A video whose tracks, movie header and tracks other than audio last so many milliseconds.
    fn lasting(tracks: u64, container: u64, without_audio: u64) -> Example {
        video(|video| {
            video.duration = milliseconds(tracks);
            video.streams_duration = milliseconds(tracks);
            video.container_duration = milliseconds(container);
            video.duration_without_audio = milliseconds(without_audio);
        })
    }

    fn found(example: Example) -> (Severity, &'static str, Option<Value>) {
        fails(&RULE, example)
    }

    #[test]
    fn passes_and_fails() {
        let error = |ms| (Severity::Error, "duration", milliseconds(ms).map(Value::Duration));
        passes(lasting(15_000, 15_000, 15_000));
        passes(lasting(2000, 2000, 2000));
        assert_eq!(found(lasting(15_100, 15_100, 15_100)), error(15_100));
        assert_eq!(found(lasting(1999, 1999, 1999)), error(1999));
        assert_eq!(undecided(&RULE, video(|video| video.duration = None)), "duration");
    }

    #[test]
    fn only_audio_past_the_end_is_a_warning_within_the_band() {
        let warning = |ms| (Severity::Warning, AUDIO_DURATION, milliseconds(ms).map(Value::Duration));
        assert_eq!(found(lasting(15_023, 15_023, 15_000)), warning(15_023));
        assert_eq!(found(lasting(15_200, 15_200, 14_000)), warning(15_200));
        // A header that does not count the padding is read within the range.
        assert_eq!(found(lasting(15_023, 15_000, 15_000)), warning(15_023));
        for (tracks, without_audio) in [(15_201, 15_000), (300_000, 5000), (15_100, 15_001), (15_100, 1999)] {
            assert_eq!(found(lasting(tracks, tracks, without_audio)).0, Severity::Error, "{tracks} {without_audio}");
        }
        let silent = lasting(15_100, 15_100, 4000).with(|facts| {
            if let crate::model::Media::Video(video) = &mut facts.media {
                (video.audio_tracks, video.audio_codec) = (Some(0), None);
            }
        });
        assert_eq!(found(silent).0, Severity::Error);
    }

    #[test]
    fn readings_on_different_sides_of_a_limit_are_undecided() {
        for (tracks, container) in
            [(4000, 15_500), (4000, 60_000), (60_000, 4000), (1000, 4000), (4000, 133), (1000, 60_000)]
        {
            assert_eq!(undecided(&RULE, lasting(tracks, container, tracks)), "duration", "{tracks} {container}");
        }
        for by in [ReadingSource::MediaHeaders, ReadingSource::TrackHeaders, ReadingSource::TimeLine] {
            let other =
                video(|video| video.other_durations = vec![DurationReading::new(by, MediaDuration::from_seconds(60))]);
            assert_eq!(undecided(&RULE, other), "duration");
        }
        let hidden = video(|video| video.video_duration = milliseconds(0));
        assert_eq!(undecided(&RULE, hidden), "duration");
        // Rounding to the header's ticks is not a separate reading; a header that counts whole seconds is.
        passes(video(|video| {
            (video.duration, video.container_duration) = (MediaDuration::new(449_999, 30_000), milliseconds(15_000))
        }));
        passes(video(|video| {
            (video.duration, video.container_duration) = (milliseconds(15_000), milliseconds(15_001))
        }));
        let coarse = lasting(15_050, 15_000, 15_050).with(|facts| {
            if let crate::model::Media::Video(video) = &mut facts.media {
                video.container_duration = Some(MediaDuration::from_seconds(15));
            }
        });
        assert_eq!(undecided(&RULE, coarse), "duration");
    }
}
