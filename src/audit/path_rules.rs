//! Rules that apply to some paths only.

use std::borrow::Cow;
use std::path::Path;

use super::PathGlobs;
use crate::check::{CheckOptions, RuleSelection};
use crate::render::is_url;

/// Selections of rules for the files that globs match.
///
/// ```
/// use std::path::Path;
/// use seedance_preflight::RuleSelection;
/// use seedance_preflight::audit::{PathGlobs, PathRules};
///
/// let globs = PathGlobs::new(Path::new("/project"), &["archive/"]).unwrap();
/// let mut rules = PathRules::default();
/// rules.push(globs, RuleSelection::new(&[], &["video/fps-out-of-range"]).unwrap());
/// let all = RuleSelection::default();
/// assert!(rules.for_path(Path::new("/project/new.mp4"), &all).is_everything());
/// assert!(!rules.for_path(Path::new("/project/archive/old.mp4"), &all).is_everything());
/// ```
#[derive(Debug, Clone, Default)]
pub struct PathRules {
    parts: Vec<(PathGlobs, RuleSelection)>,
}

impl PathRules {
    /// Applies to files that `globs` match only those of their rules that `rules` has.
    pub fn push(&mut self, globs: PathGlobs, rules: RuleSelection) {
        self.parts.push((globs, rules));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The rules that apply to the file at `path`, of those in `rules`. A URL matches no glob.
    pub fn for_path<'a>(&self, path: &Path, rules: &'a RuleSelection) -> Cow<'a, RuleSelection> {
        let mut applied = Cow::Borrowed(rules);
        if self.is_empty() || is_url(path) {
            return applied;
        }
        for (_, part) in self.parts.iter().filter(|(globs, _)| globs.has_file(path)) {
            applied = Cow::Owned(applied.and(part));
        }
        applied
    }

    /// The policy for the file at `path`: `options` with the rules that apply to it.
    pub fn options_for<'a>(&self, path: &Path, options: &'a CheckOptions) -> Cow<'a, CheckOptions> {
        match self.for_path(path, &options.rules) {
            Cow::Borrowed(_) => Cow::Borrowed(options),
            Cow::Owned(rules) => Cow::Owned(CheckOptions { rules, ..options.clone() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn a_rule_applies_where_every_selection_has_it() {
        let mut path_rules = PathRules::default();
        let globs = |glob: &str| PathGlobs::new(Path::new("/p"), &[glob]).unwrap();
        path_rules.push(globs("*.png"), RuleSelection::new(&["image", "media"], &[]).unwrap());
        path_rules.push(globs("old/"), RuleSelection::new(&[], &["image/side-out-of-range", "video"]).unwrap());
        let all = RuleSelection::default();
        let of = |path: &str| {
            let rules = path_rules.for_path(Path::new(path), &all);
            rules::all().filter(|rule| rules.has(rule)).map(|rule| rule.id).collect::<Vec<_>>()
        };
        assert_eq!(of("/p/a.jpg").len(), rules::all().count());
        assert!(of("/p/a.png").iter().all(|id| id.starts_with("image/") || id.starts_with("media/")));
        assert!(of("/p/a.png").contains(&"image/side-out-of-range"));
        assert!(!of("/p/old/a.png").contains(&"image/side-out-of-range"));
        assert!(of("/p/old/a.wav").iter().any(|id| id.starts_with("audio/")));
        assert_eq!(of("https://media.example.com/p/old/a.png").len(), rules::all().count());
    }
}
