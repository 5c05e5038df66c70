//! A JSON object as it is written, so that what is not edited stays as it is, byte for byte.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::request::location::within;

/// An object's text, cut at its members.
pub(super) struct Members<'a> {
    /// What comes before the first member: whitespace and the brace.
    before: &'a str,
    pub(super) all: Vec<Member<'a>>,
    /// The brace at the end, and whitespace after it.
    after: &'a str,
}

/// A member's text.
pub(super) struct Member<'a> {
    /// Whitespace before the key.
    lead: &'a str,
    /// The key as it is written, in quotes.
    pub(super) raw_key: &'a str,
    pub(super) key: Cow<'a, str>,
    /// What is between key and value.
    colon: &'a str,
    pub(super) value: &'a str,
    /// Whitespace after the value.
    trail: &'a str,
}

/// A member that is to be written.
pub(super) struct Written<'w> {
    /// The member whose whitespace it takes over.
    pub(super) slot: usize,
    /// The key, in quotes.
    pub(super) key: Cow<'w, str>,
    pub(super) value: Cow<'w, str>,
}

impl<'a> Members<'a> {
    /// Cuts the text of an object; `None` for any other.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let mut pairs = Vec::new();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.deserialize_map(Pairs(&mut pairs)).and_then(|()| deserializer.end()).ok()?;
        let mut from = text.find('{')? + 1;
        let mut all = Vec::with_capacity(pairs.len());
        for (index, (raw_key, value)) in pairs.iter().enumerate() {
            let (key_at, value_at) = (within(text, raw_key)?, within(text, value)?);
            let rest = text.get(value_at.end..)?;
            // Only whitespace is between a value and the comma, or the brace.
            let trail = rest.get(..rest.find(if index + 1 < pairs.len() { ',' } else { '}' })?)?;
            all.push(Member {
                lead: text.get(from..key_at.start)?,
                raw_key: raw_key.get(),
                key: decoded(raw_key.get())?,
                colon: text.get(key_at.end..value_at.start)?,
                value: value.get(),
                trail,
            });
            from = value_at.end + trail.len() + usize::from(index + 1 < pairs.len());
        }
        Some(Self { before: text.get(..text.find('{')? + 1)?, all, after: text.get(from..)? })
    }

    /// The text with these members.
    pub(super) fn write(&self, members: &[Written<'_>]) -> String {
        let mut text = self.before.to_owned();
        let last = self.all.len().saturating_sub(1);
        for (index, Written { slot, key, value }) in members.iter().enumerate() {
            // Between members, the whitespace of one that is not the first.
            let lead = if index == 0 { 0 } else { (*slot).max(1).min(last) };
            let lead = self.all.get(lead).map_or("", |member| member.lead);
            let member = self.all.get(*slot);
            let is_last = index + 1 == members.len();
            let trail = match (is_last, *slot == last) {
                (true, _) => self.all.last().map_or("", |member| member.trail),
                (false, true) => "",
                (false, false) => member.map_or("", |member| member.trail),
            };
            text.extend([lead, key, member.map_or(": ", |member| member.colon), value, trail]);
            if !is_last {
                text.push(',');
            }
        }
        text + self.after
    }
}

fn decoded(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(raw).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

/// Collects the keys and the values of an object, repeated ones too.
struct Pairs<'p, 'de>(&'p mut Vec<(&'de RawValue, &'de RawValue)>);

impl<'de> Visitor<'de> for Pairs<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(pair) = map.next_entry()? {
            self.0.push(pair);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str, edit: impl FnOnce(&mut Vec<Written<'_>>)) -> String {
        let members = Members::of(text).unwrap();
        let same = |(slot, member): (usize, &Member<'_>)| Written {
            slot,
            key: member.raw_key.to_owned().into(),
            value: member.value.to_owned().into(),
        };
        let mut written = members.all.iter().enumerate().map(same).collect();
        edit(&mut written);
        members.write(&written)
    }

    #[test]
    fn what_is_not_edited_stays_as_it_is() {
        for text in [
            "{}",
            " { } \n",
            "{\"a\":1}",
            "{\n  \"a\" : [1, {\"b\": \"},\"}] ,\r\n\t\"a\\u0062\":\"\\\"\"  }\n",
            "{ \"a\": 1 , \"b\": 2 }",
        ] {
            assert_eq!(rewritten(text, |_| {}), text);
        }
        for text in ["", "[]", "5", "\"{}\"", "{\"a\"}", "{'a': 1}", "{} {}", "{\"a\": 1}}"] {
            assert!(Members::of(text).is_none(), "{text}");
        }
        assert_eq!(Members::of(r#"{"a\u0062": 1}"#).unwrap().all[0].key, "ab");
    }

    #[test]
    fn members_are_removed_and_added_in_the_style_of_the_others() {
        let text = "{\n  \"a\": 1,\n  \"b\": 2\n}\n";
        assert_eq!(rewritten(text, |members| drop(members.pop())), "{\n  \"a\": 1\n}\n");
        assert_eq!(rewritten(text, |members| drop(members.remove(0))), "{\n  \"b\": 2\n}\n");
        let added = || Written { slot: 0, key: "\"c\"".into(), value: "3".into() };
        assert_eq!(rewritten(text, |m| m.insert(0, added())), "{\n  \"c\": 3,\n  \"a\": 1,\n  \"b\": 2\n}\n");
        assert_eq!(rewritten("{\"a\":1,\"b\":2}", |m| m.push(added())), "{\"a\":1,\"b\":2,\"c\":3}");
        assert_eq!(rewritten("{}", |m| m.push(added())), "{\"c\": 3}");
    }
}
