//! What a rule is: its identity, and a function that judges a file or a request.

use super::context::{Asset, Findings};
use super::view::RequestView;
use crate::finding::RuleInfo;
use crate::model::{Facts, Kind, VideoFacts};

/// One rule.
pub(super) struct Rule {
    /// Identity, explanation and wording.
    pub(super) info: RuleInfo,
    /// What it judges, and how.
    pub(super) check: Check,
}

/// Judges one file.
pub(super) type AssetCheck = fn(&Asset<'_>, &mut Findings<'_>);

/// Judges a request.
pub(super) type RequestCheck = fn(&RequestView<'_>, &mut Findings<'_>);

/// What a rule judges, and how.
#[derive(Clone, Copy)]
pub(super) enum Check {
    /// Each file within the scope.
    Asset(Scope, AssetCheck),
    /// The request as a whole, with all of its media.
    Request(RequestCheck),
    /// Every file, and the request as a whole.
    Either(AssetCheck, RequestCheck),
}

impl Check {
    /// How one file is judged, and which files are.
    pub(super) fn of_asset(self) -> Option<(Scope, AssetCheck)> {
        match self {
            Self::Asset(scope, evaluate) => Some((scope, evaluate)),
            Self::Either(evaluate, _) => Some((Scope::Media, evaluate)),
            Self::Request(_) => None,
        }
    }

    /// How the request is judged.
    pub(super) fn of_request(self) -> Option<RequestCheck> {
        match self {
            Self::Request(evaluate) | Self::Either(_, evaluate) => Some(evaluate),
            Self::Asset(..) => None,
        }
    }
}

/// Which files a rule judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Every file.
    Media,
    /// Images.
    Image,
    /// Videos, whatever they contain.
    Video,
    /// Videos with a video track that has frames.
    Picture,
    /// Audio files.
    Audio,
}

impl Scope {
    pub(super) fn covers(self, facts: &Facts) -> bool {
        let has_picture = |video: &VideoFacts| video.video_tracks != Some(0) && video.video_samples != Some(0);
        match self {
            Self::Media => true,
            Self::Image => facts.kind() == Kind::Image,
            Self::Video => facts.kind() == Kind::Video,
            Self::Picture => facts.video().is_some_and(has_picture),
            Self::Audio => facts.kind() == Kind::Audio,
        }
    }
}
