//! What a rule sees of one file, and the collector of its findings.

use std::borrow::Cow;

use crate::finding::{Finding, Outcome, Reading, RuleInfo, Severity, Span, Suggestion};
use crate::model::{Expected, Facts, Fault, FaultKind, FetchObstacle, Format, Kind, Rational, Subject, Unit, Value};
use crate::profile::Profile;
use crate::profile::{Bound, Count, MegabyteLimit, Placement, Source, Tolerance};

/// One file, as a rule sees it.
pub(crate) struct Asset<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) profile: &'a Profile,
    pub(crate) subject: Subject<'a>,
    pub(crate) tolerance: Tolerance,
}

impl Asset<'_> {
    /// Whether the file is of the expected kind; a file that is not measured is refused for its format instead.
    pub(super) fn has_wanted_kind(&self) -> bool {
        let kind = self.facts.kind();
        kind == Kind::Other || self.subject.expected_kind.is_none_or(|wanted| wanted == kind)
    }

    /// Whether the source itself failed, so that nothing is known about the content.
    pub(super) fn failed_to_read(&self) -> bool {
        let is_unseen = self.facts.format == Format::Unknown && self.obstacles().next().is_some();
        is_unseen || self.facts.faults.iter().any(|fault| fault.kind == FaultKind::Io)
    }

    /// Why it could not be fetched.
    pub(super) fn obstacles(&self) -> impl Iterator<Item = (&Fault, FetchObstacle)> {
        self.facts.faults.iter().filter_map(|fault| Some((fault, FetchObstacle::of(fault)?)))
    }

    /// Whether it was fetched, and is a web page or an API message in place of media.
    pub(super) fn is_page(&self) -> bool {
        self.subject.is_fetched && matches!(self.facts.format, Format::Html | Format::Json | Format::Xml | Format::Text)
    }
}

/// Collects findings and stamps the rule on each.
pub(super) struct Findings<'r> {
    rule: &'static RuleInfo,
    pointer: &'r str,
    tolerance: Tolerance,
    /// Why facts are missing, if the file shows why.
    fault: Option<&'r Fault>,
    found: &'r mut Vec<Finding>,
}

impl<'r> Findings<'r> {
    pub(super) fn of_asset(
        rule: &'static RuleInfo,
        pointer: &'r str,
        asset: &'r Asset<'r>,
        found: &'r mut Vec<Finding>,
    ) -> Self {
        Self { rule, pointer, tolerance: asset.tolerance, fault: asset.facts.faults.first(), found }
    }

    pub(super) fn of_request(rule: &'static RuleInfo, tolerance: Tolerance, found: &'r mut Vec<Finding>) -> Self {
        Self { rule, pointer: "", tolerance, fault: None, found }
    }

    /// A failure with the rule's own severity, to be completed and pushed.
    pub(super) fn fails(&self, quantity: &'static str, actual: impl Into<Value>) -> Finding {
        let finding = self.stamp(Outcome::Fails, quantity, Some(actual.into()));
        finding.weighing(self.rule.severity)
    }

    /// An undecided outcome, with the file's first fault as the reason.
    pub(super) fn undecided(&self, quantity: &'static str) -> Finding {
        Finding { fault: self.fault.cloned(), ..self.stamp(Outcome::Undecided, quantity, None) }
    }

    /// How values within an observed band are judged.
    pub(super) fn tolerance(&self) -> Tolerance {
        self.tolerance
    }

    /// Adds a finding, with the rule's own source if it has no other.
    pub(super) fn push(&mut self, mut finding: Finding) {
        if finding.source.is_empty() {
            finding.source = self.rule.source.text();
        }
        self.found.push(finding);
    }

    /// Judges `value` by `bound`: inside passes, unknown is undecided; within the observed band the tolerance decides.
    pub(super) fn within(
        &mut self,
        bound: &Bound,
        quantity: &'static str,
        value: Option<Rational>,
        actual: impl FnOnce(Rational) -> Value,
    ) {
        if let Some(finding) = self.judged(bound, quantity, value, actual) {
            self.push(finding);
        }
    }

    /// The finding of [`within`](Self::within), to be completed and pushed.
    pub(super) fn judged(
        &self,
        bound: &Bound,
        quantity: &'static str,
        value: Option<Rational>,
        actual: impl FnOnce(Rational) -> Value,
    ) -> Option<Finding> {
        let finding = match value {
            None => self.undecided(quantity),
            Some(value) => {
                let severity = match (bound.place(value), self.tolerance) {
                    (Placement::Inside, _) => return None,
                    (Placement::AtDisputedEnd, _) => Severity::Note,
                    (Placement::Observed, Tolerance::Observed) => Severity::Warning,
                    (Placement::Observed, Tolerance::Documented) | (Placement::Outside, _) => Severity::Error,
                };
                self.fails(quantity, actual(value)).weighing(severity)
            }
        };
        Some(finding.expecting_within(bound))
    }

    /// Judges a number of bytes by a limit in megabytes: over N·2^20 is an error, over N·10^6 a warning.
    pub(super) fn within_megabytes(&mut self, limit: &MegabyteLimit, bytes: Option<u64>) {
        let (most, finding) = match bytes {
            None => (limit.binary_bytes(), self.undecided("bytes")),
            Some(bytes) if bytes > limit.binary_bytes() => (limit.binary_bytes(), self.fails("bytes", bytes)),
            Some(bytes) if bytes > limit.decimal_bytes() => {
                (limit.decimal_bytes(), self.fails("bytes", bytes).weighing(Severity::Warning))
            }
            Some(_) => return,
        };
        self.push(finding.expecting(Expected::count(None, Some(most))).in_unit(Unit::Bytes).by(&limit.source));
    }

    fn stamp(&self, outcome: Outcome, quantity: &'static str, actual: Option<Value>) -> Finding {
        Finding {
            rule: self.rule,
            severity: self.rule.severity,
            outcome,
            pointer: self.pointer.to_owned(),
            quantity,
            actual,
            expected: None,
            observed: None,
            unit: None,
            fault: None,
            readings: Vec::new(),
            // Most rules set a closer source, and only `push` knows which do not.
            source: Cow::Borrowed(""),
            span: None,
            suggestion: None,
        }
    }
}

impl Finding {
    /// Sets the pointer to the value in the request.
    pub(super) fn at(self, pointer: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), ..self }
    }

    /// Sets the source of the limit.
    pub(super) fn by(self, source: &Source) -> Self {
        Self { source: Cow::Owned(source.in_full()), ..self }
    }

    /// Sets what was expected.
    pub(super) fn expecting(self, expected: Expected) -> Self {
        Self { expected: Some(expected), ..self }
    }

    /// Sets what was expected: one of a profile's names.
    pub(super) fn expecting_one_of<N: Into<Cow<'static, str>>>(
        self,
        names: impl IntoIterator<Item = N>,
        source: &Source,
    ) -> Self {
        Self {
            expected: Some(Expected::OneOf(names.into_iter().map(Into::into).collect())),
            source: Cow::Owned(source.in_full()),
            ..self
        }
    }

    /// Sets what was expected: a count.
    pub(super) fn expecting_count(self, count: Count, source: &Source) -> Self {
        let expected = Expected::count(Some(u64::from(count.min)), Some(u64::from(count.max)));
        self.expecting(expected).in_unit(Unit::Count).by(source)
    }

    /// Sets what was expected: a value within `bound`.
    pub(super) fn expecting_within(self, bound: &Bound) -> Self {
        Self {
            expected: Some(Expected::Range(bound.documented.into())),
            observed: bound.observed.map(|band| Expected::Range(band.into())),
            unit: Some(bound.unit),
            source: Cow::Owned(bound.source.in_full()),
            ..self
        }
    }

    /// Says which part of the string is meant.
    pub(super) fn spanning(self, span: Option<Span>) -> Self {
        Self { span, ..self }
    }

    /// Says what was most likely meant.
    pub(super) fn suggesting(self, suggestion: Option<Suggestion>) -> Self {
        Self { suggestion, ..self }
    }

    /// Lists every reading of the quantity.
    pub(super) fn reading(self, readings: Vec<Reading>) -> Self {
        Self { readings, ..self }
    }

    /// Sets the unit of the numbers.
    pub(super) fn in_unit(self, unit: Unit) -> Self {
        Self { unit: Some(unit), ..self }
    }

    /// Overrides the rule's own severity.
    pub(super) fn weighing(self, severity: Severity) -> Self {
        let outcome = match (self.outcome, severity) {
            (Outcome::Undecided, _) => Outcome::Undecided,
            (_, Severity::Note) => Outcome::Notes,
            _ => Outcome::Fails,
        };
        Self { severity, outcome, ..self }
    }
}
