//! The sum of the durations of all assets of one kind.

use std::borrow::Cow;

use super::context::Findings;
use super::readings::{self, Side};
use super::view::{BoundAsset, RequestView};
use super::wording;
use crate::finding::{Finding, Outcome, Reading, Severity};
use crate::language::{Language, say};
use crate::model::{Media, MediaDuration, Rational, Value};
use crate::profile::{Bound, Placement};
use crate::request::MediaField;

const TOTAL: &str = "total_duration";

/// The quantity of the finding that only the audio of videos runs past the limit.
const AUDIO_TOTAL: &str = "total_audio_duration";

/// Judges the sum of the durations of a field's assets by `total`; `each` is the bound of a single one.
pub(super) fn judge(
    view: &RequestView<'_>,
    field: MediaField,
    each: &Bound,
    total: &Bound,
    findings: &mut Findings<'_>,
) {
    if !view.takes(field) {
        return;
    }
    let durations: Vec<_> = view.assets_of(field).map(Durations::of).collect();
    if is_for_the_rule_of_one(&durations, each) {
        return;
    }
    let unreadable = view.draft.media(field).read().is_some_and(|urls| urls.iter().any(Option::is_none));
    if let Some(finding) = finding(&durations, unreadable, field, total, findings) {
        findings.push(finding.at(field.pointer()).expecting_within(total));
    }
}

fn finding(
    durations: &[Durations],
    unreadable: bool,
    field: MediaField,
    total: &Bound,
    findings: &Findings<'_>,
) -> Option<Finding> {
    let (whole, is_complete) = sum(durations.iter().map(|durations| durations.whole));
    let (least, _) = sum(durations.iter().map(|durations| durations.least));
    let (most, _) = sum(durations.iter().map(|durations| durations.most));
    let (without_audio, is_known_without) = sum(durations.iter().map(|durations| durations.without_audio));
    let is_complete = is_complete && !unreadable;
    let side = |seconds| readings::side(total, findings.tolerance(), seconds);
    let fails = |quantity, severity| {
        Some(findings.fails(quantity, Value::Duration(MediaDuration::from(whole))).weighing(severity))
    };
    if !is_complete {
        // An unknown duration may still push a sum that is within the limit past it.
        return if side(least) == Side::Above {
            fails(TOTAL, Severity::Error)
        } else {
            Some(findings.undecided(TOTAL))
        };
    }
    let is_within = |seconds| total.place(seconds) == Placement::Inside;
    let is_within_band = |seconds| matches!(total.place(seconds), Placement::Inside | Placement::Observed);
    if is_known_without && is_within(without_audio) && !is_within(whole) && is_within_band(most) {
        return fails(AUDIO_TOTAL, Severity::Warning);
    }
    // As for a single one: an encoder's delay and padding, which are not played, may go past the limit within the band.
    if field == MediaField::Audios && is_within(least) && !is_within(most) && is_within_band(most) {
        return fails(TOTAL, Severity::Warning);
    }
    if side(least) != side(most) {
        let sums = [("least", least), ("greatest", most)];
        let listed = sums.map(|(by, sum)| Reading::new(by, MediaDuration::from(sum))).into();
        return Some(findings.undecided(TOTAL).reading(listed));
    }
    match (side(most), is_within(most)) {
        (_, true) => None,
        (Side::Inside, _) => fails(TOTAL, Severity::Warning),
        _ => fails(TOTAL, Severity::Error),
    }
}

pub(super) fn message(finding: &Finding, language: Language) -> Cow<'static, str> {
    match (finding.outcome, finding.quantity) {
        (Outcome::Undecided, _) if finding.readings.is_empty() => {
            wording::undecided(finding, language, say!(language, "the duration of each is needed"))
        }
        (Outcome::Undecided, _) => finding.contradiction(language),
        (_, AUDIO_TOTAL) => {
            let why = wording::out_of_range(finding, language);
            say!(language, "only the audio runs past the limit: {why}", why)
        }
        _ => wording::out_of_range(finding, language),
    }
}

pub(super) fn help(finding: &Finding, language: Language) -> Cow<'static, str> {
    match (finding.outcome, finding.quantity) {
        (Outcome::Undecided, _) if finding.readings.is_empty() => {
            say!(language, "Provide the files to inspect, or add up their durations.")
        }
        (Outcome::Undecided, _) => say!(language, "Remux the files whose headers and samples disagree."),
        (_, AUDIO_TOTAL) => say!(language, "Trim the audio of each to the length of its video track."),
        _ => say!(language, "Shorten some, or leave some out."),
    }
}

/// How long an asset is presented.
struct Durations {
    /// By the standard.
    whole: Option<Rational>,
    /// By the shortest reading, and by the longest.
    least: Option<Rational>,
    most: Option<Rational>,
    /// Without the audio tracks of a video.
    without_audio: Option<Rational>,
}

impl Durations {
    fn of(asset: &BoundAsset<'_>) -> Self {
        let seconds = |duration: Option<MediaDuration>| duration.map(MediaDuration::seconds);
        match asset.facts().map(|facts| &facts.media) {
            Some(Media::Video(video)) if asset.field == MediaField::Videos => {
                let readings = readings::of_video(video);
                let all = || readings.iter().map(|reading| reading.duration.seconds());
                let without_audio = seconds(video.duration_without_audio);
                Self { whole: all().next(), least: all().min(), most: all().max(), without_audio }
            }
            Some(Media::Audio(audio)) if asset.field == MediaField::Audios => {
                let whole = seconds(audio.duration);
                let other = whole.and(seconds(audio.played_duration)).or(whole);
                Self { whole, least: whole.min(other), most: whole.max(other), without_audio: None }
            }
            _ => Self { whole: None, least: None, most: None, without_audio: None },
        }
    }
}

/// Of one asset, the rule on its own duration has said what there is to say, unless that is more lenient.
fn is_for_the_rule_of_one(durations: &[Durations], each: &Bound) -> bool {
    let is_inside = |seconds| each.place(seconds) == Placement::Inside;
    match durations {
        [] => true,
        [one] => !(one.least.is_some_and(is_inside) && one.most.is_some_and(is_inside)),
        _ => false,
    }
}

/// The sum of those that are known, and whether that is all. A sum whose terms do not fit 64 bits leaves out the
/// duration that it would need them for, and so stays exact for the rest.
fn sum(durations: impl Iterator<Item = Option<Rational>>) -> (Rational, bool) {
    durations.fold((Rational::from(0_u32), true), |(sum, is_complete), duration| {
        match duration.and_then(|duration| sum.checked_add(duration)) {
            Some(sum) => (sum, is_complete),
            None => (sum, false),
        }
    })
}
