//! What became of one file.

use std::path::{Path, PathBuf};

use seedance_preflight::fix::{Loss, NoFix};

use super::carry_out::carry_out;
use super::fixer::{Fixer, Source};
use super::progress::Part;
use super::{FixError, Target};

/// What became of a file.
pub(crate) enum Done {
    /// It is accepted as it is.
    Accepted,
    NoFix(NoFix),
    Fixed {
        path: PathBuf,
        bytes: u64,
        loss: Loss,
    },
    Failed(FixError),
}

/// Fixes a file for which `source` was planned.
pub(super) fn fix(path: &Path, source: &Source, target: &Target, fixer: &Fixer, part: &Part) -> Done {
    if let Some(why) = source.plan.no_fix {
        return Done::NoFix(why);
    }
    if source.plan.is_empty() {
        return Done::Accepted;
    }
    match carry_out(path, source, target, fixer, part) {
        Ok(report) => Done::Fixed {
            path: target.path.clone(),
            bytes: report.facts.bytes.unwrap_or_default(),
            loss: source.plan.loss,
        },
        Err(error) => Done::Failed(error),
    }
}
