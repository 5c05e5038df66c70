//! `profiles`: the limits themselves.

use std::io::Write;
use std::path::{Path, PathBuf};

use seedance_preflight::profile::Profile;
use seedance_preflight::render;
use seedance_preflight::request::RequestDocument;

use crate::args::Profiles;
use crate::exit::Exit;
use crate::input;
use crate::language::{said, translated_data};
use crate::nearest::instead_of;
use crate::output::Error;
use crate::wrap;

pub(crate) fn run(args: &Profiles) -> Result<Exit, Error> {
    let mut out = std::io::stdout().lock();
    match &args.profile {
        Some(name) => {
            let profile = load(name)?;
            render::json_value_pretty(&profile, &mut out)?;
            writeln!(out)?;
        }
        None => {
            let columns = wrap::columns();
            for profile in Profile::all() {
                let summary = translated_data(&profile.summary);
                writeln!(out, "{}", wrap::entry(columns, &profile.name, 16, &summary))?;
            }
        }
    }
    Ok(Exit::Accepted)
}

/// As [`load`]; `auto` is the first built-in profile that has the request's model, else the default.
pub(crate) fn load_for(name: &Path, request: &RequestDocument<'_>) -> Result<Profile, Error> {
    if name != Path::new(AUTO) {
        return load(name);
    }
    Ok(request.model().and_then(Profile::for_model).unwrap_or_default())
}

/// As [`load`]; `auto` is the default, since files have no model.
pub(crate) fn load_for_files(name: &Path) -> Result<Profile, Error> {
    if name == Path::new(AUTO) { Ok(Profile::default()) } else { load(name) }
}

/// Whether this is the name of a profile file, and not of a built-in profile.
pub(crate) fn is_file_name(name: &Path) -> bool {
    name.extension().is_some_and(|extension| extension == "toml")
}

/// The name that leaves the profile to the request.
pub(crate) const AUTO: &str = "auto";

/// The built-in profile of this name, or the file of this name, which ends in `.toml`, laid over its base; which that is
/// is said on standard error.
pub(crate) fn load(name: impl AsRef<Path>) -> Result<Profile, Error> {
    let path = name.as_ref();
    if let Some(profile) = path.to_str().and_then(Profile::named) {
        return Ok(profile);
    }
    if !is_file_name(path) {
        let profiles = Profile::all();
        let known: Vec<_> = profiles.iter().map(|profile| profile.name.as_ref()).collect();
        let name = path.to_string_lossy().into_owned();
        let instead = instead_of(&name, &known);
        return Err(Error::UnknownProfile { name, instead });
    }
    let path = PathBuf::from(path);
    let text = input::settings_text(&path).map_err(|source| Error::ProfileFile { path: path.clone(), source })?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let profile = Profile::from_toml(&stem, &text);
    let profile = profile.map_err(|source| Error::Profile { path: path.clone(), source: Box::new(source) })?;
    if let Some(base) = &profile.base {
        anstream::eprintln!(
            "seedance-preflight: {}",
            said!(
                "profile {name} is {base} with the changes of {path}",
                name = render::printable(&profile.name),
                base,
                path = render::printable(&path.to_string_lossy())
            )
        );
    }
    Ok(profile)
}
