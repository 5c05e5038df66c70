//! The lists of media: several keys of other APIs are often one list here.

use super::body_edit::EditReason;
use super::item::{Item, Meant, Outcome};
use super::urls::{Urls, list_of, urls, with_more};
use super::values::quoted;
use crate::profile::Mode;
use crate::request::draft::MediaField;
use crate::request::names::mode_of;
use crate::request::pointer;

/// How many images, videos and audio files the lists have, and whether any is called a reference.
#[derive(Debug, Default)]
pub(super) struct Media {
    pub(super) counts: [u64; 3],
    pub(super) has_references: bool,
}

/// Settles the items of every list.
///
/// # Errors
/// The slot of a member that cannot be cut, because its parts contradict another.
pub(super) fn settle(items: &mut [Item<'_>]) -> Result<Media, usize> {
    let mut media = Media::default();
    let is_frames = items.iter().any(|item| {
        item.target == Some("model")
            && super::values::text_of(item.given()).is_some_and(|id| mode_of(&id) == Some(Mode::Image))
    });
    for (field, count) in MediaField::ALL.into_iter().zip(&mut media.counts) {
        let found = |item: &&Item<'_>| item.target == Some(field.key()) && item.outcome == Outcome::Kept;
        let names = items.iter().filter(found).map(|item| item.key.to_lowercase()).collect::<Vec<_>>();
        media.has_references |= names.iter().any(|name| name.contains("ref"));
        let list = List { field, is_frames };
        *count = u64::try_from(list.settle(items)?).unwrap_or(u64::MAX);
    }
    media.has_references |= items.iter().any(|item| item.is_part && item.origin == Some(EditReason::ForeignKey));
    Ok(media)
}

struct List {
    field: MediaField,
    /// Whether the images are a first and a last frame.
    is_frames: bool,
}

impl List {
    /// Settles the items of the list, and returns its length.
    fn settle(&self, items: &mut [Item<'_>]) -> Result<usize, usize> {
        let is_of_list = |item: &Item<'_>| item.target == Some(self.field.key()) && item.outcome == Outcome::Kept;
        let mut found: Vec<_> = items.iter_mut().filter(|item| is_of_list(item)).collect();
        let read: Vec<_> = found.iter().map(|item| urls(item.given())).collect();
        match found.as_mut_slice() {
            [] => Ok(0),
            [item] => Ok(settle_only(item, read.into_iter().flatten().next().as_ref())),
            several => match read.into_iter().collect::<Option<Vec<_>>>() {
                Some(read) => self.join(several, &read),
                None => contradiction(several).map(|()| 0),
            },
        }
    }

    /// Joins the URLs of several items into one list.
    fn join(&self, items: &mut [&mut Item<'_>], read: &[Urls]) -> Result<usize, usize> {
        let own: Vec<_> = items.iter().enumerate().filter(|(_, item)| item.is_own()).map(|(at, _)| at).collect();
        match own.as_slice() {
            [] => Ok(self.gather(items, read)),
            &[own] => self.append(items, read, own),
            _ => contradiction(items).map(|()| 0),
        }
    }

    /// All into one new list, the last frame last.
    fn gather(&self, items: &mut [&mut Item<'_>], read: &[Urls]) -> usize {
        let mut order: Vec<_> = (0..items.len()).collect();
        order.sort_by_key(|&at| items.get(at).is_some_and(|item| self.is_last(item)));
        let all: Vec<String> = order.iter().filter_map(|&at| read.get(at)).flat_map(|read| read.urls.clone()).collect();
        let mut index = 0;
        for (place, &at) in order.iter().enumerate() {
            let (Some(item), Some(read)) = (items.get_mut(at), read.get(at)) else { continue };
            if place == 0 {
                item.write(self.field.key(), list_of(&all), Vec::new());
            } else {
                self.move_item(item, read, index, Vec::new());
            }
            index += read.urls.len();
        }
        all.len()
    }

    /// The others to the end of the list that there is, unless they are in it.
    fn append(&self, items: &mut [&mut Item<'_>], read: &[Urls], own: usize) -> Result<usize, usize> {
        let Some(present) = read.get(own) else { return Ok(0) };
        let mut urls = present.urls.clone();
        for (at, (item, read)) in items.iter_mut().zip(read).enumerate() {
            if at == own {
                continue;
            }
            if read.urls.iter().all(|url| urls.contains(url)) {
                item.remove(EditReason::Repeated);
                continue;
            }
            let is_second_frame = self.is_last(item) && urls.len() == 1;
            if self.is_frames && !is_second_frame && self.field == MediaField::Images {
                return contradiction(items).map(|()| 0);
            }
            let joined = if is_second_frame { Vec::new() } else { vec![EditReason::Joined] };
            self.move_item(item, read, urls.len(), joined);
            urls.extend(read.urls.iter().cloned());
        }
        let more = urls.get(present.urls.len()..).unwrap_or_default();
        let list = if present.urls.is_empty() { Some(list_of(more)) } else { with_more(&present.list, more) };
        if let (Some(item), Some(list)) = (items.get_mut(own), list)
            && list != item.raw
        {
            item.write(self.field.key(), list, present.reasons.clone());
        }
        Ok(urls.len())
    }

    fn move_item(&self, item: &mut Item<'_>, read: &Urls, index: usize, reasons: Vec<EditReason>) {
        let value = match read.urls.as_slice() {
            [url] => quoted(url),
            urls => list_of(urls),
        };
        item.move_to(pointer::element(self.field.pointer(), index), value, reasons);
    }

    /// Whether the item is called the last frame.
    fn is_last(&self, item: &Item<'_>) -> bool {
        let key = item.key.to_lowercase();
        self.field == MediaField::Images && ["last", "end", "tail"].iter().any(|word| key.contains(word))
    }
}

/// Settles the only item of a list; returns the number of its URLs.
fn settle_only(item: &mut Item<'_>, read: Option<&Urls>) -> usize {
    match read {
        None => item.settle(Meant::Unknown),
        Some(read) if read.urls.is_empty() && (item.raw == "null" || !item.is_own()) => {
            item.remove(EditReason::NoValue)
        }
        Some(read) if read.urls.is_empty() => {}
        Some(read) => item.settle(Meant::Value(read.list.clone(), read.reasons.clone())),
    }
    read.map_or(0, |read| read.urls.len())
}

/// Leaves items that contradict each other as they are, also those that are parts of a member.
fn contradiction(items: &mut [&mut Item<'_>]) -> Result<(), usize> {
    match items.iter().find(|item| item.is_part) {
        Some(part) => Err(part.slot),
        None => {
            for item in items {
                (item.outcome, item.target) = (Outcome::Kept, None);
                item.reasons.clear();
            }
            Ok(())
        }
    }
}
