//! A body's edits, and the text with them.

use std::collections::BTreeSet;

use super::body_edit::{BodyEdit, EditReason};
use super::item::{Item, Outcome};
use super::items::items;
use super::members::{Members, Written};
use super::values::quoted;
use super::{fields, media};
use crate::profile::Profile;
use crate::request::pointer;

/// Members of a body that is edited. No body has anywhere near as many.
const MOST_MEMBERS: usize = 1000;

/// Members with parts that contradict others. Each costs a walk through all.
const MOST_CONTRADICTIONS: usize = 20;

/// U+FEFF, which RFC 8259 §8.1 forbids before JSON.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A body after its edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edited {
    pub(crate) text: String,
    pub(crate) edits: Vec<BodyEdit>,
}

/// Edits a body's text; `None` if it is not a JSON object.
pub(crate) fn edited(text: &str, profile: &Profile) -> Option<Edited> {
    let unmarked = text.trim_start_matches(BYTE_ORDER_MARK);
    let body = Members::of(unmarked).filter(|body| body.all.len() <= MOST_MEMBERS)?;
    let mut whole = Vec::new();
    let items = loop {
        let mut items = items(&body.all, &whole, profile);
        match settle(&mut items, profile) {
            Ok(()) => break items,
            Err(slot) if whole.len() < MOST_CONTRADICTIONS && !whole.contains(&slot) => whole.push(slot),
            Err(_) => return None,
        }
    };
    let mut edits: Vec<_> = items.iter().filter_map(edit).collect();
    if unmarked.len() < text.len() {
        let reasons = vec![EditReason::ByteOrderMark];
        edits.insert(0, BodyEdit { pointer: String::new(), new_pointer: None, from: None, to: None, reasons });
    }
    let written: Vec<_> = items.iter().filter_map(|item| written(item, &body)).collect();
    Some(Edited { text: body.write(&written), edits })
}

fn settle(items: &mut Vec<Item<'_>>, profile: &Profile) -> Result<(), usize> {
    let media = media::settle(items)?;
    fields::settle(items, &media, profile)?;
    // What comes out of another body must not hide a member.
    let mut keys = BTreeSet::new();
    let (inner, outer): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.is_part);
    keys.extend(outer.into_iter().filter_map(key_of));
    match inner.into_iter().find(|item| key_of(item).is_some_and(|key| !keys.insert(key))) {
        Some(item) => Err(item.slot),
        None => Ok(()),
    }
}

/// The key in the edited body.
fn key_of<'i>(item: &'i Item<'_>) -> Option<&'i str> {
    match &item.outcome {
        Outcome::Kept => Some(&item.key),
        Outcome::Written { key, .. } => Some(key),
        Outcome::Removed | Outcome::Moved { .. } => None,
    }
}

fn edit(item: &Item<'_>) -> Option<BodyEdit> {
    let (new_pointer, to) = match &item.outcome {
        Outcome::Kept => return None,
        Outcome::Written { key, value } => (Some(pointer::member("", key)), Some(value.clone())),
        Outcome::Moved { pointer, value } => (Some(pointer.clone()), Some(value.clone())),
        Outcome::Removed => (None, None),
    };
    let from = (!item.raw.is_empty()).then(|| item.raw.to_string());
    Some(BodyEdit { pointer: item.pointer.clone(), new_pointer, from, to, reasons: item.reasons.clone() })
}

fn written<'w>(item: &'w Item<'_>, body: &'w Members<'_>) -> Option<Written<'w>> {
    match &item.outcome {
        Outcome::Kept => {
            let member = body.all.get(item.slot)?;
            Some(Written { slot: item.slot, key: member.raw_key.into(), value: (&*item.raw).into() })
        }
        Outcome::Written { key, value } => {
            Some(Written { slot: item.slot, key: quoted(key).into(), value: value.as_str().into() })
        }
        Outcome::Removed | Outcome::Moved { .. } => None,
    }
}
