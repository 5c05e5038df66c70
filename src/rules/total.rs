//! The sum of the durations of all assets of one kind.

use std::borrow::Cow;

use super::context::Findings;
use super::view::{BoundAsset, RequestView};
use super::wording;
use crate::finding::{Finding, Outcome, Severity};
use crate::model::{Media, MediaDuration, Rational, Value};
use crate::profile::Tolerance;
use crate::profile::{Bound, Placement};
use crate::request::MediaField;

/// Judges the sum of the durations of a field's assets by `total`; `each` is the bound of one alone.
pub(super) fn judge(
    view: &RequestView<'_>,
    field: MediaField,
    each: &Bound,
    total: &Bound,
    findings: &mut Findings<'_>,
) {
    let durations: Vec<_> = view.assets_of(field).map(durations).collect();
    let unreadable = view.draft.media(field).read().is_some_and(|urls| urls.iter().any(Option::is_none));
    if !view.takes(field) || is_for_the_rule_of_one(&durations, each) {
        return;
    }
    let (sum, is_complete) = sum(durations.iter().map(|durations| durations.whole));
    let (pictures, has_all_pictures) = self::sum(durations.iter().map(|durations| durations.picture));
    let is_complete = is_complete && !unreadable;
    let finding = match (total.place(sum), is_complete) {
        (Placement::Inside | Placement::AtDisputedEnd, true) => return,
        (Placement::Inside | Placement::AtDisputedEnd, false) => findings.undecided(TOTAL),
        // More may still come to what is only a warning so far.
        (Placement::Observed, false) if findings.tolerance() == Tolerance::Observed => findings.undecided(TOTAL),
        (place, _) => {
            let pictures_fit = has_all_pictures && total.place(pictures) == Placement::Inside;
            let is_observed = place == Placement::Observed && findings.tolerance() == Tolerance::Observed;
            let quantity = if pictures_fit && is_complete { SOUND_TOTAL } else { TOTAL };
            let severity = if quantity == SOUND_TOTAL || is_observed { Severity::Warning } else { Severity::Error };
            findings.fails(quantity, Value::Duration(MediaDuration::from(sum))).weighing(severity)
        }
    };
    findings.push(finding.at(field.pointer()).expecting_within(total));
}

pub(super) fn message(finding: &Finding) -> String {
    match (finding.outcome, finding.quantity) {
        (Outcome::Undecided, _) => wording::undecided(finding, "the duration of each is needed"),
        (_, SOUND_TOTAL) => format!("only the sound runs past the end: {}", wording::out_of_range(finding)),
        _ => wording::out_of_range(finding),
    }
}

pub(super) fn help(finding: &Finding) -> Cow<'static, str> {
    Cow::Borrowed(match (finding.outcome, finding.quantity) {
        (Outcome::Undecided, _) => "Give the files to inspect, or add up their durations.",
        (_, SOUND_TOTAL) => "Cut each sound to the length of its picture.",
        _ => "Shorten some, or leave some out.",
    })
}

const TOTAL: &str = "total_duration";

/// The quantity of the finding that only the sounds of videos run past the end.
const SOUND_TOTAL: &str = "total_sound_duration";

/// How long an asset plays, and how long its picture alone.
struct Durations {
    whole: Option<Rational>,
    picture: Option<Rational>,
}

fn durations(asset: &BoundAsset<'_>) -> Durations {
    let seconds = |duration: Option<MediaDuration>| duration.map(MediaDuration::seconds);
    match asset.facts().map(|facts| &facts.media) {
        Some(Media::Video(video)) if asset.field == MediaField::Videos => {
            Durations { whole: seconds(video.duration), picture: seconds(video.video_duration) }
        }
        Some(Media::Audio(audio)) if asset.field == MediaField::Audios => {
            Durations { whole: seconds(audio.duration), picture: None }
        }
        _ => Durations { whole: None, picture: None },
    }
}

/// Of one asset, the rule on its own duration has said what there is to say, unless that is more lenient.
fn is_for_the_rule_of_one(durations: &[Durations], each: &Bound) -> bool {
    match durations {
        [] => true,
        [one] => one.whole.is_none_or(|seconds| each.place(seconds) != Placement::Inside),
        _ => false,
    }
}

/// The sum of those that are known, and whether that is all. A sum whose terms do not fit 64 bits leaves out the
/// duration that it would need them for, and so stays exact of the rest.
fn sum(durations: impl Iterator<Item = Option<Rational>>) -> (Rational, bool) {
    durations.fold((Rational::from(0_u32), true), |(sum, is_complete), duration| {
        match duration.and_then(|duration| sum.checked_add(duration)) {
            Some(sum) => (sum, is_complete),
            None => (sum, false),
        }
    })
}
