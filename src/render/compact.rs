//! JSON on one line, written into memory in long pieces.
//!
//! Reports on whole folders are mostly JSON. `serde_json` looks at each byte of each key and text for something to escape;
//! here whole texts are compared at once, and keys, which the source states, not at all. What is not a plain text or an
//! integer is left to `serde_json`.

use std::io::{self, Write};

use serde::ser::{
    Error as _, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};
use serde::{Serialize, Serializer};
use serde_json::Error;

use super::{bytes, escaped};

/// Fits most reports: facts and two findings.
pub(crate) const TYPICAL_LINE: usize = 2048;

/// Writes `value` on one line. No character of it is invisible: see [`escaped`].
pub(crate) fn to_writer(mut out: impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut line = Vec::with_capacity(TYPICAL_LINE);
    to_memory(&mut line, value)?;
    out.write_all(&line)
}

/// Writes `value` as JSON on one line, without a line end; no character is invisible.
///
/// # Errors
/// Whatever keeps `out` from being written, or `value` from being JSON.
pub fn value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    to_writer(out, value)
}

/// As [`to_writer`], to the end of `out`.
pub(crate) fn to_memory(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(Json(out))?)
}

struct Json<'a>(&'a mut Vec<u8>);

/// A list or an object that has begun.
struct Open<'a> {
    out: &'a mut Vec<u8>,
    is_empty: bool,
    /// What ends it.
    end: &'static [u8],
}

impl<'a> Json<'a> {
    fn open(self, start: &[u8], end: &'static [u8]) -> Open<'a> {
        self.0.extend_from_slice(start);
        Open { out: self.0, is_empty: true, end }
    }

    /// An enum's variant that holds values: an object with the variant's name as its key.
    fn open_variant(self, variant: &'static str, start: &[u8], end: &'static [u8]) -> Open<'a> {
        self.0.push(b'{');
        push_key(self.0, variant);
        self.open(start, end)
    }

    fn integer(self, value: impl itoa::Integer) {
        self.0.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
    }

    /// What this writer does not write itself.
    fn rest(self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        escaped::write(self.0, value)
    }
}

fn push_key(out: &mut Vec<u8>, key: &'static str) {
    push_name(out, key);
    out.push(b':');
}

/// A name that the source states, of a field or a variant: it needs no escapes.
fn push_name(out: &mut Vec<u8>, name: &'static str) {
    debug_assert!(is_plain(name), "{name}");
    push_text(out, name);
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Whether JSON takes `text` as it is: visible ASCII without quotes and backslashes.
fn is_plain(text: &str) -> bool {
    bytes::all(text.as_bytes(), |byte| matches!(byte, b' '..=b'~') & (byte != b'"') & (byte != b'\\'))
}

impl Open<'_> {
    fn separate(&mut self) {
        if !std::mem::take(&mut self.is_empty) {
            self.out.push(b',');
        }
    }

    fn element(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.separate();
        value.serialize(Json(self.out))
    }

    fn member(&mut self, key: &'static str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.separate();
        push_key(self.out, key);
        value.serialize(Json(self.out))
    }

    fn close(self) {
        self.out.extend_from_slice(self.end);
    }
}

macro_rules! integers {
    ($($name:ident: $Integer:ty),+) => {
        $(fn $name(self, value: $Integer) -> Result<(), Error> {
            self.integer(value);
            Ok(())
        })+
    };
}

macro_rules! rest {
    ($($name:ident: $Type:ty),+) => {
        $(fn $name(self, value: $Type) -> Result<(), Error> {
            self.rest(&value)
        })+
    };
}

impl<'a> Serializer for Json<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Open<'a>;
    type SerializeTupleVariant = Open<'a>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Open<'a>;

    integers!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128
    );
    rest!(serialize_bool: bool, serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_bytes: &[u8]);

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        if !is_plain(text) {
            return self.rest(text);
        }
        push_text(self.0, text);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.0.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        push_name(self.0, variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut open = self.open(b"{", b"}");
        open.member(variant, value)?;
        open.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Error> {
        Ok(self.open(b"[", b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'a>, Error> {
        Ok(self.open(b"[", b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Error> {
        Ok(self.open(b"[", b"]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Error> {
        Ok(self.open_variant(variant, b"[", b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Error> {
        Ok(self.open(b"{", b"}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Error> {
        Ok(self.open(b"{", b"}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Error> {
        Ok(self.open_variant(variant, b"{", b"}}"))
    }
}

macro_rules! lists {
    ($($Trait:ident: $method:ident),+) => {
        $(impl $Trait for Open<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        })+
    };
}

lists!(
    SerializeSeq: serialize_element, SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field, SerializeTupleVariant: serialize_field
);

macro_rules! objects {
    ($($Trait:ident),+) => {
        $(impl $Trait for Open<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
                self.member(key, value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        })+
    };
}

objects!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.separate();
        let start = self.out.len();
        key.serialize(Json(self.out))?;
        if self.out.get(start) == Some(&b'"') { Ok(()) } else { Err(Error::custom("a key that is not a text")) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.out.push(b':');
        value.serialize(Json(self.out))
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::printable::is_unseen;

    fn written(value: &impl Serialize) -> String {
        let mut json = Vec::new();
        to_writer(&mut json, value).unwrap();
        String::from_utf8(json).unwrap()
    }

    #[derive(Serialize)]
    enum Every<'a> {
        Unit,
        One(Option<f64>),
        Two(i128, char),
        Fields { list: Vec<(u8, ())>, map: BTreeMap<&'a str, bool> },
    }

    #[derive(Serialize)]
    struct Pair(u64, &'static str);

    #[test]
    fn every_shape_is_as_serde_json_writes_it() {
        let map = BTreeMap::from([("", true), ("a\"\n", false)]);
        let every = [
            Every::Unit,
            Every::One(Some(0.1)),
            Every::One(None),
            Every::Two(-5, 'x'),
            Every::Fields { list: vec![(7, ())], map },
        ];
        let value = (Pair(u64::MAX, "\\"), &every[..], Vec::<u8>::new(), BTreeMap::<String, ()>::new());
        assert_eq!(written(&value), serde_json::to_string(&value).unwrap());
        assert!(to_writer(&mut Vec::new(), &BTreeMap::from([(1, 2)])).is_err());
    }

    #[test]
    fn what_is_invisible_is_escaped() {
        assert_eq!(
            written(&"a\u{7f}\u{9b}\u{2028}\u{202e}\u{e0041}猫"),
            r#""a\u007f\u009b\u2028\u202e\udb40\udc41猫""#
        );
    }

    proptest! {
        #[test]
        fn nothing_invisible_is_left_and_the_value_is_the_same(text: String) {
            let json = written(&text);
            prop_assert!(!json.chars().any(is_unseen), "{}", json);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }

        #[test]
        fn ascii_is_as_serde_json_writes_it(text in "[ -~]{0,100}") {
            prop_assert_eq!(written(&text), serde_json::to_string(&text).unwrap());
        }
    }
}
