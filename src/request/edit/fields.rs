//! The fields that are not lists of media: one value each.

use super::body_edit::EditReason;
use super::duration::duration;
use super::item::{Item, Meant, Outcome};
use super::media::Media;
use super::params::params;
use super::scalars::{boolean, callback, prompt};
use super::values::{quoted, text_of};
use super::{quality, ratio};
use crate::profile::{Mode, Model, Profile, Speed};
use crate::request::field::FIELDS;
use crate::request::foreign::is_negated;
use crate::request::model_name::suggest;
use crate::request::names::mode_of;

/// Settles the items of every field that is not a list; may add the model.
///
/// # Errors
/// The slot of a member that cannot be cut, because its parts contradict another.
pub(super) fn settle(items: &mut Vec<Item<'_>>, media: &Media, profile: &Profile) -> Result<(), usize> {
    settle_field(items, "model", |item| model(item.given(), media, profile))?;
    if items.iter().all(|item| item.target != Some("model"))
        && let Some(item) = missing_model(media, profile)
    {
        items.insert(0, item);
    }
    let id = model_id(items);
    let model = profile.request.models.iter().find(|model| Some(&*model.id) == id.as_deref());
    let mode = model.map(|model| model.mode).or_else(|| mode_of(id.as_deref()?));
    let context = Context { profile, model, mode };
    for field in FIELDS.iter().filter(|field| field.key != "model") {
        settle_field(items, field.key, |item| context.meant(field.key, item))?;
    }
    Ok(())
}

/// What decides on values besides themselves.
struct Context<'p> {
    profile: &'p Profile,
    model: Option<&'p Model>,
    mode: Option<Mode>,
}

impl Context<'_> {
    fn meant(&self, field: &str, item: &Item<'_>) -> Meant {
        let (raw, request) = (item.given(), &self.profile.request);
        if raw == "null" {
            return if field == "prompt" { Meant::Unknown } else { Meant::Nothing(EditReason::NoValue) };
        }
        match field {
            "prompt" => prompt(raw),
            "duration" => duration(raw, self.profile, self.model.is_some_and(|model| model.only_automatic_duration)),
            "quality" => {
                let models = request.models.iter().filter(|model| self.model.is_none_or(|known| known.id == model.id));
                let accepted = models.map(|model| &model.qualities.values).max_by_key(|names| names.len());
                accepted.map_or(Meant::Unknown, |accepted| quality::quality(raw, accepted, self.profile))
            }
            "aspect_ratio" => {
                let modes = request.modes.iter().filter(|limits| self.mode.is_none_or(|mode| mode == limits.mode));
                let of_mode = modes.map(|limits| &limits.aspect_ratios).max_by_key(|names| names.values.len());
                let accepted = self.model.and_then(|model| model.aspect_ratios.as_ref()).or(of_mode);
                accepted.map_or(Meant::Unknown, |accepted| ratio::ratio(raw, &accepted.values, self.profile))
            }
            "generate_audio" => boolean(raw, is_negated(&item.key)),
            "content_filter" if request.content_filter => boolean(raw, false),
            "model_params" => params(raw, self.model.is_none_or(|model| model.model_params)),
            "callback_url" => callback(raw),
            _ => Meant::Unknown,
        }
    }
}

/// Settles the items of one field: the only one, or several that say the same.
fn settle_field(items: &mut [Item<'_>], field: &str, meant: impl Fn(&Item<'_>) -> Meant) -> Result<(), usize> {
    let mut found: Vec<_> =
        items.iter_mut().filter(|item| item.target == Some(field) && item.outcome == Outcome::Kept).collect();
    let mut all: Vec<_> = found.iter().map(|item| meant(item)).collect();
    match found.as_mut_slice() {
        [] => Ok(()),
        [item] => {
            all.drain(..).for_each(|meant| item.settle(meant));
            Ok(())
        }
        several => settle_several(several, all, field),
    }
}

fn settle_several(items: &mut [&mut Item<'_>], all: Vec<Meant>, field: &str) -> Result<(), usize> {
    let values = all.iter().map(|meant| if let Meant::Value(value, _) = meant { Some(value) } else { None });
    let values: Option<Vec<_>> = values.collect();
    let is_same = values.as_ref().is_some_and(|values| values.iter().all(|value| Some(value) == values.first()));
    if is_same {
        let keeper = items.iter().position(|item| item.is_own()).unwrap_or_default();
        for (at, (item, meant)) in items.iter_mut().zip(all).enumerate() {
            if at == keeper { item.settle(meant) } else { item.remove(EditReason::Repeated) }
        }
        return Ok(());
    }
    // The texts of a list are one prompt.
    if let Some(values) = values.filter(|_| field == "prompt" && items.iter().all(|item| item.is_part)) {
        let lines: Vec<_> = values.iter().filter_map(|value| text_of(value)).collect();
        let text = quoted(&lines.join("\n"));
        for (at, item) in items.iter_mut().enumerate() {
            if at == 0 {
                item.write("prompt", text.clone(), vec![EditReason::Joined]);
            } else {
                let value = item.given().to_owned();
                item.move_to("/prompt".to_owned(), value, vec![EditReason::Joined]);
            }
        }
        return Ok(());
    }
    match items.iter().find(|item| item.is_part) {
        Some(part) => Err(part.slot),
        None => Ok(()),
    }
}

/// The model that an id means.
fn model(raw: &str, media: &Media, profile: &Profile) -> Meant {
    let Some(id) = text_of(raw) else { return Meant::Unknown };
    let Some(meant) = suggest(&id, counted(media), profile).filter(|meant| meant.profile.is_none()) else {
        return Meant::Unknown;
    };
    if meant.id == id {
        return Meant::same(raw);
    }
    let is_spelling = meant.id.eq_ignore_ascii_case(id.trim());
    Meant::Value(quoted(&meant.id), vec![if is_spelling { EditReason::Spelling } else { EditReason::Model }])
}

/// Counts by which a mode is chosen: what is called a reference is not a frame.
fn counted(media: &Media) -> [u64; 3] {
    let [images, videos, audios] = media.counts;
    let is_reference = media.has_references && media.counts != [0, 0, 0];
    [if is_reference { images.max(3) } else { images }, videos, audios]
}

/// The standard model for the media that there are.
fn missing_model<'a>(media: &Media, profile: &Profile) -> Option<Item<'a>> {
    let mode = match counted(media) {
        [0, 0, 0] => Mode::Text,
        [1 | 2, 0, 0] => Mode::Image,
        _ => Mode::Reference,
    };
    let mut models = profile.request.models.iter();
    let model = models.find(|model| model.mode == mode && model.speed == Speed::Standard && !model.needs_video)?;
    let mut item = Item::new(0, "/model".to_owned(), "model", "");
    item.target = Some("model");
    item.write("model", quoted(&model.id), vec![EditReason::Model]);
    Some(item)
}

/// The id that the edited body has.
fn model_id(items: &[Item<'_>]) -> Option<String> {
    let mut models = items.iter().filter(|item| item.target == Some("model"));
    models.find_map(|item| match &item.outcome {
        Outcome::Kept if item.is_own() => text_of(&item.raw),
        Outcome::Written { value, .. } => text_of(value),
        _ => None,
    })
}
