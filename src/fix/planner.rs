//! The plan for a file: what is wrong, which reader of facts plans for it, and whether the result is accepted.

use super::{FixOptions, NoFix, Plan, Step, audio, image, video};
use crate::check::{CheckOptions, Report, RuleSelection, Verdict, check_facts};
use crate::finding::Outcome;
use crate::model::{Body, Facts, FaultKind, Format, Kind, Media, Subject, VideoFacts};
use crate::profile::{Profile, Tolerance};
use crate::size::{displayed, same_shape};

/// Plans how a file with these facts becomes one that is accepted.
///
/// The plan of an accepted file is empty. The result is accepted by the documented range, without warnings.
pub fn fix(facts: &Facts, profile: &Profile, options: &FixOptions) -> Plan {
    fix_subject(facts, &Subject::default(), profile, options)
}

/// As [`fix`], for a file whose name or expected kind may be a reason to refuse it.
pub fn fix_subject(facts: &Facts, subject: &Subject<'_>, profile: &Profile, options: &FixOptions) -> Plan {
    fix_shaped(facts, subject, None, profile, options)
}

/// As [`fix_subject`], for a picture that has to have the shape of another with these sides.
pub(super) fn fix_shaped(
    facts: &Facts,
    subject: &Subject<'_>,
    shape: Option<(u32, u32)>,
    profile: &Profile,
    options: &FixOptions,
) -> Plan {
    let has_shape =
        |facts: &Facts| shape.is_none_or(|shape| displayed(facts).is_some_and(|sides| same_shape(sides, shape)));
    let check = options.check(profile);
    let report = check_facts(facts.clone(), subject, &check);
    if report.verdict == Verdict::Accepted && has_shape(facts) {
        return Plan::nothing(facts);
    }
    if let Some(why) = obstacle(&report, subject) {
        return Plan::none(facts, why);
    }
    // The result has a name of its own.
    let unnamed = Subject { name: None, ..*subject };
    if facts.brand.is_none() && has_shape(facts) && is_accepted(facts, &unnamed, &check) {
        return Plan { steps: vec![Step::Rename], ..Plan::nothing(facts) };
    }
    let strict = CheckOptions {
        tolerance: Tolerance::Documented,
        deny_warnings: true,
        rules: RuleSelection::default(),
        ..check
    };
    let attempts = [options.clone(), FixOptions { reencode: true, ..options.clone() }];
    let mut failure = NoFix::NoTarget;
    for options in attempts {
        match planned(facts, subject, shape, profile, &options) {
            Ok(plan)
                if plan
                    .result
                    .as_ref()
                    .is_some_and(|result| has_shape(result) && is_accepted(result, &unnamed, &strict)) =>
            {
                return plan;
            }
            Ok(_) => {}
            Err(why) => failure = why,
        }
    }
    Plan::none(facts, failure)
}

/// The rule on files that cannot be read as what they are.
const UNREADABLE: &str = "media/unreadable";

fn is_accepted(facts: &Facts, subject: &Subject<'_>, options: &CheckOptions) -> bool {
    check_facts(facts.clone(), subject, options).verdict == Verdict::Accepted
}

/// What no encoder can mend.
fn obstacle(report: &Report, subject: &Subject<'_>) -> Option<NoFix> {
    let facts = &report.facts;
    let has_fault = |kind| facts.faults.iter().any(|fault| fault.kind == kind);
    if facts.format == Format::Empty || has_fault(FaultKind::Io) || has_fault(FaultKind::NotFetched) {
        return Some(NoFix::NotRead);
    }
    if facts.encrypted == Some(true) {
        return Some(NoFix::Encrypted);
    }
    let is_unreadable =
        report.findings.iter().any(|finding| finding.rule.id == UNREADABLE && finding.outcome == Outcome::Fails);
    if is_unreadable
        || facts.truncated == Some(true)
        || facts.body == Some(Body::Damaged)
        || has_fault(FaultKind::Undecodable)
    {
        return Some(NoFix::Damaged);
    }
    let kind = facts.format.kind();
    if kind == Kind::Other || subject.expected_kind.is_some_and(|wanted| wanted != facts.kind() && wanted != kind) {
        return Some(NoFix::WrongKind);
    }
    (facts.kind() == Kind::Other).then_some(NoFix::NotMeasured)
}

fn planned(
    facts: &Facts,
    subject: &Subject<'_>,
    shape: Option<(u32, u32)>,
    profile: &Profile,
    options: &FixOptions,
) -> Result<Plan, NoFix> {
    match &facts.media {
        Media::Image(image) => image::plan(facts, image, shape, profile, options),
        Media::Video(video) if is_audio_only(video) => {
            if subject.expected_kind == Some(Kind::Video) {
                return Err(NoFix::NoTrack);
            }
            audio::plan(facts, &audio::of_movie(video), profile, options)
        }
        Media::Video(video) if video.video_tracks == Some(0) => Err(NoFix::NoTrack),
        Media::Video(video) => video::plan(facts, video, profile, options),
        Media::Audio(audio) => audio::plan(facts, audio, profile, options),
        Media::Other => Err(NoFix::NotMeasured),
    }
}

/// Whether a movie has audio only, as many a recording in MP4.
fn is_audio_only(video: &VideoFacts) -> bool {
    video.video_tracks == Some(0) && video.audio_tracks.is_some_and(|tracks| tracks > 0)
}
