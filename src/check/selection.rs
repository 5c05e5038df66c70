//! Which rules are applied.

use crate::finding::RuleInfo;
use crate::rules;

/// The rules that are applied, by their ids or families. All of them by default.
///
/// ```
/// use seedance_preflight::{CheckOptions, RuleSelection, Subject, check};
///
/// let mut options = CheckOptions::default();
/// options.rules = RuleSelection::new(&["media"], &["media/extension-mismatch"]).unwrap();
/// let report = check(&b"GIF89a".as_slice(), &Subject::named("a.png"), &options);
/// assert!(report.findings.iter().all(|finding| finding.rule.id.starts_with("media/")));
/// assert!(RuleSelection::new(&["media/of-tomorrow"], &[]).is_err());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleSelection {
    selected: Vec<String>,
    ignored: Vec<String>,
}

/// A name that is neither a rule nor a family.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown rule or family {name:?}{}", suggestion.map(|known| format!("; did you mean {known}?")).unwrap_or_default())]
#[non_exhaustive]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// The rule or family that was probably meant.
    pub suggestion: Option<&'static str>,
}

impl RuleSelection {
    /// Applies the rules that `selected` names, all if it is empty, without those that `ignored` names.
    ///
    /// # Errors
    /// For a name that is neither a rule's id nor a family.
    pub fn new<S: AsRef<str>>(selected: &[S], ignored: &[S]) -> Result<Self, UnknownRule> {
        let known = |names: &[S]| names.iter().map(|name| known(name.as_ref())).collect::<Result<Vec<_>, _>>();
        Ok(Self { selected: known(selected)?, ignored: known(ignored)? })
    }

    /// Whether every rule is applied.
    pub fn is_everything(&self) -> bool {
        self.selected.is_empty() && self.ignored.is_empty()
    }

    /// The rules that are in both selections.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let outside = rules::all().filter(|rule| !(self.has(rule) && other.has(rule)));
        Self { selected: Vec::new(), ignored: outside.map(|rule| rule.id.to_owned()).collect() }
    }

    pub(crate) fn has(&self, rule: &RuleInfo) -> bool {
        let named_in = |names: &[String]| names.iter().any(|name| is_of(rule, name));
        (self.selected.is_empty() || named_in(&self.selected)) && !named_in(&self.ignored)
    }
}

fn known(name: &str) -> Result<String, UnknownRule> {
    if rules::all().any(|rule| is_of(rule, name)) {
        return Ok(name.to_owned());
    }
    Err(UnknownRule { name: name.to_owned(), suggestion: nearest(name) })
}

/// The most similar rule or family; if none is similar, the first rule that has the name as a word (`fps`) or its start.
fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let names = || rules::all().flat_map(|rule| [rule.id, rule.id.split('/').next().unwrap_or_default()]);
    let likeness = |known: &&str| strsim::jaro_winkler(&name, known);
    let similar = names().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    let words = |id: &'static str| id.split(['/', '-']);
    let has = |matches: &dyn Fn(&str) -> bool| rules::all().map(|rule| rule.id).find(|id| words(id).any(matches));
    similar
        .filter(|known| likeness(known) > 0.8)
        .or_else(|| has(&|word| word == name))
        .or_else(|| has(&|word| name.len() >= 3 && word.starts_with(&name)))
}

/// Whether `name` is the rule's id or its family.
fn is_of(rule: &RuleInfo, name: &str) -> bool {
    rule.id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_chosen_by_id_and_by_family() {
        let chosen = |selected: &[&str], ignored: &[&str]| {
            let selection = RuleSelection::new(selected, ignored).unwrap();
            rules::all().filter(|rule| selection.has(rule)).map(|rule| rule.id).collect::<Vec<_>>()
        };
        assert_eq!(chosen(&[], &[]).len(), rules::all().count());
        assert_eq!(chosen(&["audio/duration-out-of-range"], &[]), ["audio/duration-out-of-range"]);
        assert_eq!(chosen(&["fetch"], &["fetch/failed"]), ["fetch/blocked-address", "fetch/not-media"]);
        assert!(chosen(&["video"], &["video"]).is_empty());
        let unknown = RuleSelection::new(&["video/fps-out-of-rang"], &[]).unwrap_err();
        assert_eq!(unknown.suggestion, Some("video/fps-out-of-range"));
        for (name, meant) in [("fps", "video/fps-out-of-range"), ("vidoe", "video"), ("rotat", "image/rotated")] {
            assert_eq!(RuleSelection::new(&[name], &[]).unwrap_err().suggestion, Some(meant), "{name}");
        }
        assert_eq!(RuleSelection::new(&["zzz"], &[]).unwrap_err().suggestion, None);
        assert!(RuleSelection::new(&["vid"], &[]).is_err() && RuleSelection::new(&[""], &[]).is_err());
    }
}
