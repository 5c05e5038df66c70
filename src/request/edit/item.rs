//! A value of a body, the field that it is meant for, and what becomes of it.

use std::borrow::Cow;

use super::body_edit::EditReason;

/// A value of a body.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// The member of the body that it is, or is in.
    pub(super) slot: usize,
    /// Whether the member has more items, or other parts.
    pub(super) is_part: bool,
    pub(super) pointer: String,
    pub(super) key: Cow<'a, str>,
    /// Its JSON, as it is written.
    pub(super) raw: Cow<'a, str>,
    /// What it gives to the field, as JSON, if that is only a part of it.
    pub(super) given: Option<String>,
    /// The field that it is meant for, if any.
    pub(super) target: Option<&'static str>,
    /// Why its key is not the field's; `None` if it is.
    pub(super) origin: Option<EditReason>,
    pub(super) outcome: Outcome,
    pub(super) reasons: Vec<EditReason>,
}

/// What becomes of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It stays as it is.
    Kept,
    Written {
        key: Cow<'static, str>,
        value: String,
    },
    Removed,
    /// It is a part of another member now.
    Moved {
        pointer: String,
        value: String,
    },
}

/// What a value is as one of a field.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// This JSON.
    Value(String, Vec<EditReason>),
    /// Nothing: the field is left out.
    Nothing(EditReason),
    /// Unclear.
    Unknown,
}

impl Meant {
    /// A value that only one way of writing differs in from what is given.
    pub(super) fn same(value: impl Into<String>) -> Self {
        Self::Value(value.into(), Vec::new())
    }
}

impl<'a> Item<'a> {
    /// A member of the body.
    pub(super) fn new(
        slot: usize,
        pointer: String,
        key: impl Into<Cow<'a, str>>,
        raw: impl Into<Cow<'a, str>>,
    ) -> Self {
        Self {
            slot,
            is_part: false,
            pointer,
            key: key.into(),
            raw: raw.into(),
            given: None,
            target: None,
            origin: None,
            outcome: Outcome::Kept,
            reasons: Vec::new(),
        }
    }

    /// A part of a member, that is meant for `target`.
    pub(super) fn part(self, target: &'static str, given: String) -> Self {
        Self { is_part: true, target: Some(target), given: Some(given), ..self }
    }

    /// The same for a reason that its key gives.
    pub(super) fn because(self, origin: EditReason) -> Self {
        Self { origin: Some(origin), ..self }
    }

    /// What it gives to its field.
    pub(super) fn given(&self) -> &str {
        self.given.as_deref().unwrap_or(&self.raw)
    }

    /// Whether it is written under the field's own key.
    pub(super) fn is_own(&self) -> bool {
        self.origin.is_none()
    }

    /// Settles what becomes of it by what it means for its field.
    pub(super) fn settle(&mut self, meant: Meant) {
        let Some(target) = self.target else { return };
        match meant {
            Meant::Value(value, reasons) => {
                if !self.is_own() || value != self.raw {
                    self.write(target, value, reasons);
                }
            }
            Meant::Nothing(reason) => self.remove(reason),
            // The key is certain, the value is for its author to decide.
            Meant::Unknown if self.origin == Some(EditReason::MisspelledKey) || self.is_own() => {}
            Meant::Unknown => self.write(target, self.given().to_owned(), Vec::new()),
        }
    }

    pub(super) fn write(&mut self, key: impl Into<Cow<'static, str>>, value: String, reasons: Vec<EditReason>) {
        self.outcome = Outcome::Written { key: key.into(), value };
        self.reasons = self.origin.into_iter().chain(reasons).collect();
    }

    pub(super) fn remove(&mut self, reason: EditReason) {
        self.outcome = Outcome::Removed;
        self.reasons = vec![reason];
    }

    pub(super) fn move_to(&mut self, pointer: String, value: String, reasons: Vec<EditReason>) {
        self.outcome = Outcome::Moved { pointer, value };
        self.reasons = self.origin.into_iter().chain(reasons).collect();
    }
}
