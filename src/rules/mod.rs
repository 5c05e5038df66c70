//! The rules: one a file, named as its id. A rule knows facts and a profile; no rule contains a number of the contract.
//!
//! To add one: write its file, and add its line to the table here.

mod audio;
mod context;
mod fetch;
mod image;
mod media;
mod request;
mod total;
mod video;
mod view;
mod wording;

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

pub(crate) use context::Asset;
use context::Findings;
pub(crate) use view::{BoundAsset, RequestView};

use crate::check::CheckOptions;
use crate::finding::{Finding, Outcome, Severity};
use crate::model::{Facts, Kind};

/// Every rule, in the order in which their findings stand.
static RULES: &[&Rule] = &[
    &media::unreadable::RULE,
    &media::empty::RULE,
    &media::truncated::RULE,
    &media::format_not_accepted::RULE,
    &media::wrong_kind::RULE,
    &media::too_large::RULE,
    &media::extension_mismatch::RULE,
    &media::duplicate::RULE,
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
    &request::model_not_accepted::RULE,
    &request::field_missing::RULE,
    &request::field_type::RULE,
    &request::field_not_for_model::RULE,
    &request::unknown_field::RULE,
    &request::prompt_blank::RULE,
    &request::prompt_too_long::RULE,
    &request::prompt_names_missing_asset::RULE,
    &request::duration_out_of_range::RULE,
    &request::quality_not_accepted::RULE,
    &request::aspect_ratio_not_accepted::RULE,
    &request::too_few_images::RULE,
    &request::too_many_images::RULE,
    &request::too_many_videos::RULE,
    &request::too_many_audios::RULE,
    &request::audio_alone::RULE,
    &request::no_reference::RULE,
    &request::many_assets::RULE,
    &request::video_total_duration::RULE,
    &request::audio_total_duration::RULE,
    &request::inline_media::RULE,
    &request::media_url_not_accepted::RULE,
    &request::media_url_not_https::RULE,
    &request::body_too_large::RULE,
    &request::frames_differ_in_aspect::RULE,
    &request::frame_cropped::RULE,
    &request::callback_not_https::RULE,
    &request::callback_too_long::RULE,
    &request::callback_private_host::RULE,
    &request::callback_not_a_url::RULE,
    &fetch::failed::RULE,
    &fetch::blocked_address::RULE,
    &fetch::not_media::RULE,
];

/// A rule: its identity and its explanation.
///
/// ```
/// use seedance_preflight::Rule;
///
/// let rule = Rule::by_id("video/fps-out-of-range").unwrap();
/// assert!(rule.explanation.contains("24000/1001"));
/// ```
#[derive(Debug, Serialize)]
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
    #[serde(skip)]
    check: Check,
    #[serde(skip)]
    message: fn(&Finding) -> String,
    #[serde(skip)]
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

    /// Whether the rule has words of its own for a finding: of a file whose facts are missing, all rules say the same.
    fn words(&self, finding: &Finding) -> bool {
        finding.outcome == Outcome::Fails || matches!(self.check, Check::Request(_) | Check::Either(..))
    }
}

/// The rule whole, for people: what it is, its explanation, its source.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, severity, summary, explanation, source, .. } = self;
        write!(f, "{id} ({severity})\n\n{summary}\n\n{explanation}\n\nSource: {source}")
    }
}

/// A look at one file.
type LookAtAsset = fn(&Asset<'_>, &mut Findings<'_>);

/// A look at a request.
type LookAtRequest = fn(&RequestView<'_>, &mut Findings<'_>);

/// What a rule looks at, and how.
#[derive(Debug)]
enum Check {
    /// One file of those that the scope covers.
    Asset(Scope, LookAtAsset),
    /// The request as a whole, with all of its media.
    Request(LookAtRequest),
    /// Any one file, and the request as a whole.
    Either(LookAtAsset, LookAtRequest),
}

impl Check {
    /// How one file is looked at, and which files.
    fn of_asset(&self) -> Option<(Scope, LookAtAsset)> {
        match *self {
            Self::Asset(scope, evaluate) => Some((scope, evaluate)),
            Self::Either(evaluate, _) => Some((Scope::Media, evaluate)),
            Self::Request(_) => None,
        }
    }

    /// How the request is looked at.
    fn of_request(&self) -> Option<LookAtRequest> {
        match *self {
            Self::Request(evaluate) | Self::Either(_, evaluate) => Some(evaluate),
            Self::Asset(..) => None,
        }
    }
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
        let has_picture =
            |video: &crate::model::VideoFacts| video.video_tracks != Some(0) && video.video_samples != Some(0);
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
        if let Some((scope, evaluate)) = rule.check.of_asset()
            && (scope == Scope::Media || (wanted && scope.covers(asset.facts)))
        {
            evaluate(asset, &mut Findings::of_asset(rule, pointer, asset, &mut found));
        }
    }
    found
}

/// Every finding of every rule on a request: first on the whole, then on each asset.
pub(crate) fn judge_request(view: &RequestView<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for &rule in RULES {
        if let Some(evaluate) = rule.check.of_request() {
            evaluate(view, &mut Findings::of_request(rule, view.options.tolerance, &mut found));
        }
    }
    // What the model does not take is refused as such, and not for what it is.
    for asset in view.assets().iter().filter(|asset| view.takes(asset.field)) {
        if let Some(binding) = asset.binding {
            let options = CheckOptions {
                expected_kind: Some(asset.field.kind()),
                file_name: binding.name().map(str::to_owned),
                from_url: binding.is_fetched(),
                ..view.options.clone()
            };
            let asset_alone = Asset { facts: binding.facts(), profile: view.profile, options: &options };
            found.extend(judge(&asset_alone, &asset.pointer()));
        }
    }
    found
}

/// See [`Finding::message`].
pub(crate) fn message(finding: &Finding) -> String {
    match (finding.outcome, Rule::by_id(finding.rule)) {
        (_, Some(rule)) if rule.words(finding) => (rule.message)(finding),
        (Outcome::Undecided, _) => {
            let quantity = finding.quantity.replace('_', " ");
            match &finding.fault {
                Some(fault) => format!("the {quantity} could not be determined: {fault}"),
                None => format!("the {quantity} could not be determined"),
            }
        }
        (Outcome::Fails, _) => String::new(),
    }
}

/// See [`Finding::help`].
pub(crate) fn help(finding: &Finding) -> Cow<'static, str> {
    match Rule::by_id(finding.rule) {
        Some(rule) if rule.words(finding) => (rule.help)(finding),
        _ => Cow::Borrowed("Look at the file with another tool, or write it anew, before you send it."),
    }
}
