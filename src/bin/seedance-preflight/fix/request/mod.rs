//! `fix` of a request: its media, and its body.

mod body;
mod diff;
mod job;
mod media;

use std::io::{self, Read};
use std::path::Path;

use seedance_preflight::fix::fix_request;
use seedance_preflight::open_regular;
use seedance_preflight::request::RequestDocument;

use super::fixer::Fixer;
use super::measure::measure;
use super::progress::Part;
use super::said::Said;
use super::shown;
use crate::args::Fix;
use crate::assets;
use crate::exit::Exit;
use crate::input;
use crate::language::translated_data;
use crate::output::Error;
use crate::profiles;
use crate::remote::Remote;
use crate::request_fix::request_folder;
use job::Job;
use media::Media;

/// Bytes by which a request is recognised.
const HEAD: u64 = 4096;

/// Whether a file is a request: a JSON object, by its first character.
pub(super) fn is_request(path: &Path) -> bool {
    let head = || -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        open_regular(path)?.take(HEAD).read_to_end(&mut head)?;
        Ok(head)
    };
    head().is_ok_and(|head| head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start().starts_with(b"{"))
}

/// Fixes a request; `None` after Ctrl-C. `profile` is the name of the limits.
pub(super) fn fix(path: &Path, profile: &Path, args: &Fix, fixer: &Fixer, part: &Part) -> io::Result<Option<Said>> {
    match fixed(path, profile, args, fixer, part) {
        Ok(said) => Ok(said),
        Err(Error::Output(error)) => Err(error),
        Err(error) => {
            let line = shown::line("failed", path, &translated_data(&error.to_string()));
            Ok(Some(Said { line: Some(line), exit: Exit::Failed }))
        }
    }
}

fn fixed(path: &Path, profile: &Path, args: &Fix, fixer: &Fixer, part: &Part) -> Result<Option<Said>, Error> {
    let text = input::request(path).map_err(|source| Error::Request { path: path.to_owned(), source })?;
    let document = RequestDocument::read(&text);
    let mut check = fixer.check_for(path).into_owned();
    check.profile = profiles::load_for(profile, &document)?;
    let mut options = fixer.options.clone();
    options.rules.clone_from(&check.rules);
    // The edits may show media that are under other keys.
    let body = fix_request(&document, &[], &check.profile, &options).body;
    let edited = RequestDocument::read(body.as_bytes());
    let files = assets::local(&edited, &args.assets, request_folder(path))?;
    if files.iter().filter(|file| input::is_missing(&file.path)).count() > 0 {
        return Ok(Some(Said { line: None, exit: Exit::Failed }));
    }
    let remote = Remote::new(&args.fetching, args.measuring.deep)?;
    let bindings = assets::bind(&edited, &files, &|path| measure(path, &fixer.ffmpeg), &remote);
    let plan = fix_request(&document, &bindings, &check.profile, &options);
    let mut job = Job { path, args, check: &check, plan };
    let Some(media) = Media::fix(&job, &files, &bindings, fixer, part)? else { return Ok(None) };
    media.write_names(&mut job.plan);
    Ok(Some(body::write(&job, &text, media)))
}
