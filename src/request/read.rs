//! JSON to a [`Draft`]: collects every fault instead of stopping at the first.
//!
//! `serde_json`'s `RawValue` borrows from the text, so a value's position is where its slice is, and a value of the wrong
//! type does not stop the reader; it skips what it borrows without recursion and without memory, at any depth. Libraries
//! that build a tree with spans either hold many times the text or drop repeated keys.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::draft::{Draft, Slot, Urls};
use super::field::{FIELDS, PARAMETER_KEYS, Store};
use super::foreign::Given;
use super::pointer;
use super::shape::{Malformed, ShapeFault, ShapeFaultKind, UnknownKey};

/// Elements of an array that are read. No revision takes anywhere near as many, and a longer array is a fault.
const MOST_ELEMENTS: usize = 10_000;

/// Unknown keys that are reported. Further ones would tell nothing new.
const MOST_UNKNOWN_KEYS: usize = 100;

/// Reads an object.
///
/// # Errors
/// If the text is not JSON.
pub(super) fn read(text: &str) -> Result<(Draft<'_>, Vec<ShapeFault>), serde_json::Error> {
    // RFC 8259 §2: insignificant whitespace.
    if !text.trim_start_matches([' ', '\t', '\n', '\r']).starts_with('{') {
        let value: &RawValue = serde_json::from_str(text)?;
        let mut reader = Reader::default();
        reader.wrong_type::<()>("", value, "object");
        return Ok((Draft::unreadable(), reader.faults));
    }
    let mut reader = Reader::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.deserialize_map(Members(|key: &str, value| reader.member(key, value)))?;
    deserializer.end()?;
    Ok((reader.draft, reader.faults))
}

#[derive(Default)]
struct Reader<'a> {
    draft: Draft<'a>,
    faults: Vec<ShapeFault>,
    /// A bit for each of [`FIELDS`].
    seen: u16,
    unknown_keys: usize,
}

impl<'a> Reader<'a> {
    fn member(&mut self, key: &str, value: &'a RawValue) {
        let Some((index, field)) = FIELDS.iter().enumerate().find(|(_, field)| field.key == key) else {
            return self.unknown("", key, value);
        };
        let bit = 1 << index;
        if self.seen & bit != 0 {
            self.repeated(key);
        }
        self.seen |= bit;
        match field.store {
            Store::Text(place) => *place(&mut self.draft) = self.text(field.pointer, value),
            Store::Integer(place) => *place(&mut self.draft) = self.integer(field.pointer, value),
            Store::Boolean(place) => *place(&mut self.draft) = self.boolean(field.pointer, value),
            Store::Urls(place) => *place(&mut self.draft) = self.urls(field.pointer, value),
            Store::Params(place) => *place(&mut self.draft) = self.params(field.pointer, value),
        }
    }

    /// Most readers take the last of repeated keys, so the faults of the earlier ones are void.
    fn repeated(&mut self, key: &str) {
        let pointer = pointer::member("", key);
        let is_below =
            |other: &str| other.strip_prefix(&pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.faults.retain(|fault| !is_below(&fault.pointer));
        self.faults.push(ShapeFault { pointer, kind: ShapeFaultKind::RepeatedKey });
    }

    fn unknown(&mut self, parent: &str, key: &str, value: &RawValue) {
        self.unknown_keys += 1;
        if self.unknown_keys <= MOST_UNKNOWN_KEYS {
            let kind = ShapeFaultKind::UnknownKey(UnknownKey {
                key: key.to_owned(),
                in_params: !parent.is_empty(),
                has_value: !is_empty(value.get()),
                given: Given::of(value.get()),
            });
            self.fault(pointer::member(parent, key), kind);
        }
    }

    fn text(&mut self, pointer: &str, value: &'a RawValue) -> Slot<Cow<'a, str>> {
        if !value.get().starts_with('"') {
            return self.wrong_type(pointer, value, "string");
        }
        match unquoted(value.get()) {
            Ok(text) => Slot::Read(text),
            Err(error) => {
                let what = error.to_string();
                // The text was read as a whole before, so only the value of an escape can be wrong.
                let malformed = if what.contains("surrogate") || what.contains("hex escape") {
                    Malformed::LoneSurrogate
                } else {
                    Malformed::Syntax { what, slip: None }
                };
                self.fault(pointer.to_owned(), ShapeFaultKind::Malformed(malformed));
                Slot::Unreadable
            }
        }
    }

    fn boolean(&mut self, pointer: &str, value: &RawValue) -> Slot<bool> {
        match value.get() {
            "true" => Slot::Read(true),
            "false" => Slot::Read(false),
            _ => self.wrong_type(pointer, value, "boolean"),
        }
    }

    fn integer(&mut self, pointer: &str, value: &RawValue) -> Slot<i64> {
        let text = value.get();
        if !is_number(text) || text.contains(['.', 'e', 'E']) {
            return self.wrong_type(pointer, value, "integer");
        }
        match text.parse() {
            Ok(number) => Slot::Read(number),
            Err(_) => {
                const SHOWN: usize = 40;
                let digits = text.chars().take(SHOWN).collect();
                self.fault(pointer.to_owned(), ShapeFaultKind::IntegerTooLarge { digits });
                Slot::Unreadable
            }
        }
    }

    fn urls(&mut self, pointer: &str, value: &'a RawValue) -> Slot<Urls<'a>> {
        if !value.get().starts_with('[') {
            return self.wrong_type(pointer, value, "array");
        }
        let mut urls = Vec::new();
        let mut count = 0_usize;
        let read =
            serde_json::Deserializer::from_str(value.get()).deserialize_seq(Elements(|element: &'a RawValue| {
                if count < MOST_ELEMENTS {
                    let element_pointer = || pointer::element(pointer, count);
                    urls.push(match fast_text(element.get()) {
                        Some(text) => Some(Cow::Borrowed(text)),
                        None => match self.text(&element_pointer(), element) {
                            Slot::Read(text) => Some(text),
                            Slot::Absent | Slot::Unreadable => None,
                        },
                    });
                }
                count += 1;
            }));
        debug_assert!(read.is_ok(), "the whole text was read before");
        if count > MOST_ELEMENTS {
            let kind = ShapeFaultKind::TooManyElements { count: u64::try_from(count).unwrap_or(u64::MAX) };
            self.fault(pointer.to_owned(), kind);
        }
        if urls.is_empty() { Slot::Absent } else { Slot::Read(urls) }
    }

    fn params(&mut self, pointer: &str, value: &'a RawValue) -> Slot<Slot<bool>> {
        if !value.get().starts_with('{') {
            return self.wrong_type(pointer, value, "object");
        }
        let mut search = Slot::Absent;
        let members = Members(|key: &str, value: &'a RawValue| {
            if !PARAMETER_KEYS.contains(&key) {
                return self.unknown(pointer, key, value);
            }
            let pointer = "/model_params/web_search";
            if !search.is_absent() {
                self.faults.retain(|fault| fault.pointer != pointer);
                self.fault(pointer.to_owned(), ShapeFaultKind::RepeatedKey);
            }
            search = self.boolean(pointer, value);
        });
        let read = serde_json::Deserializer::from_str(value.get()).deserialize_map(members);
        debug_assert!(read.is_ok(), "the whole text was read before");
        Slot::Read(search)
    }

    fn wrong_type<T>(&mut self, pointer: &str, value: &RawValue, expected: &'static str) -> Slot<T> {
        let actual = type_of(value.get());
        self.fault(pointer.to_owned(), ShapeFaultKind::WrongType { actual, expected });
        Slot::Unreadable
    }

    fn fault(&mut self, pointer: String, kind: ShapeFaultKind) {
        self.faults.push(ShapeFault { pointer, kind });
    }
}

/// The text of a string without escapes, as nearly all are.
fn fast_text(raw: &str) -> Option<&str> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.as_bytes().contains(&b'\\')).then_some(inner)
}

/// The text of a string.
fn unquoted(raw: &str) -> Result<Cow<'_, str>, serde_json::Error> {
    match fast_text(raw) {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => serde_json::from_str(raw).map(Cow::Owned),
    }
}

fn is_number(raw: &str) -> bool {
    raw.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// Whether a value is `null`, `""`, `[]` or `{}`.
pub(super) fn is_empty(raw: &str) -> bool {
    let inner = |open, close| raw.strip_prefix(open).and_then(|raw: &str| raw.strip_suffix(close)).map(str::trim);
    raw == "null" || [inner('"', '"'), inner('[', ']'), inner('{', '}')].contains(&Some(""))
}

/// The type of a value, by the names of JSON Schema.
fn type_of(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b'"') => "string",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ if raw.contains(['.', 'e', 'E']) => "number",
        _ => "integer",
    }
}

/// Gives the members of an object, one after the other, repeated ones too.
struct Members<F>(F);

impl<'de, F: FnMut(&str, &'de RawValue)> Visitor<'de> for Members<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Key)? {
            (self.0)(&key, map.next_value()?);
        }
        Ok(())
    }
}

/// Reads a key, borrowed if it has no escape.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}

/// Gives the elements of an array, one after the other.
pub(super) struct Elements<F>(pub(super) F);

impl<'de, F: FnMut(&'de RawValue)> Visitor<'de> for Elements<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        while let Some(element) = elements.next_element()? {
            (self.0)(element);
        }
        Ok(())
    }
}
