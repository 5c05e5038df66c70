//! Media for the examples that each rule carries in its own file: what passes, and what breaks this rule only.

use super::accepted;
use super::context::Asset;
use super::judge::judge;
use super::rule::Rule;
use crate::finding::{Finding, Outcome, Severity};
use crate::model::{AudioFacts, Facts, ImageFacts, Kind, Media, Subject, Value, VideoFacts};
use crate::profile::{Profile, Tolerance};

/// A file for an example.
pub(in crate::rules) struct Example {
    facts: Facts,
    subject: Subject<'static>,
}

impl Example {
    pub(in crate::rules) fn of(facts: Facts) -> Self {
        Self { facts, subject: Subject::default() }
    }

    pub(in crate::rules) fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(&mut self.facts);
        self
    }

    pub(in crate::rules) fn named(mut self, name: &'static str) -> Self {
        self.subject.name = Some(name);
        self
    }

    pub(in crate::rules) fn expected_as(mut self, kind: Kind) -> Self {
        self.subject.expected_kind = Some(kind);
        self
    }

    pub(in crate::rules) fn fetched(mut self) -> Self {
        self.subject.is_fetched = true;
        self
    }

    pub(in crate::rules) fn into_facts(self) -> Facts {
        self.facts
    }

    pub(in crate::rules) fn findings(&self) -> Vec<Finding> {
        let (facts, subject, profile) = (&self.facts, self.subject, &Profile::default());
        judge(&Asset { facts, subject, profile, tolerance: Tolerance::default() }, "")
    }
}

/// A PNG that passes every rule, with a change.
pub(in crate::rules) fn image(change: impl FnOnce(&mut ImageFacts)) -> Example {
    Example::of(accepted::image()).with(|facts| match &mut facts.media {
        Media::Image(image) => change(image),
        other => unreachable!("{other:?}"),
    })
}

/// An MP4 that passes every rule, with a change.
pub(in crate::rules) fn video(change: impl FnOnce(&mut VideoFacts)) -> Example {
    Example::of(accepted::video()).with(|facts| match &mut facts.media {
        Media::Video(video) => change(video),
        other => unreachable!("{other:?}"),
    })
}

/// A WAV that passes every rule, with a change.
pub(in crate::rules) fn audio(change: impl FnOnce(&mut AudioFacts)) -> Example {
    Example::of(accepted::audio()).with(|facts| match &mut facts.media {
        Media::Audio(audio) => change(audio),
        other => unreachable!("{other:?}"),
    })
}

/// Asserts that no rule has a finding.
pub(in crate::rules) fn passes(example: Example) {
    assert_eq!(example.findings(), []);
}

/// Asserts that `rule` fails and no other rule has a finding; returns severity, quantity and actual value.
pub(in crate::rules) fn fails(rule: &Rule, example: Example) -> (Severity, &'static str, Option<Value>) {
    assert_eq!(rules_of(&example), [rule.info.id]);
    fails_among_others(rule, example)
}

/// The same, for a rule whose limit cannot be broken without breaking another.
pub(in crate::rules) fn fails_among_others(rule: &Rule, example: Example) -> (Severity, &'static str, Option<Value>) {
    let finding = only(rule, example);
    assert_ne!(finding.outcome, Outcome::Undecided);
    (finding.severity, finding.quantity, finding.actual)
}

/// Asserts that `rule` is undecided and no other rule has a finding; returns the quantity.
pub(in crate::rules) fn undecided(rule: &Rule, example: Example) -> &'static str {
    assert_eq!(rules_of(&example), [rule.info.id]);
    let finding = only(rule, example);
    assert_eq!(finding.outcome, Outcome::Undecided);
    finding.quantity
}

fn rules_of(example: &Example) -> Vec<&'static str> {
    example.findings().iter().map(|finding| finding.rule.id).collect()
}

/// The one finding of `rule`.
fn only(rule: &Rule, example: Example) -> Finding {
    let found: Vec<_> = example.findings().into_iter().filter(|finding| finding.rule.id == rule.info.id).collect();
    let [finding] = <[Finding; 1]>::try_from(found).unwrap();
    assert!(!finding.message().is_empty() && !finding.help().is_empty() && !finding.source.is_empty());
    finding
}
