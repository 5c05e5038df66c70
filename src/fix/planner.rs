//! The plan for a file: what is wrong, which reader of facts plans for it, and whether the result is accepted.

use super::{FixOptions, NoFix, Plan, Step, audio, image, video};
use crate::check::{RuleSelection, Verdict, findings_on};
use crate::finding::{Finding, Outcome, Severity};
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
    let given = Policy {
        profile,
        tolerance: options.tolerance,
        refusing: if options.deny_warnings { Severity::Warning } else { Severity::Error },
        rules: &options.rules,
    };
    let findings = given.findings(facts, subject);
    if Verdict::of(&findings, given.refusing) == Verdict::Accepted && has_shape(facts) {
        return Plan::nothing(facts);
    }
    if let Some(why) = obstacle(facts, &findings, subject) {
        return Plan::none(facts, why);
    }
    // The result has a name of its own.
    let unnamed = Subject { name: None, ..*subject };
    if facts.brand.is_none() && has_shape(facts) && given.accepts(facts, &unnamed) {
        return Plan { steps: vec![Step::Rename], ..Plan::nothing(facts) };
    }
    let all = RuleSelection::default();
    let strict = Policy { profile, tolerance: Tolerance::Documented, refusing: Severity::Warning, rules: &all };
    let mut failure = NoFix::NoTarget;
    let mut attempt = |options: &FixOptions| match planned(facts, subject, shape, profile, options) {
        Ok(plan) => {
            let is_wanted = |result: &Facts| has_shape(result) && strict.accepts(result, &unnamed);
            plan.result.as_ref().is_some_and(is_wanted).then_some(plan)
        }
        Err(why) => {
            failure = why;
            None
        }
    };
    let plan = attempt(options).or_else(|| attempt(&FixOptions { reencode: true, ..options.clone() }));
    plan.unwrap_or_else(|| Plan::none(facts, failure))
}

/// What is accepted.
struct Policy<'a> {
    profile: &'a Profile,
    tolerance: Tolerance,
    /// The lowest severity that refuses.
    refusing: Severity,
    rules: &'a RuleSelection,
}

impl Policy<'_> {
    fn findings(&self, facts: &Facts, subject: &Subject<'_>) -> Vec<Finding> {
        findings_on(facts, subject, self.profile, self.tolerance, self.rules)
    }

    fn accepts(&self, facts: &Facts, subject: &Subject<'_>) -> bool {
        Verdict::of(&self.findings(facts, subject), self.refusing) == Verdict::Accepted
    }
}

/// The rules on files that cannot be read as what they are, and on those that contain nothing to decode.
const UNFIXABLE: [&str; 2] = ["media/unreadable", "media/empty"];

/// What no encoder can mend.
fn obstacle(facts: &Facts, findings: &[Finding], subject: &Subject<'_>) -> Option<NoFix> {
    let has_fault = |kind| facts.faults.iter().any(|fault| fault.kind == kind);
    if facts.format == Format::Empty || has_fault(FaultKind::Io) || has_fault(FaultKind::NotFetched) {
        return Some(NoFix::NotRead);
    }
    if facts.encrypted == Some(true) {
        return Some(NoFix::Encrypted);
    }
    let is_unfixable = |finding: &Finding| finding.outcome == Outcome::Fails && UNFIXABLE.contains(&finding.rule.id);
    if findings.iter().any(is_unfixable)
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
