//! A plan: the steps from a file to one that is accepted, and what comes out.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Loss, NoFix, Step};
use crate::model::{Facts, Format};

/// What is done to a file so that it is accepted.
///
/// Serializes to the `fix` object of the JSON report, without the command, which needs names of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Plan {
    /// The steps, in the order in which they are carried out. Empty if the file is accepted, and if there is no fix.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// The facts that the result will have, and [`bytes`](Facts::bytes) as the most that it may have; those of the file
    /// itself if it is accepted. `None` if there is no fix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Facts>,
    /// What is lost.
    #[serde(skip_serializing_if = "Loss::is_nothing")]
    pub loss: Loss,
    /// Why there is no fix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_fix: Option<NoFix>,
    /// The source's format, by content.
    #[serde(skip)]
    pub source: Format,
}

impl Plan {
    /// The plan of a file that needs nothing.
    pub(super) fn nothing(facts: &Facts) -> Self {
        Self {
            steps: Vec::new(),
            result: Some(facts.clone()),
            loss: Loss::default(),
            no_fix: None,
            source: facts.format,
        }
    }

    /// The plan of a file that cannot be fixed.
    pub(super) fn none(facts: &Facts, why: NoFix) -> Self {
        Self { steps: Vec::new(), result: None, loss: Loss::default(), no_fix: Some(why), source: facts.format }
    }

    /// Whether nothing is to be done, because the file is accepted as it is.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.no_fix.is_none()
    }

    /// The extension of the result's name, without the dot. `None` if there is no fix.
    pub fn extension(&self) -> Option<&'static str> {
        self.result.as_ref().and_then(|facts| facts.format.extensions().first().copied())
    }

    /// Where the result goes unless the user names a place: `NAME.fixed.EXT` beside the file at `input`.
    pub(crate) fn output_beside(&self, input: &Path) -> PathBuf {
        let mut name = input.file_stem().unwrap_or_default().to_owned();
        name.push(format!(".fixed.{}", self.extension().unwrap_or_default()));
        input.with_file_name(name)
    }
}
