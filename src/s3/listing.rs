//! Lists a bucket, page by page.

use std::fmt;

use super::page::{self, Page};
use super::place::Place;
use super::signed::Signed;
use super::{ListedObject, S3Error, S3Location};
use crate::fetch::{FetchOptions, RemoteFile};
use crate::http::Transport;
use crate::model::{Fault, FetchObstacle};
use crate::probe::ReadAt;

/// Keys in a page, at most: the limit of S3.
const KEYS: &str = "1000";

/// The longest page in bytes: 1,000 keys of 1,024 bytes, each byte written as three, with 1 KiB beside each key, and more.
const LONGEST_PAGE: u64 = 16 << 20;

/// Pages without an object that may follow each other. Stores may send some while they skip what was deleted.
const MOST_EMPTY: u32 = 1000;

/// The objects of a bucket whose keys begin with a prefix. Holds one page at a time, and ends after an error.
pub struct S3Listing<'s> {
    place: &'s Place,
    transport: &'s dyn Transport,
    prefix: S3Location,
    options: FetchOptions,
    page: std::vec::IntoIter<ListedObject>,
    next: Next,
    empty: u32,
}

/// Which page comes next.
enum Next {
    First,
    After(String),
    None,
}

impl<'s> S3Listing<'s> {
    pub(super) fn new(
        place: &'s Place,
        transport: &'s dyn Transport,
        prefix: &S3Location,
        options: &FetchOptions,
    ) -> Self {
        let options = FetchOptions { whole: true, bytes: LONGEST_PAGE, ..options.clone() };
        let page = Vec::new().into_iter();
        Self { place, transport, prefix: prefix.clone(), options, page, next: Next::First, empty: 0 }
    }

    /// Requests the page after `token`.
    fn request(&self, token: Option<&str>) -> Result<Page, Fault> {
        let invalid = |error: S3Error| FetchObstacle::BadUrl.fault(0, error.to_string());
        let bad = |what: &'static str| FetchObstacle::BadAnswer.fault(0, what);
        let bucket = S3Location::new(self.prefix.bucket(), "").map_err(invalid)?;
        // Sorted by name, as signing requires.
        let mut query: Vec<_> = token.map(|token| ("continuation-token", token.to_owned())).into_iter().collect();
        query.extend([("encoding-type", "url".to_owned()), ("list-type", "2".to_owned())]);
        query.extend([("max-keys", KEYS.to_owned()), ("prefix", self.prefix.key().to_owned())]);
        let signed = Signed::new(self.place, self.transport, &bucket, query).map_err(invalid)?;
        let read = RemoteFile::open(&signed, signed.url(), &self.options).and_then(|file| read(&file));
        let text = String::from_utf8(read.map_err(|fault| signed.explained(fault))?);
        let page = page::read(&text.map_err(|_| bad("the store's answer is not UTF-8"))?, self.prefix.key());
        let page = page.map_err(bad)?;
        if token.is_some() && page.next.as_deref() == token {
            return Err(bad("the store repeats a page of the listing"));
        }
        Ok(page)
    }

    fn turn_page(&mut self) -> Option<Result<(), Fault>> {
        let token = match std::mem::replace(&mut self.next, Next::None) {
            Next::First => None,
            Next::After(token) => Some(token),
            Next::None => return None,
        };
        let page = match self.request(token.as_deref()) {
            Ok(page) => page,
            Err(fault) => return Some(Err(fault)),
        };
        self.empty = if page.objects.is_empty() { self.empty + 1 } else { 0 };
        if self.empty > MOST_EMPTY {
            return Some(Err(FetchObstacle::BadAnswer.fault(0, "the store sends page after page without an object")));
        }
        self.page = page.objects.into_iter();
        self.next = page.next.map_or(Next::None, Next::After);
        Some(Ok(()))
    }
}

impl Iterator for S3Listing<'_> {
    type Item = Result<ListedObject, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(object) = self.page.next() {
                return Some(Ok(object));
            }
            if let Err(fault) = self.turn_page()? {
                return Some(Err(fault));
            }
        }
    }
}

impl fmt::Debug for S3Listing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Listing").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

fn read(file: &dyn ReadAt) -> Result<Vec<u8>, Fault> {
    let mut all = Vec::new();
    let mut buffer = vec![0; 64 << 10];
    let mut offset = 0;
    loop {
        let lost = |error: std::io::Error| {
            let fault = error.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()).cloned();
            fault.unwrap_or_else(|| FetchObstacle::ConnectionLost.fault(offset, error.to_string()))
        };
        let count = file.read_at(offset, &mut buffer).map_err(lost)?;
        if count == 0 {
            return Ok(all);
        }
        all.extend_from_slice(buffer.get(..count).unwrap_or_default());
        offset = offset.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
    }
}
