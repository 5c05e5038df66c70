//! Settings on the command line.

use super::layer::{Exclude, Layer};
use super::origin::{Origin, Sourced};
use crate::args::{Judging, OutputArg, RuleArgs};
use crate::language;

/// The arguments that are settings; a command need not have all.
pub(crate) struct Flags<'a> {
    pub(crate) judging: &'a Judging,
    pub(crate) rules: Option<&'a RuleArgs>,
    pub(crate) exclude: &'a [String],
    pub(crate) output: Vec<OutputArg>,
}

impl Flags<'_> {
    /// What the command line sets. An option that takes a list replaces the list of a weaker layer.
    pub(super) fn layer(&self) -> Layer {
        let Self { judging, rules, exclude, output } = self;
        let named = |names: &[String], flag| some(names.to_vec(), flag, names.is_empty());
        Layer {
            profile: judging.profile.clone().map(|value| Sourced { value, origin: Origin::Flag("--profile") }),
            tolerance: judging
                .tolerance
                .map(|value| Sourced { value: value.into(), origin: Origin::Flag("--tolerance") }),
            deny_warnings: judging
                .deny_warnings
                .map(|value| Sourced { value, origin: Origin::Flag("--deny-warnings") }),
            select: rules.and_then(|rules| named(&rules.select, "--select")),
            ignore: rules.and_then(|rules| named(&rules.ignore, "--ignore")),
            per_file: None,
            exclude: some(Exclude { globs: exclude.to_vec(), from: None }, "--exclude", exclude.is_empty()),
            output: some(output.clone(), "--output", output.is_empty()),
            language: language::asked().map(|value| Sourced { value, origin: Origin::Flag("--lang") }),
        }
    }
}

/// A value of an option, unless the option was not given.
fn some<T>(value: T, flag: &'static str, is_missing: bool) -> Option<Sourced<T>> {
    (!is_missing).then_some(Sourced { value, origin: Origin::Flag(flag) })
}
