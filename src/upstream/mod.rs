//! The service's own refusals: which of our rules one speaks of, of what in the request, and which bound it names.
//!
//! The model behind the API refuses in regular sentences, which reach the caller inside errors of one service or more:
//! bare, behind a prefix, or in JSON within JSON. So the sentences are looked for in the text, whatever is around them.

mod limit;
mod quantity;
mod sentence;

use std::borrow::Cow;

use quantity::Subject;
use sentence::Sentence;

use crate::finding::{Finding, Outcome, Severity};
use crate::model::{Expected, Unit};
use crate::profile::{Mode, Range};
use crate::request::Counts;
use crate::rules;

/// What a refusal of the service says, in the words of this crate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpstreamRefusal {
    /// The id of the rule that would have said so before.
    pub rule: &'static str,
    /// The rule that it is otherwise, where the text suits two and does not say which.
    pub or_rule: Option<&'static str>,
    /// Which quantity it names, in the words of this crate's findings.
    pub quantity: &'static str,
    /// `N` of `content[N]`, where it names one.
    pub content_index: Option<usize>,
    /// JSON pointer into the request, where the request's counts tell it.
    pub pointer: Option<String>,
    /// The range that it asks for; the end that was missed is alone in it where the text tells which that is.
    pub bound: Option<Range>,
    /// What the bound counts.
    pub unit: Option<Unit>,
    /// The name of the model behind the API.
    pub model: Option<String>,
    /// The mode in which that model ran.
    pub mode: Option<Mode>,
    /// What would have passed: as the text says, else as the reference does.
    expected: Option<Expected>,
}

impl UpstreamRefusal {
    /// One imperative sentence: what to do about it.
    pub fn help(&self) -> Cow<'static, str> {
        let Some(rule) = rules::by_id(self.rule) else {
            return Cow::Borrowed("");
        };
        let finding = Finding {
            rule,
            severity: Severity::Error,
            outcome: Outcome::Fails,
            pointer: self.pointer.clone().unwrap_or_default(),
            quantity: self.quantity,
            actual: None,
            expected: self.expected.clone(),
            observed: None,
            unit: self.unit,
            fault: None,
            source: Cow::Borrowed(rule.source),
            span: None,
            suggestion: None,
        };
        finding.help()
    }
}

/// Reads a refusal of the service: the bare message, or the whole answer around it.
///
/// With the `counts` of the request that was refused, `content[N]` becomes a pointer into it. `None` for a text that
/// is not known, such as a refusal of what is seen in a picture.
///
/// ```
/// use seedance_preflight::Rational;
/// use seedance_preflight::request::Counts;
/// use seedance_preflight::upstream::explain_upstream;
///
/// let message = "The parameter `content[2]` specified in the request is not valid: the parameter video pixel count \
///     specified in the request must be less than or equal to 927408 for model seedance-2-0 in r2v";
/// let refusal = explain_upstream(message, Some(Counts::new(1, 1, 0))).unwrap();
/// assert_eq!(refusal.rule, "video/pixels-out-of-range");
/// assert_eq!(refusal.pointer.as_deref(), Some("/video_urls/0"));
/// assert_eq!(refusal.bound.and_then(|bound| bound.max), Some(Rational::from(927_408_u32)));
///
/// assert_eq!(explain_upstream("the input image may contain a real person", None), None);
/// ```
pub fn explain_upstream(message: &str, counts: Option<Counts>) -> Option<UpstreamRefusal> {
    let text = sentence::plain(message);
    let content_index = sentence::content_index(&text);
    let named = content_index.zip(counts).and_then(|(index, counts)| counts.kind_at(index));
    let sentence = Sentence::find(&text)?;
    let subject = Subject::of(&sentence, named)?;
    let bound = sentence.missed_bound();
    let documented = || limit::documented(subject.rule, subject.kind()).map(|limit| sentence.missed_end_of(limit));
    Some(UpstreamRefusal {
        rule: subject.rule,
        or_rule: subject.or_rule,
        quantity: subject.quantity,
        content_index,
        pointer: subject.pointer(content_index, counts),
        bound,
        expected: bound.map(|range| Expected::Range(range.into())).or_else(documented),
        unit: subject.unit,
        model: sentence.model.map(str::to_owned),
        mode: sentence.mode,
    })
}

#[cfg(test)]
mod tests;
