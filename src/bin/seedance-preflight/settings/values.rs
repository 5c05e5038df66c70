//! The values of settings, checked. An error says what is wrong, and what was probably meant.

use std::path::{Path, PathBuf};

use seedance_preflight::audit::{AuditError, PathGlobs};
use seedance_preflight::profile::{Profile, Tolerance};
use seedance_preflight::{Language, RuleSelection};

use crate::args::{OutputArg, output};
use crate::nearest::instead_of;
use crate::profiles::{AUTO, is_file_name};

/// The name of a profile, or the path of a profile file, which may be relative to `folder`.
pub(super) fn profile(name: &str, folder: &Path) -> Result<PathBuf, String> {
    if is_file_name(Path::new(name)) {
        return Ok(folder.join(name));
    }
    let profiles = Profile::all();
    let known: Vec<_> = profiles.iter().map(|profile| profile.name.as_ref()).chain([AUTO]).collect();
    match known.contains(&name) {
        true => Ok(name.into()),
        false => Err(format!("unknown profile {name:?} (files end in .toml); {}", instead_of(name, &known))),
    }
}

pub(super) fn tolerance(name: &str) -> Result<Tolerance, String> {
    match name {
        "documented" => Ok(Tolerance::Documented),
        "observed" => Ok(Tolerance::Observed),
        _ => Err(format!("unknown tolerance {name:?}; {}", instead_of(name, &["documented", "observed"]))),
    }
}

/// `en` or `zh`, or a tag of one of them.
pub(super) fn language(tag: &str) -> Result<Language, String> {
    let known: Vec<_> = Language::ALL.iter().map(|language| language.name()).collect();
    Language::from_tag(tag).ok_or_else(|| format!("unknown language {tag:?}; {}", instead_of(tag, &known)))
}

pub(super) fn boolean(text: &str) -> Result<bool, String> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(format!("{text:?} is not a boolean; expected true or false")),
    }
}

/// The id of a rule, or a family.
pub(super) fn rule(name: &str) -> Result<String, String> {
    match RuleSelection::new(&[name], &[]) {
        Ok(_) => Ok(name.to_owned()),
        Err(unknown) => Err(unknown.to_string()),
    }
}

pub(super) fn glob(glob: &str) -> Result<String, String> {
    match PathGlobs::new(Path::new(""), &[glob]) {
        Ok(_) => Ok(glob.to_owned()),
        Err(AuditError::Glob { reason, .. }) => Err(format!("{glob:?} is not a glob: {reason}")),
        Err(error) => Err(error.to_string()),
    }
}

/// `KIND` or `KIND=FILE`.
pub(super) fn output_of(text: &str) -> Result<OutputArg, String> {
    output(text.into())
}
