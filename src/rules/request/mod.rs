//! Rules on a request as a whole.

pub(super) mod aspect_ratio_not_accepted;
pub(super) mod audio_alone;
pub(super) mod audio_total_duration;
pub(super) mod body_too_large;
pub(super) mod callback_not_a_url;
pub(super) mod callback_not_https;
pub(super) mod callback_private_host;
pub(super) mod callback_too_long;
pub(super) mod duration_out_of_range;
pub(super) mod field_missing;
pub(super) mod field_not_for_model;
pub(super) mod field_type;
pub(super) mod frame_cropped;
pub(super) mod frames_differ_in_aspect;
pub(super) mod inline_media;
pub(super) mod many_assets;
pub(super) mod media_url_not_accepted;
pub(super) mod media_url_not_https;
pub(super) mod model_not_accepted;
pub(super) mod no_reference;
pub(super) mod prompt_blank;
pub(super) mod prompt_names_missing_asset;
pub(super) mod prompt_too_long;
pub(super) mod quality_not_accepted;
pub(super) mod too_few_images;
pub(super) mod too_many_audios;
pub(super) mod too_many_images;
pub(super) mod too_many_videos;
pub(super) mod unknown_field;
pub(super) mod video_total_duration;

use std::borrow::Cow;

use super::context::Findings;
use super::view::RequestView;
use crate::finding::{Finding, Suggestion};
use crate::language::{Language, say};
use crate::profile::{Accepted, Mode, Speed};
use crate::request::MediaField;

/// The longest of several lists of accepted names, to report if none has `name`; `None` if one has it.
fn none_accepts<'a>(
    mut lists: impl Iterator<Item = &'a Accepted<Cow<'static, str>>> + Clone,
    name: &str,
) -> Option<&'a Accepted<Cow<'static, str>>> {
    let all = lists.clone();
    let is_accepted = lists.any(|list| list.values.iter().any(|accepted| accepted == name));
    if is_accepted { None } else { all.max_by_key(|list| list.values.len()) }
}

/// Reports a field that the model accepts if it has more URLs than the model accepts. For image-to-video, the reference
/// model that accepts as many is suggested.
fn too_many(view: &RequestView<'_>, field: MediaField, quantity: &'static str, findings: &mut Findings<'_>) {
    let (Some(limits), Some(count)) = (view.limits, view.draft.count(field)) else {
        return;
    };
    let limit = field.limit(limits);
    if limit.max > 0 && count > u64::from(limit.max) {
        let finding = findings.fails(quantity, count).at(field.pointer());
        let suggestion = (view.mode == Some(Mode::Image)).then(|| reference_model(view, field, count)).flatten();
        findings.push(finding.expecting_count(limit, &limits.source).suggesting(suggestion));
    }
}

/// The reference model of the same speed, if it accepts `count` URLs in `field`.
fn reference_model(view: &RequestView<'_>, field: MediaField, count: u64) -> Option<Suggestion> {
    let request = &view.profile.request;
    let limits = request.modes.iter().find(|limits| limits.mode == Mode::Reference)?;
    let speed = view.model.map_or(Speed::Standard, |model| model.speed);
    let accepts = count <= u64::from(field.limit(limits).max);
    let model = request.models.iter().find(|model| model.mode == Mode::Reference && model.speed == speed && accepts)?;
    Some(Suggestion { value: model.id.clone(), profile: None })
}

/// What to do if the value that was meant is known: write it, or use the profile that accepts it.
fn suggested(finding: &Finding, language: Language) -> Option<Cow<'static, str>> {
    let Suggestion { value, profile } = finding.suggestion.as_ref()?;
    Some(match profile {
        None => super::wording::did_you_mean(value, language),
        Some(profile) => say!(
            language,
            "Profile `{profile}` accepts `{value}`: if your account has it, check with `--profile {profile}`.",
            profile,
            value
        ),
    })
}

/// What to do about too many URLs.
fn fewer(finding: &Finding, language: Language) -> Cow<'static, str> {
    match &finding.suggestion {
        Some(Suggestion { value, .. }) => {
            say!(language, "Keep the first and the last frame, or use `{value}` if the images are references.", value)
        }
        None => {
            let quantity = super::wording::quantity(finding, language);
            say!(language, "Remove {quantity} until the rest fits.", quantity)
        }
    }
}
