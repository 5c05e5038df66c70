//! What to do about a refusal, in any language.

use std::borrow::Cow;

use super::class::Direction;
use crate::finding::{Finding, Outcome, Severity};
use crate::language::{Language, say};
use crate::model::{Expected, ExpectedRange, Unit};
use crate::rules;

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Help {
    /// A text of a family or code.
    Fixed(&'static str),
    /// Add a field.
    Add(String),
    /// Remove a field.
    Remove(String),
    /// What the rule says that finds the same before upload.
    OfRule(RuleHelp),
}

/// The help of a rule, for the end that was missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RuleHelp {
    pub(super) rule: &'static str,
    pub(super) quantity: &'static str,
    pub(super) unit: Option<Unit>,
    pub(super) expected: Option<Expected>,
    pub(super) direction: Option<Direction>,
}

impl Help {
    pub(super) fn text(&self, language: Language) -> Cow<'static, str> {
        match self {
            Self::Fixed(help) => Cow::Borrowed(language.text(help)),
            Self::Add(field) => say!(language, "Add `{field}` to the request.", field),
            Self::Remove(name) => say!(language, "Remove `{name}`: the model does not accept it.", name),
            Self::OfRule(help) => help.text(language),
        }
    }
}

impl RuleHelp {
    /// The rule's own help for the end that was missed; for an end that is not known, the help for each.
    fn text(&self, language: Language) -> Cow<'static, str> {
        match (self.direction, &self.expected) {
            (Some(Direction::Both), Some(Expected::Range(range))) => {
                let low = Expected::Range(ExpectedRange { max: None, ..range.clone() });
                let high = Expected::Range(ExpectedRange { min: None, ..range.clone() });
                let (low, high) = (self.expecting(Some(low), language), self.expecting(Some(high), language));
                if low == high {
                    low
                } else {
                    say!(language, "If it is too low: {low} If it is too high: {high}", low, high)
                }
            }
            (Some(Direction::Both), _) => {
                say!(language, "Bring the number within the model's limits: neither too few nor too many.")
            }
            _ => self.expecting(self.expected.clone(), language),
        }
    }

    fn expecting(&self, expected: Option<Expected>, language: Language) -> Cow<'static, str> {
        let Some(rule) = rules::by_id(self.rule) else {
            return Cow::Borrowed("");
        };
        let finding = Finding {
            rule,
            severity: Severity::Error,
            outcome: Outcome::Fails,
            pointer: String::new(),
            quantity: self.quantity,
            actual: None,
            expected,
            observed: None,
            unit: self.unit,
            fault: None,
            source: rule.source.text(),
            span: None,
            suggestion: None,
            readings: Vec::new(),
        };
        finding.help_in(language)
    }
}
