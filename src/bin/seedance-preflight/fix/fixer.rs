//! The plan of each file.

use std::path::Path;

use seedance_preflight::fix::{FixOptions, Plan, fix_subject};
use seedance_preflight::{CheckOptions, Facts, Kind, Subject};

use super::Ffmpeg;
use super::measure::measure;

/// How every file is fixed.
pub(crate) struct Fixer {
    pub(crate) check: CheckOptions,
    pub(crate) options: FixOptions,
    pub(crate) expected_kind: Option<Kind>,
    pub(crate) ffmpeg: Ffmpeg,
}

impl Fixer {
    /// Plans for a file of this name.
    pub(crate) fn plan(&self, facts: &Facts, path: &Path, options: &FixOptions) -> Plan {
        let name = path.to_string_lossy();
        let subject = Subject { expected_kind: self.expected_kind, ..Subject::named(&name) };
        fix_subject(facts, &subject, &self.check.profile, options)
    }
}

/// A file, and what is planned for it.
pub(crate) struct Source {
    pub(crate) facts: Facts,
    pub(crate) plan: Plan,
}

impl Source {
    pub(crate) fn of(path: &Path, fixer: &Fixer) -> Self {
        let facts = measure(path, &fixer.ffmpeg);
        let plan = fixer.plan(&facts, path, &fixer.options);
        Self { facts, plan }
    }
}
