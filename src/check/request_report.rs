//! All findings on one request, and the verdict that they make.

use std::borrow::Cow;

use crate::check::Verdict;
use crate::finding::{Finding, Severity};
use crate::model::{Facts, Kind};
use crate::request::AssetBinding;
use crate::request::{Request, Role};
use crate::rules::BoundAsset;
use crate::size::ExpectedSize;

/// What a check of one request found. Cannot be changed, since an approval rests on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestReport {
    pub(super) request: Option<Request>,
    pub(super) profile: Cow<'static, str>,
    pub(super) model: Option<String>,
    pub(super) verdict: Verdict,
    pub(super) refusing: Severity,
    pub(super) output_size: Option<ExpectedSize>,
    pub(super) findings: Vec<Finding>,
    pub(super) assets: Vec<AssetReport>,
}

impl RequestReport {
    /// The typed request; `None` where its shape is wrong.
    pub fn request(&self) -> Option<&Request> {
        self.request.as_ref()
    }

    /// Name of the profile that it was checked against.
    pub fn profile(&self) -> &str {
        &self.profile
    }

    /// The model that the request names, known or not.
    pub fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }

    /// What the findings come to.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Size of the video that will come out; `None` where it cannot be known.
    pub fn output_size(&self) -> Option<ExpectedSize> {
        self.output_size
    }

    /// Every finding: first those on the request as a whole, then those on each asset, in the order of the table of
    /// rules.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Every URL of media, in the order in which the service counts them: images, videos, sounds.
    pub fn assets(&self) -> &[AssetReport] {
        &self.assets
    }
}

/// One asset of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AssetReport {
    /// JSON pointer to its URL.
    pub pointer: String,
    /// The name of the file that was measured; the URL where none was.
    pub source: String,
    /// The kind of media that its field takes.
    pub kind: Kind,
    /// What it is for; `None` where the model takes nothing in this place.
    pub role: Option<Role>,
    /// What was measured; `None` where there was nothing to measure.
    pub facts: Option<Facts>,
    pub(super) stands_for_url: bool,
}

impl AssetReport {
    pub(super) fn of(asset: &BoundAsset<'_>) -> Self {
        let name = asset.binding.and_then(AssetBinding::name);
        Self {
            pointer: asset.pointer(),
            // Media that stand in the request themselves are long, and no name of anything.
            source: name.unwrap_or(if asset.inline.is_some() { "inline media" } else { asset.url }).to_owned(),
            kind: asset.field.kind(),
            role: asset.role,
            facts: asset.facts().cloned(),
            stands_for_url: asset.stands_for_url(),
        }
    }
}
