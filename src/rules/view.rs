//! A request and its media, as a rule sees them.

use crate::address::{self, Address, AddressFault, InlineMedia, inline_media};
use crate::model::Facts;
use crate::profile::{Mode, ModeLimits, Model, Profile, Tolerance};
use crate::request::{AssetBinding, Draft, MediaField, RequestDocument, Role, Slot, mode_of, pointer, role_of};
use crate::size::{OutputSize, displayed, predict_size};

/// One request, as a rule sees it.
pub(crate) struct RequestView<'a> {
    pub(crate) document: &'a RequestDocument<'a>,
    pub(crate) draft: &'a Draft<'a>,
    pub(crate) profile: &'a Profile,
    pub(crate) tolerance: Tolerance,
    /// The model, if the profile knows it.
    pub(crate) model: Option<&'a Model>,
    /// What the model generates from, as far as the profile or the id shows it.
    pub(crate) mode: Option<Mode>,
    /// The limits of this mode.
    pub(crate) limits: Option<&'a ModeLimits>,
    assets: Vec<BoundAsset<'a>>,
    callback: Option<Result<Address<'a>, AddressFault>>,
}

impl<'a> RequestView<'a> {
    pub(crate) fn new(
        document: &'a RequestDocument<'a>,
        bindings: &'a [AssetBinding],
        profile: &'a Profile,
        tolerance: Tolerance,
    ) -> Self {
        let draft = document.draft();
        let id = draft.model.read().map(AsRef::as_ref);
        let model = profile.request.models.iter().find(|model| Some(model.id.as_ref()) == id);
        let mode = model.map(|model| model.mode).or_else(|| mode_of(id?));
        let limits = profile.request.modes.iter().find(|limits| Some(limits.mode) == mode);
        let assets = assets(draft, bindings, mode);
        let callback = draft.callback_url.read().map(|url| address::parse(url));
        Self { document, draft, profile, tolerance, model, mode, limits, assets, callback }
    }

    /// Whether the model accepts anything in this field; an unknown model may.
    pub(crate) fn takes(&self, field: MediaField) -> bool {
        self.limits.is_none_or(|limits| field.limit(limits).max > 0)
    }

    /// The parsed callback URL.
    pub(crate) fn callback(&self) -> Option<&Result<Address<'a>, AddressFault>> {
        self.callback.as_ref()
    }

    /// Size of the generated video, if ratio and quality are accepted and `adaptive` can be predicted.
    pub(crate) fn output_size(&self) -> Option<OutputSize> {
        let (model, limits) = (self.model?, self.limits?);
        let request = &self.profile.request;
        let ratios = model.aspect_ratios.as_ref().unwrap_or(&limits.aspect_ratios);
        let ratio = match &self.draft.aspect_ratio {
            Slot::Read(ratio) => ratios.values.iter().find(|accepted| *accepted == ratio)?,
            Slot::Unreadable => return None,
            // A mode that does not accept the default accepts only one ratio.
            Slot::Absent if !ratios.values.contains(&request.default_aspect_ratio) => ratios.values.first()?,
            Slot::Absent => &request.default_aspect_ratio,
        };
        let quality = match &self.draft.quality {
            Slot::Read(quality) => model.qualities.values.iter().find(|accepted| *accepted == quality)?,
            Slot::Unreadable => return None,
            Slot::Absent => &request.default_quality,
        };
        // Only the first of each can decide.
        let first = |field| self.assets_of(field).next().map(BoundAsset::facts);
        let (image, video) = (first(MediaField::Images), first(MediaField::Videos));
        predict_size(self.profile, model.mode, ratio, quality, image.as_slice(), video.as_slice())
    }

    /// Every URL of media that could be read, in the order in which the service counts them.
    pub(crate) fn assets(&self) -> &[BoundAsset<'a>] {
        &self.assets
    }

    /// The assets of one field.
    pub(crate) fn assets_of(&self, field: MediaField) -> impl Iterator<Item = &BoundAsset<'a>> {
        self.assets.iter().filter(move |asset| asset.field == field)
    }

    /// The first asset with this role.
    pub(crate) fn asset_in_role(&self, role: Role) -> Option<&BoundAsset<'a>> {
        self.assets.iter().find(|asset| asset.role == Some(role))
    }
}

/// One URL of media, and what is known about its content.
pub(crate) struct BoundAsset<'a> {
    pub(crate) field: MediaField,
    pub(crate) index: usize,
    pub(crate) role: Option<Role>,
    pub(crate) url: &'a str,
    pub(crate) inline: Option<InlineMedia>,
    pub(crate) address: Result<Address<'a>, AddressFault>,
    pub(crate) binding: Option<&'a AssetBinding>,
}

impl<'a> BoundAsset<'a> {
    pub(crate) fn pointer(&self) -> String {
        pointer::element(self.field.pointer(), self.index)
    }

    pub(crate) fn facts(&self) -> Option<&'a Facts> {
        self.binding.map(AssetBinding::facts)
    }

    /// The displayed sides, if they were determined.
    pub(crate) fn displayed_size(&self) -> Option<(u32, u32)> {
        self.facts().and_then(displayed)
    }

    /// Whether the "URL" is a placeholder, so that there is no URL to judge.
    pub(crate) fn is_placeholder(&self) -> bool {
        self.binding.is_some_and(AssetBinding::is_placeholder)
    }
}

fn assets<'a>(draft: &'a Draft<'a>, bindings: &'a [AssetBinding], mode: Option<Mode>) -> Vec<BoundAsset<'a>> {
    let mut assets = Vec::new();
    for field in MediaField::ALL {
        let urls = draft.media(field).read().map(Vec::as_slice).unwrap_or_default();
        for (index, url) in urls.iter().enumerate() {
            let Some(url) = url.as_deref() else { continue };
            let inline = inline_media(url);
            assets.push(BoundAsset {
                field,
                index,
                role: role_of(mode, field, index),
                url,
                inline,
                // Inline media are not a URL, and may be long.
                address: if inline.is_some() { Err(AddressFault::NoScheme) } else { address::parse(url) },
                binding: bindings.iter().find(|binding| binding.url() == url),
            });
        }
    }
    assets
}
