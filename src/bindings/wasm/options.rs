//! The policy, as JavaScript gives it.

use serde::Deserialize;

use super::CallError;
use crate::check::{CheckOptions, RuleSelection};
use crate::language::Language;
use crate::profile::{Profile, Tolerance};
use crate::request::RequestDocument;

/// The profile that fits the model of a request.
const AUTO: &str = "auto";

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Options {
    profile: Option<String>,
    tolerance: ToleranceName,
    deny_warnings: bool,
    select: Vec<String>,
    ignore: Vec<String>,
    /// Of the sentences in the result.
    pub(super) language: Language,
}

/// A tolerance by its name on the command line.
#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum ToleranceName {
    #[default]
    Documented,
    Observed,
}

impl From<ToleranceName> for Tolerance {
    fn from(name: ToleranceName) -> Self {
        match name {
            ToleranceName::Documented => Self::Documented,
            ToleranceName::Observed => Self::Observed,
        }
    }
}

impl Options {
    /// The policy for files, which have no model.
    pub(super) fn for_files(&self) -> Result<CheckOptions, CallError> {
        let name = self.profile.as_deref().filter(|name| *name != AUTO);
        self.with(profile(name)?)
    }

    /// The policy for a request.
    pub(super) fn for_request(&self, request: &RequestDocument<'_>) -> Result<CheckOptions, CallError> {
        match self.profile.as_deref() {
            Some(AUTO) => self.with(request.model().and_then(Profile::for_model).unwrap_or_default()),
            _ => self.for_files(),
        }
    }

    fn with(&self, profile: Profile) -> Result<CheckOptions, CallError> {
        let mut options = CheckOptions::new(profile);
        (options.tolerance, options.deny_warnings) = (self.tolerance.into(), self.deny_warnings);
        options.rules = RuleSelection::new(&self.select, &self.ignore)?;
        Ok(options)
    }
}

/// The built-in profile of this name, or the default one.
pub(super) fn profile(name: Option<&str>) -> Result<Profile, CallError> {
    match name {
        Some(name) => Profile::named(name).ok_or_else(|| CallError::UnknownProfile(name.to_owned())),
        None => Ok(Profile::default()),
    }
}
