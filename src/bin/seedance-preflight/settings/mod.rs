//! Settings: what is in force, from the command line, the environment, a project's file and the user's own.

mod environment;
mod file;
mod find;
mod flags;
mod layer;
mod origin;
mod outputs;
mod place;
mod values;

use std::path::{Path, PathBuf};

use seedance_preflight::audit::{PathGlobs, PathRules};
use seedance_preflight::profile::{Profile, Tolerance};
use seedance_preflight::{CheckOptions, Language, RuleSelection};

use crate::args::{OutputArg, SettingsArgs};
use crate::language;
use crate::output::Error;
use crate::profiles;
pub(crate) use environment::VARIABLES;
pub(crate) use find::SettingsFile;
pub(crate) use flags::Flags;
use layer::Layer;
pub(crate) use layer::{Exclude, PerFile};
pub(crate) use origin::{Origin, Sourced};
pub(crate) use place::SettingsError;

/// The profile of who names none.
const DEFAULT_PROFILE: &str = "seedance-2.0";

/// Every setting, and where its value comes from.
pub(crate) struct Settings {
    /// The files that were read, the strongest first.
    pub(crate) files: Vec<SettingsFile>,
    pub(crate) profile: Sourced<PathBuf>,
    pub(crate) tolerance: Sourced<Tolerance>,
    pub(crate) deny_warnings: Sourced<bool>,
    pub(crate) select: Sourced<Vec<String>>,
    pub(crate) ignore: Sourced<Vec<String>>,
    pub(crate) per_file: Sourced<Vec<PerFile>>,
    pub(crate) exclude: Sourced<Exclude>,
    pub(crate) output: Sourced<Vec<OutputArg>>,
    pub(crate) language: Sourced<Language>,
}

impl Settings {
    /// What is in force: of each setting the value of the command line, else of the environment, else of the project's
    /// file, else of the user's, else the default.
    pub(crate) fn load(flags: &Flags<'_>, which: &SettingsArgs) -> Result<Self, Error> {
        let files = find::files(which)?;
        let mut layers = vec![flags.layer(), environment::layer()?];
        for file in &files {
            layers.push(file::read(file)?);
        }
        let ignore = layers.iter().find_map(|layer| match (&layer.ignore, &layer.select) {
            (Some(ignore), _) => Some(ignore.clone()),
            // Who selects a rule wants it, whatever a weaker layer ignores.
            (None, Some(_)) => Some(Sourced::default()),
            (None, None) => None,
        });
        let language = first(&layers, |layer| &layer.language);
        if let Some(language) = &language {
            language::choose_by_settings(language.value);
        }
        Ok(Self {
            profile: first(&layers, |layer| &layer.profile)
                .unwrap_or(Sourced { value: DEFAULT_PROFILE.into(), origin: Origin::Default }),
            tolerance: first(&layers, |layer| &layer.tolerance).unwrap_or_default(),
            deny_warnings: first(&layers, |layer| &layer.deny_warnings).unwrap_or_default(),
            select: first(&layers, |layer| &layer.select).unwrap_or_default(),
            ignore: ignore.unwrap_or_default(),
            per_file: first(&layers, |layer| &layer.per_file).unwrap_or_default(),
            exclude: first(&layers, |layer| &layer.exclude).unwrap_or_default(),
            output: first(&layers, |layer| &layer.output).unwrap_or_default(),
            language: language.unwrap_or_else(|| Sourced { value: language::language(), origin: Origin::Default }),
            files,
        })
    }

    /// The library's options for files.
    pub(crate) fn options_for_files(&self) -> Result<CheckOptions, Error> {
        self.options(profiles::load_for_files(&self.profile.value)?)
    }

    /// The library's options, with the limits of `profile`.
    pub(crate) fn options(&self, profile: Profile) -> Result<CheckOptions, Error> {
        let mut options = CheckOptions::new(profile);
        options.tolerance = self.tolerance.value;
        options.deny_warnings = self.deny_warnings.value;
        options.rules = RuleSelection::new(&self.select.value, &self.ignore.value)?;
        Ok(options)
    }

    /// The rules that apply to some files only.
    pub(crate) fn path_rules(&self) -> Result<PathRules, Error> {
        let mut rules = PathRules::default();
        for part in &self.per_file.value {
            let globs = PathGlobs::new(&part.folder, &part.globs)?;
            rules.push(globs, RuleSelection::new(&part.select, &part.ignore)?);
        }
        Ok(rules)
    }
}

/// The profile in force for a command that judges nothing: the one it names, or else that of the settings.
pub(crate) fn profile(named: Option<&Path>, which: &SettingsArgs) -> Result<Profile, Error> {
    if let Some(name) = named {
        return profiles::load(name);
    }
    let mut found = environment::layer()?.profile;
    for file in find::files(which)? {
        let layer = file::read(&file)?;
        found = found.or(layer.profile);
    }
    profiles::load_for_files(found.as_ref().map_or(Path::new(DEFAULT_PROFILE), |found| &found.value))
}

/// The value of the strongest layer that has one.
fn first<T: Clone>(layers: &[Layer], of: impl Fn(&Layer) -> &Option<Sourced<T>>) -> Option<Sourced<T>> {
    layers.iter().find_map(|layer| of(layer).clone())
}
