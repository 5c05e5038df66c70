//! The rules: one a file, named as its id. A rule knows facts and a profile; no rule contains a number of the contract.
//!
//! To add one: write its file, and add its line to the table here.

mod audio;
mod context;
mod image;
mod media;
mod video;
mod wording;

use std::borrow::Cow;

pub(crate) use context::Asset;
use context::Findings;

use crate::{Facts, Finding, Kind, Outcome, Severity};

/// Every rule, in the order in which their findings stand.
static RULES: &[&Rule] = &[
    &media::unreadable::RULE,
    &media::empty::RULE,
    &media::truncated::RULE,
    &media::format_not_accepted::RULE,
    &media::wrong_kind::RULE,
    &media::too_large::RULE,
    &media::extension_mismatch::RULE,
    &image::aspect_out_of_range::RULE,
    &image::side_out_of_range::RULE,
    &image::animated::RULE,
    &image::rotated::RULE,
    &video::no_video_track::RULE,
    &video::aspect_out_of_range::RULE,
    &video::side_out_of_range::RULE,
    &video::pixels_out_of_range::RULE,
    &video::duration_out_of_range::RULE,
    &video::fps_out_of_range::RULE,
    &video::codec_not_accepted::RULE,
    &video::variable_frame_rate::RULE,
    &video::pixels_not_square::RULE,
    &video::rotated::RULE,
    &audio::duration_out_of_range::RULE,
    &audio::codec_not_accepted::RULE,
];

/// A rule: its identity and its explanation.
///
/// ```
/// use seedance_preflight::Rule;
///
/// let rule = Rule::by_id("video/fps-out-of-range").unwrap();
/// assert!(rule.explanation.contains("24000/1001"));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The stable id: `family/what-is-wrong`.
    pub id: &'static str,
    /// The gravest severity that it gives.
    pub severity: Severity,
    /// One line: what is wrong.
    pub summary: &'static str,
    /// What is measured, how it is judged, and why.
    pub explanation: &'static str,
    /// Who says so, for limits that are no number of a profile; and where the profile keeps those that are.
    pub source: &'static str,
    check: Check,
    message: fn(&Finding) -> String,
    help: fn(&Finding) -> Cow<'static, str>,
}

impl Rule {
    /// Every rule, in the order in which their findings stand.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        RULES.iter().copied()
    }

    /// The rule of this id.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        Self::all().find(|rule| rule.id == id)
    }
}

/// What a rule looks at, and how.
#[derive(Debug)]
enum Check {
    /// One file of those that the scope covers.
    Asset(Scope, fn(&Asset<'_>, &mut Findings<'_>)),
}

/// Which files a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Every file.
    Media,
    /// Images.
    Image,
    /// Videos, whatever is in them.
    Video,
    /// Videos that have a picture to show.
    Picture,
    /// Sound files.
    Audio,
}

impl Scope {
    fn covers(self, facts: &Facts) -> bool {
        let has_picture = |video: &crate::VideoFacts| video.video_tracks != Some(0) && video.video_samples != Some(0);
        match self {
            Self::Media => true,
            Self::Image => facts.kind() == Kind::Image,
            Self::Video => facts.kind() == Kind::Video,
            Self::Picture => facts.video().is_some_and(has_picture),
            Self::Audio => facts.kind() == Kind::Audio,
        }
    }
}

/// Every finding of every rule that concerns one file; `pointer` is stamped on each.
pub(crate) fn judge(asset: &Asset<'_>, pointer: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    // Of a file of the wrong kind that alone is worth saying, not how it fails as what it is not wanted for.
    let wanted = asset.has_wanted_kind();
    for &rule in RULES {
        let Check::Asset(scope, evaluate) = rule.check;
        if scope == Scope::Media || (wanted && scope.covers(asset.facts)) {
            evaluate(asset, &mut Findings::of_asset(rule, pointer, asset, &mut found));
        }
    }
    found
}

/// See [`Finding::message`].
pub(crate) fn message(finding: &Finding) -> String {
    match (finding.outcome, Rule::by_id(finding.rule)) {
        (Outcome::Fails, Some(rule)) => (rule.message)(finding),
        (Outcome::Undecided, _) => match &finding.fault {
            Some(fault) => format!("the {} could not be determined: {fault}", finding.quantity),
            None => format!("the {} could not be determined", finding.quantity),
        },
        (Outcome::Fails, None) => String::new(),
    }
}

/// See [`Finding::help`].
pub(crate) fn help(finding: &Finding) -> Cow<'static, str> {
    match (finding.outcome, Rule::by_id(finding.rule)) {
        (Outcome::Fails, Some(rule)) => (rule.help)(finding),
        _ => Cow::Borrowed("Look at the file with another tool, or write it anew, before you send it."),
    }
}
