//! One edit of a request's body, and why it is made.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::Value;

use crate::language::{Language, say};
use crate::model::named::named_enum;
use crate::printable::printable;

/// Characters of a value that a sentence shows.
const MOST_SHOWN: usize = 60;

/// One value of a request's body that was changed, moved, added or removed.
///
/// Serializes to `{pointer, new_pointer, from, to, reasons, is_certain}`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BodyEdit {
    /// JSON pointer to the value in the request as it was; for a value that is added, in the fixed request.
    pub pointer: String,
    /// JSON pointer to the value in the fixed request; `None` if it was removed.
    pub new_pointer: Option<String>,
    /// The value before, as JSON text; `None` if it is added.
    pub from: Option<String>,
    /// The value after, as JSON text; `None` if it is removed.
    pub to: Option<String>,
    /// Why, the key's reason first.
    pub reasons: Vec<EditReason>,
}

named_enum! {
    /// Why a value of a request's body is edited.
    pub enum EditReason {
        /// The key is another API's name of the same field.
        ForeignKey = "foreign-key",
        /// The key is a misspelling of a field's.
        MisspelledKey = "misspelled-key",
        /// The value was within another API's body.
        ForeignBody = "foreign-body",
        /// The value was of another JSON type.
        Type = "type",
        /// The same value, as the API spells it.
        Spelling = "spelling",
        /// A key without a value, which the API has left out.
        NoValue = "no-value",
        /// The same value is there twice.
        Repeated = "repeated",
        /// The value is what the model does anyway.
        NoEffect = "no-effect",
        /// The text began with a byte order mark.
        ByteOrderMark = "byte-order-mark",
        /// It names the file that was fixed.
        FixedFile = "fixed-file",
        /// It names the same file, as it is reached from the folder of the result.
        OtherFolder = "other-folder",
        /// The values of several keys are put into one list.
        Joined = "joined",
        /// A number that is not whole was rounded.
        Rounded = "rounded",
        /// The number was moved into the accepted range.
        OutOfRange = "out-of-range",
        /// The nearest value that is accepted.
        Nearest = "nearest",
        /// The model that was most likely meant.
        Model = "model",
    }
}

impl BodyEdit {
    /// Whether the value can only have meant this; otherwise its author should look at the edit.
    pub fn is_certain(&self) -> bool {
        self.reasons.iter().all(|reason| reason.is_certain())
    }

    /// The edit in one sentence.
    pub fn message(&self) -> String {
        self.message_in(Language::English)
    }

    /// [`message`](Self::message) in another language.
    pub fn message_in(&self, language: Language) -> String {
        let what = self.what(language);
        let why = self.reasons.iter().map(|reason| reason.text_in(language)).collect::<Vec<_>>();
        let why = why.join(language.text("; "));
        say!(language, "{what} ({why})", what, why).into_owned()
    }

    fn what(&self, language: Language) -> String {
        let pointer = printable(&self.pointer);
        let shown = |json: &Option<String>| json.as_deref().map(shown).unwrap_or_default();
        let (from, to) = (shown(&self.from), shown(&self.to));
        let new = self.new_pointer.as_deref().map(printable);
        let said = match (new, &self.from, &self.to) {
            (None, None, _) => say!(language, "the text is written in plain UTF-8"),
            (None, Some(_), _) => say!(language, "{pointer} is removed: {from}", pointer, from),
            (Some(_), None, _) => say!(language, "{pointer} is added: {to}", pointer, to),
            (Some(new), Some(_), _) if new == pointer => {
                say!(language, "{pointer} changes from {from} to {to}", pointer, from, to)
            }
            (Some(new), Some(old), Some(same)) if old == same => {
                say!(language, "{pointer} becomes {new}", pointer, new)
            }
            (Some(new), ..) => {
                say!(language, "{pointer} becomes {new} and changes from {from} to {to}", pointer, new, from, to)
            }
        };
        said.into_owned()
    }
}

impl EditReason {
    /// Whether the value can only have meant this.
    pub const fn is_certain(self) -> bool {
        match self {
            Self::ForeignKey
            | Self::ForeignBody
            | Self::Type
            | Self::Spelling
            | Self::NoValue
            | Self::Repeated
            | Self::NoEffect
            | Self::ByteOrderMark
            | Self::FixedFile
            | Self::OtherFolder => true,
            Self::MisspelledKey | Self::Joined | Self::Rounded | Self::OutOfRange | Self::Nearest | Self::Model => {
                false
            }
        }
    }

    /// The reason in words.
    pub fn text_in(self, language: Language) -> &'static str {
        match self {
            Self::ForeignKey => language.text("a key of another API"),
            Self::MisspelledKey => language.text("most likely a misspelling"),
            Self::ForeignBody => language.text("from the body of another API"),
            Self::Type => language.text("the type that the field has"),
            Self::Spelling => language.text("the same, as the API spells it"),
            Self::NoValue => language.text("a key without a value"),
            Self::Repeated => language.text("the same value twice"),
            Self::NoEffect => language.text("without effect"),
            Self::ByteOrderMark => language.text("a byte order mark"),
            Self::FixedFile => language.text("the fixed file"),
            Self::OtherFolder => language.text("the same file, from the folder of the result"),
            Self::Joined => language.text("joined with the others"),
            Self::Rounded => language.text("rounded to a whole number"),
            Self::OutOfRange => language.text("moved into the accepted range"),
            Self::Nearest => language.text("the nearest accepted value"),
            Self::Model => language.text("the model that was most likely meant"),
        }
    }
}

/// A value on one line, cut where it is long.
fn shown(json: &str) -> String {
    // Of a long value no more is walked through than can be shown.
    let start = json.char_indices().nth(8 * MOST_SHOWN).map_or(json, |(at, _)| json.get(..at).unwrap_or_default());
    let line = start.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST_SHOWN) {
        Some((at, _)) => format!("{}…", printable(line.get(..at).unwrap_or_default())),
        None => printable(&line),
    }
}

impl Serialize for BodyEdit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut edit = serializer.serialize_struct("BodyEdit", 6)?;
        edit.serialize_field("pointer", &self.pointer)?;
        if let Some(new) = &self.new_pointer {
            edit.serialize_field("new_pointer", new)?;
        }
        for (name, json) in [("from", &self.from), ("to", &self.to)] {
            if let Some(json) = json {
                // JSON that is too deep, or has a number out of range, becomes a string. `RawValue` works with serde_json's
                // own serializer only.
                let value = serde_json::from_str(json).unwrap_or_else(|_| Value::String(json.clone()));
                edit.serialize_field(name, &value)?;
            }
        }
        edit.serialize_field("reasons", &self.reasons)?;
        edit.serialize_field("is_certain", &self.is_certain())?;
        edit.end()
    }
}
