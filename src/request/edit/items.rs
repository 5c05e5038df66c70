//! Cuts a body into its values, each with the field that it is meant for: members, and what is within bodies of other
//! shapes.

use super::body_edit::EditReason;
use super::item::Item;
use super::members::{Member, Members};
use super::size::size;
use super::values::{flag, quoted, text_of, url_of};
use crate::model::{Format, Kind};
use crate::profile::Profile;
use crate::request::field::FIELDS;
use crate::request::foreign::{Given, Meaning, meaning};
use crate::request::pointer;
use crate::request::read::is_empty;

/// How deep objects within objects are read.
const DEEPEST: usize = 4;

/// Edits of typing that make a key of another: letters left out, doubled, swapped.
const MOST_TYPOS: usize = 2;

/// A shorter key is near to too many others.
const SHORTEST: usize = 5;

/// The values of a body; the members that `whole` lists are not cut.
pub(super) fn items<'a>(members: &[Member<'a>], whole: &[usize], profile: &Profile) -> Vec<Item<'a>> {
    let sides = sides(members).filter(|(width, height)| !whole.contains(&width.0) && !whole.contains(&height.0));
    let mut items = Vec::with_capacity(members.len());
    for (slot, member) in members.iter().enumerate() {
        let item = Item::new(slot, pointer::member("", &member.key), member.key.clone(), member.value);
        if whole.contains(&slot) {
            items.push(item);
            continue;
        }
        match sides {
            Some((width, height)) if slot == width.0 || slot == height.0 => {
                let size = size(&format!("\"{}x{}\"", width.1, height.1), profile);
                let part = if slot == width.0 { size.0 } else { size.1 };
                match part {
                    Some((target, given)) => items.push(item.part(target, given).because(EditReason::ForeignKey)),
                    None => items.push(item),
                }
            }
            _ => items.extend(cut(item, member, profile)),
        }
    }
    items
}

/// A member's slot and its number.
type Side<'m> = (usize, &'m str);

/// The members `width` and `height` with their numbers, which only mean something together.
fn sides<'m>(members: &'m [Member<'_>]) -> Option<(Side<'m>, Side<'m>)> {
    let find = |key: &str| {
        let mut found = members.iter().enumerate().filter(|(_, member)| member.key == key);
        let (slot, member) = found.next()?;
        let value = member.value.trim_matches('"');
        (found.next().is_none() && value.parse::<u32>().is_ok()).then_some((slot, value))
    };
    Some((find("width")?, find("height")?))
}

/// One member, or its parts.
fn cut<'a>(item: Item<'a>, member: &Member<'a>, profile: &Profile) -> Vec<Item<'a>> {
    let parts = match target(&item) {
        Target::Field(target, origin) => return vec![Item { target: Some(target), origin, ..item }],
        Target::Unknown => None,
        _ if is_empty(&item.raw) => {
            let mut item = item;
            item.remove(EditReason::NoValue);
            return vec![item];
        }
        Target::Body => within(&item, member.value, 0),
        split => split_value(&item, split, profile),
    };
    parts.unwrap_or_else(|| vec![item])
}

/// What a key means.
enum Target {
    /// The field of this key, and why it is named differently.
    Field(&'static str, Option<EditReason>),
    WebSearch,
    /// Ratio and quality in one.
    Size,
    /// URLs of media of any kind.
    Files,
    Body,
    Unknown,
}

fn target(item: &Item<'_>) -> Target {
    if let Some(field) = FIELDS.iter().find(|field| field.key == item.key) {
        return Target::Field(field.key, None);
    }
    match meaning(&item.key, Given::of(&item.raw)) {
        Some(Meaning::Keys(["model_params.web_search"])) => Target::WebSearch,
        Some(Meaning::Keys([field])) => Target::Field(field, Some(EditReason::ForeignKey)),
        Some(Meaning::Keys(["aspect_ratio", _])) => Target::Size,
        Some(Meaning::Keys(_)) => Target::Files,
        Some(Meaning::Body(_)) => Target::Body,
        Some(Meaning::Nothing) => Target::Unknown,
        None => {
            misspelled(&item.key).map_or(Target::Unknown, |field| Target::Field(field, Some(EditReason::MisspelledKey)))
        }
    }
}

/// The field whose key differs from `key` by a slip.
fn misspelled(key: &str) -> Option<&'static str> {
    const LONGEST: usize = 64;
    if !(SHORTEST..=LONGEST).contains(&key.len()) {
        return None;
    }
    let key = key.to_lowercase();
    let off = |field: &str| strsim::damerau_levenshtein(&key, field);
    FIELDS
        .iter()
        .map(|field| (off(field.key), field.key))
        .filter(|(off, _)| *off <= MOST_TYPOS)
        .min()
        .map(|(_, key)| key)
}

/// A value that says more than one field, or says it in another way than by its value.
fn split_value<'a>(item: &Item<'a>, target: Target, profile: &Profile) -> Option<Vec<Item<'a>>> {
    let part = |target, given| {
        let item = Item::new(item.slot, item.pointer.clone(), item.key.clone(), item.raw.clone());
        item.part(target, given).because(EditReason::ForeignKey)
    };
    match target {
        Target::WebSearch => {
            // A list of tools is searched for its name.
            let searches = flag(&item.raw).or_else(|| item.raw.contains("search").then_some(true))?;
            Some(vec![part("model_params", format!("{{\"web_search\": {searches}}}"))])
        }
        Target::Size => {
            let (ratio, quality) = size(&item.raw, profile);
            let parts: Vec<_> = ratio.into_iter().chain(quality).map(|(target, given)| part(target, given)).collect();
            (!parts.is_empty()).then_some(parts)
        }
        Target::Files => {
            let values: Vec<serde_json::Value> = match serde_json::from_str(&item.raw).ok()? {
                serde_json::Value::Array(values) => values,
                value => vec![value],
            };
            values.iter().map(|value| url_of(value).and_then(|url| Some(part(list_of(&url)?, quoted(&url))))).collect()
        }
        _ => None,
    }
}

/// The list for a URL, by the extension of its path.
fn list_of(url: &str) -> Option<&'static str> {
    let path = url.split(['?', '#']).next()?;
    let extension = path.rsplit('/').next()?.rsplit_once('.')?.1.to_lowercase();
    let format = Format::ALL.iter().find(|format| format.extensions().contains(&extension.as_str()))?;
    match format.kind() {
        Kind::Image => Some("image_urls"),
        Kind::Video => Some("video_urls"),
        Kind::Audio => Some("audio_urls"),
        _ => None,
    }
}

/// The values within a body of another shape; `None` if not all of it is understood.
fn within<'a>(outer: &Item<'a>, raw: &'a str, depth: usize) -> Option<Vec<Item<'a>>> {
    if depth > DEEPEST {
        return None;
    }
    let new = |pointer: String, key: &'a str, raw: &'a str| Item::new(outer.slot, pointer, key, raw);
    match raw.as_bytes().first()? {
        b'"' => Some(vec![new(outer.pointer.clone(), "prompt", raw).part("prompt", raw.to_owned())]),
        b'{' => object(outer, &Members::of(raw)?, depth),
        b'[' => {
            let elements: Vec<&serde_json::value::RawValue> = serde_json::from_str(raw).ok()?;
            let parts = elements.iter().enumerate().map(|(index, element)| {
                let pointer = pointer::element(&outer.pointer, index);
                part(outer.slot, pointer, &Members::of(element.get())?)
            });
            parts.collect::<Option<Vec<_>>>().map(|parts| parts.into_iter().flatten().collect())
        }
        _ => None,
    }
    .map(|items| items.into_iter().map(|item| item.because(EditReason::ForeignBody)).collect())
}

fn object<'a>(outer: &Item<'a>, members: &Members<'a>, depth: usize) -> Option<Vec<Item<'a>>> {
    let mut items = Vec::new();
    for member in &members.all {
        let pointer = pointer::member(&outer.pointer, &member.key);
        let item = Item { is_part: true, ..Item::new(outer.slot, pointer, member.key.clone(), member.value) };
        match target(&item) {
            _ if is_empty(member.value) => {
                let mut item = item;
                item.remove(EditReason::NoValue);
                items.push(item);
            }
            Target::Field(field, _) => items.push(item.part(field, member.value.to_owned())),
            Target::Body => items.extend(within(&item, member.value, depth + 1)?),
            // It is moved out of the body, and stays unknown.
            Target::Unknown => {
                let mut item = item.because(EditReason::ForeignBody);
                item.write(member.key.to_string(), member.value.to_owned(), Vec::new());
                items.push(item);
            }
            Target::WebSearch => {
                let searches = flag(member.value)?;
                items.push(item.part("model_params", format!("{{\"web_search\": {searches}}}")));
            }
            Target::Size | Target::Files => return None,
        }
    }
    Some(items)
}

/// One element of Ark's `content`: a text, or a medium with its role.
fn part<'a>(slot: usize, pointer: String, members: &Members<'a>) -> Option<Vec<Item<'a>>> {
    let get = |key: &str| members.all.iter().find(|member| member.key == key).map(|member| member.value);
    if let Some(raw) = get("text") {
        return texts(slot, &pointer, raw);
    }
    let role = get("role").and_then(text_of).unwrap_or_default();
    let (key, raw) = ["image_url", "video_url", "audio_url"].iter().find_map(|key| Some((*key, get(key)?)))?;
    let key = if role.is_empty() { key.to_owned() } else { format!("{role}_{key}") };
    let Some(Meaning::Keys([list])) = meaning(&key, Given::Other) else { return None };
    Some(vec![Item::new(slot, pointer, key, raw).part(list, raw.to_owned())])
}

/// A text, which Ark lets end in parameters: `--ratio 16:9 --dur 5`.
fn texts<'a>(slot: usize, pointer: &str, raw: &'a str) -> Option<Vec<Item<'a>>> {
    let text = text_of(raw)?;
    let Some((before, flags)) = text.split_once(" --") else {
        return Some(vec![Item::new(slot, pointer.to_owned(), "text", raw).part("prompt", raw.to_owned())]);
    };
    let mut items = vec![Item::new(slot, pointer.to_owned(), "text", raw).part("prompt", quoted(before))];
    let words: Vec<_> = flags.split_whitespace().map(|word| word.trim_start_matches('-')).collect();
    for pair in words.chunks(2) {
        let [key, value] = pair else { return None };
        let item = Item::new(slot, pointer.to_owned(), (*key).to_owned(), raw);
        match meaning(key, Given::Other) {
            Some(Meaning::Keys([field])) if *field != "prompt" => items.push(item.part(field, quoted(value))),
            Some(Meaning::Nothing) => {
                let mut item = Item { is_part: true, ..item }.because(EditReason::ForeignBody);
                item.write((*key).to_owned(), quoted(value), Vec::new());
                items.push(item);
            }
            _ => return None,
        }
    }
    Some(items)
}
