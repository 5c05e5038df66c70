//! `profiles`: the limits themselves.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use seedance_preflight::profile::Profile;
use seedance_preflight::request::RequestDocument;

use crate::args::Profiles;
use crate::exit::Exit;
use crate::output::Error;

pub(crate) fn run(args: &Profiles) -> Result<Exit, Error> {
    let mut out = std::io::stdout().lock();
    match &args.profile {
        Some(name) => {
            let profile = load(name)?;
            serde_json::to_writer_pretty(&mut out, &profile).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        None => {
            for profile in Profile::all() {
                writeln!(out, "{:<16} {}", profile.name, profile.summary)?;
            }
        }
    }
    Ok(Exit::Accepted)
}

/// As [`load`]; `auto` is the first built-in profile that has the request's model, else the default.
pub(crate) fn load_for(name: &str, request: &RequestDocument<'_>) -> Result<Profile, Error> {
    if name != AUTO {
        return load(name);
    }
    Ok(request.model().and_then(Profile::for_model).unwrap_or_default())
}

/// The name that leaves the profile to the request.
const AUTO: &str = "auto";

/// The built-in profile of this name, or the file of this name, which ends in `.toml`, laid over its base; which that is
/// is said on standard error.
pub(crate) fn load(name: &str) -> Result<Profile, Error> {
    if let Some(profile) = Profile::named(name) {
        return Ok(profile);
    }
    let path = Path::new(name);
    if path.extension().is_none_or(|extension| extension != "toml") {
        let known: Vec<_> = Profile::all().into_iter().map(|profile| profile.name).collect();
        return Err(Error::UnknownProfile { name: name.to_owned(), known: known.join(", ") });
    }
    let path = PathBuf::from(path);
    let text = fs::read_to_string(&path).map_err(|source| Error::ProfileFile { path: path.clone(), source })?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let profile = Profile::from_toml(&stem, &text);
    let profile = profile.map_err(|source| Error::Profile { path: path.clone(), source: Box::new(source) })?;
    if let Some(base) = &profile.base {
        anstream::eprintln!(
            "seedance-preflight: profile {} is {base} with the changes of {}",
            profile.name,
            path.display()
        );
    }
    Ok(profile)
}
