//! The report on one request.

use std::borrow::Cow;

use super::Verdict;
use crate::finding::{Finding, Severity};
use crate::model::{Facts, Kind};
use crate::request::{AssetBinding, ModelId, Request, Role};
use crate::rules::BoundAsset;
use crate::size::OutputSize;

/// The result of checking one request. Immutable, since an approval relies on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestReport {
    pub(super) request: Option<Request>,
    /// Whether every rule was applied to a request that is here.
    pub(super) is_complete: bool,
    pub(super) profile: Cow<'static, str>,
    pub(super) model: Option<ModelId>,
    pub(super) verdict: Verdict,
    pub(super) refusing: Severity,
    pub(super) output_size: Option<OutputSize>,
    pub(super) findings: Vec<Finding>,
    pub(super) assets: Vec<AssetReport>,
}

impl RequestReport {
    /// The typed request; `None` if its structure is wrong.
    pub fn request(&self) -> Option<&Request> {
        self.request.as_ref()
    }

    /// Name of the profile that it was checked against.
    pub fn profile(&self) -> &str {
        &self.profile
    }

    /// The model that the request names, known or not.
    pub fn model(&self) -> Option<&str> {
        self.model.as_ref().map(ModelId::as_str)
    }

    /// What the findings add up to.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Whether warnings refuse.
    pub fn deny_warnings(&self) -> bool {
        self.refusing < Severity::Error
    }

    /// Size of the generated video; `None` if it cannot be known in advance.
    pub fn output_size(&self) -> Option<OutputSize> {
        self.output_size
    }

    /// Every finding: first those on the request as a whole, then those on each asset, in the order of the rule table.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Every URL of media, in the order in which the service counts them: images, videos, audio.
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
    /// The name of the file that was measured, or else the URL.
    pub source: String,
    /// The kind of media that its field takes.
    pub kind: Kind,
    /// What it is for; `None` if the model accepts nothing in this place.
    pub role: Option<Role>,
    /// What was measured; `None` if it was not inspected.
    pub facts: Option<Facts>,
    pub(super) is_placeholder: bool,
}

impl AssetReport {
    pub(super) fn of(asset: &BoundAsset<'_>) -> Self {
        let name = asset.binding.and_then(AssetBinding::name);
        Self {
            pointer: asset.pointer(),
            // Inline media are long, and not a name.
            source: name.unwrap_or(if asset.inline.is_some() { "inline media" } else { asset.url }).to_owned(),
            kind: asset.field.kind(),
            role: asset.role,
            facts: asset.facts().cloned(),
            is_placeholder: asset.is_placeholder(),
        }
    }
}
