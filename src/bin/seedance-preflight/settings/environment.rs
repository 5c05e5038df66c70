//! Settings in the environment.

use std::env;

use super::find::variable;
use super::layer::{Exclude, Layer};
use super::origin::{Origin, Sourced};
use super::place::SettingsError;
use super::values;
use crate::language::VARIABLE as LANGUAGE;

const PROFILE: &str = "SEEDANCE_PREFLIGHT_PROFILE";
const TOLERANCE: &str = "SEEDANCE_PREFLIGHT_TOLERANCE";
const DENY_WARNINGS: &str = "SEEDANCE_PREFLIGHT_DENY_WARNINGS";
const SELECT: &str = "SEEDANCE_PREFLIGHT_SELECT";
const IGNORE: &str = "SEEDANCE_PREFLIGHT_IGNORE";
const EXCLUDE: &str = "SEEDANCE_PREFLIGHT_EXCLUDE";
const OUTPUT: &str = "SEEDANCE_PREFLIGHT_OUTPUT";

/// Each setting and its variable. Rules are separated by commas, as on the command line; globs and outputs, which may contain
/// commas, by line ends.
pub(crate) const VARIABLES: [(&str, &str); 8] = [
    ("profile", PROFILE),
    ("tolerance", TOLERANCE),
    ("deny-warnings", DENY_WARNINGS),
    ("select", SELECT),
    ("ignore", IGNORE),
    ("exclude", EXCLUDE),
    ("output", OUTPUT),
    ("language", LANGUAGE),
];

/// What the environment sets. An empty variable sets nothing.
pub(super) fn layer() -> Result<Layer, SettingsError> {
    let here = env::current_dir().unwrap_or_default();
    Ok(Layer {
        profile: read(PROFILE, |text| values::profile(text, &here))?,
        tolerance: read(TOLERANCE, values::tolerance)?,
        deny_warnings: read(DENY_WARNINGS, values::boolean)?,
        select: read(SELECT, |text| list(text, ',', values::rule))?,
        ignore: read(IGNORE, |text| list(text, ',', values::rule))?,
        per_file: None,
        exclude: read(EXCLUDE, |text| list(text, '\n', values::glob).map(|globs| Exclude { globs, from: None }))?,
        output: read(OUTPUT, |text| list(text, '\n', values::output_of))?,
        language: read(LANGUAGE, values::language)?,
    })
}

fn read<T>(
    name: &'static str,
    value: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Option<Sourced<T>>, SettingsError> {
    let Some(text) = variable(name) else {
        return Ok(None);
    };
    let text = text.to_str().ok_or_else(|| "it is not UTF-8".to_owned());
    match text.and_then(value) {
        Ok(value) => Ok(Some(Sourced { value, origin: Origin::Environment(name) })),
        Err(message) => Err(SettingsError::Variable { name, message }),
    }
}

fn list<T>(text: &str, separator: char, value: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    text.split(separator).map(str::trim).filter(|part| !part.is_empty()).map(value).collect()
}
