//! A finding, stamped with the rule that made it.

mod reading;
mod source;
mod weight;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use reading::Reading;
pub use source::RuleSource;
pub use weight::{Outcome, Severity};

use crate::language::{self, Language, say};
use crate::model::{Expected, Fault, Unit, Value};

/// One result of one rule: typed, so that wording can change and other languages derive from the same values.
///
/// [`message`](Self::message) and [`help`](Self::help) make sentences from the values; they are not part of the
/// finding's identity.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub rule: &'static RuleInfo,
    /// How much it counts.
    pub severity: Severity,
    /// Whether the rule fails, is undecided, or only notes something.
    pub outcome: Outcome,
    /// JSON pointer (RFC 6901) into the request; empty for a single file.
    pub pointer: String,
    /// The quantity that the rule judged, such as `width`.
    pub quantity: &'static str,
    /// What was found; absent if it could not be determined.
    pub actual: Option<Value>,
    /// What was expected.
    pub expected: Option<Expected>,
    /// What the live service has been observed to accept beyond it.
    pub observed: Option<Expected>,
    /// What the numbers count.
    pub unit: Option<Unit>,
    /// Why the fact could not be determined, if the file shows why.
    pub fault: Option<Fault>,
    /// Every reading of the quantity, where the file offers several that differ.
    pub readings: Vec<Reading>,
    /// Where the limit is documented.
    pub source: Cow<'static, str>,
    /// The part of the string at `pointer` that is meant, such as one name in a prompt.
    pub span: Option<Span>,
    /// What was most likely meant instead.
    pub suggestion: Option<Suggestion>,
}

/// A part of a string of the request, after its JSON escapes are resolved.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Span {
    /// The part in bytes of UTF-8.
    pub bytes: Range<usize>,
    /// The part in characters.
    pub characters: Range<usize>,
}

impl Span {
    /// The span of `bytes` in `text`; `None` outside of it or within a character.
    pub fn of(text: &str, bytes: Range<usize>) -> Option<Self> {
        let start = text.get(..bytes.start)?.chars().count();
        let length = text.get(bytes.clone())?.chars().count();
        Some(Self { bytes, characters: start..start + length })
    }
}

/// What was most likely meant instead of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Suggestion {
    /// The value to write.
    pub value: Cow<'static, str>,
    /// The built-in profile that accepts it, if the profile in use does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Cow<'static, str>>,
}

impl Finding {
    /// One sentence: what was found and what was expected.
    pub fn message(&self) -> String {
        self.message_in(Language::English)
    }

    /// [`message`](Self::message) in another language.
    pub fn message_in(&self, language: Language) -> String {
        if self.has_own_wording() {
            return (self.rule.message)(self, language).into_owned();
        }
        let quantity = language::quantity(self.quantity, language);
        if !self.readings.is_empty() {
            return self.contradiction(language).into_owned();
        }
        let said = match &self.fault {
            Some(fault) => {
                let fault = language::fault(fault, language);
                say!(language, "{quantity} could not be determined: {fault}", quantity, fault)
            }
            None => say!(language, "{quantity} could not be determined", quantity),
        };
        said.into_owned()
    }

    /// One imperative sentence: what to do about it.
    pub fn help(&self) -> Cow<'static, str> {
        self.help_in(Language::English)
    }

    /// [`help`](Self::help) in another language.
    pub fn help_in(&self, language: Language) -> Cow<'static, str> {
        if self.has_own_wording() {
            return (self.rule.help)(self, language);
        }
        say!(language, "Re-encode the file, or inspect it with ffprobe.")
    }

    /// Message and help as two sentences.
    #[cfg(feature = "audit")]
    pub(crate) fn sentences(&self, language: Language) -> Cow<'static, str> {
        say!(language, "{message}. {help}", message = self.message_in(language), help = self.help_in(language))
    }

    /// "duration is 4 s (tracks) or 60 s (container); expected 2 to 15 s", of readings that contradict each other.
    pub(crate) fn contradiction(&self, language: Language) -> Cow<'static, str> {
        let quantity = language::quantity(self.quantity, language);
        let unit = self.unit.map(|unit| language::unit(unit, language)).unwrap_or_default();
        let readings = self.readings.iter().map(|reading| reading.in_unit(&unit, language));
        let readings =
            readings.reduce(|all, one| say!(language, "{all} or {one}", all, one).into_owned()).unwrap_or_default();
        match &self.expected {
            Some(expected) => {
                let expected = language::expected(expected, language);
                say!(
                    language,
                    "{quantity} is {readings}; expected {expected}{unit}",
                    quantity,
                    readings,
                    expected,
                    unit
                )
            }
            None => say!(language, "{quantity} is {readings}", quantity, readings),
        }
    }

    /// Whether the finding is about a key of the request rather than its value.
    pub fn is_about_key(&self) -> bool {
        self.outcome != Outcome::Undecided && self.quantity == "key"
    }

    /// Whether the rule words this outcome itself: for missing facts of a file, most rules share one wording.
    fn has_own_wording(&self) -> bool {
        self.outcome != Outcome::Undecided || self.rule.words_undecided
    }
}

/// Makes a sentence of a finding's values in a language.
pub(crate) type Wording = fn(&Finding, Language) -> Cow<'static, str>;

/// A rule's identity and explanation.
///
/// ```
/// use seedance_preflight::rules;
///
/// let rule = rules::by_id("video/fps-out-of-range").unwrap();
/// assert!(rule.explanation.contains("24000/1001"));
/// ```
#[derive(Serialize)]
#[non_exhaustive]
pub struct RuleInfo {
    /// The stable id: `family/what-is-wrong`.
    pub id: &'static str,
    /// The highest severity of its findings.
    pub severity: Severity,
    /// One line: what is wrong.
    pub summary: &'static str,
    /// What is measured, how it is judged, and why.
    pub explanation: &'static str,
    /// Where the limit is documented.
    pub source: RuleSource,
    /// Makes the sentence of a finding.
    #[serde(skip)]
    pub(crate) message: Wording,
    /// Makes the help of a finding.
    #[serde(skip)]
    pub(crate) help: Wording,
    /// Whether `message` and `help` also word undecided outcomes.
    #[serde(skip)]
    pub(crate) words_undecided: bool,
}

impl RuleInfo {
    /// [`summary`](Self::summary) in another language.
    pub fn summary_in(&self, language: Language) -> &'static str {
        language.text(self.summary)
    }

    /// [`explanation`](Self::explanation) in another language.
    pub fn explanation_in(&self, language: Language) -> &'static str {
        language.text(self.explanation)
    }

    /// "Source: …".
    pub(crate) fn source_in(&self, language: Language) -> Cow<'static, str> {
        let source = self.source.text();
        say!(language, "Source: {source}", source = language::data(&source, language))
    }

    /// The whole rule, for people: id, summary, explanation, source.
    pub fn text_in(&self, language: Language) -> String {
        let (id, severity) = (self.id, language.text(self.severity.name()));
        let (summary, explanation) = (self.summary_in(language), self.explanation_in(language));
        let source = self.source_in(language);
        let severity = say!(language, "{id} ({severity})", id, severity);
        format!("{severity}\n\n{summary}\n\n{explanation}\n\n{source}")
    }
}

/// The whole rule, for people: id, summary, explanation, source.
impl fmt::Display for RuleInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text_in(Language::English))
    }
}

impl fmt::Debug for RuleInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RuleInfo").field(&self.id).finish()
    }
}

/// Ids are unique.
impl PartialEq for RuleInfo {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for RuleInfo {}
