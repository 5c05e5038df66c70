//! The media of a request: each local file that needs it is fixed.

use std::io;
use std::path::{Path, PathBuf, absolute};

use seedance_preflight::fix::{AssetPlan, RequestPlan};
use seedance_preflight::request::{AssetBinding, EditReason};

use super::super::done::{self, Done};
use super::super::fixer::{Fixer, Source};
use super::super::progress::Part;
use super::super::target::sharing_a_name;
use super::super::{FixError, Target, shown};
use super::job::Job;
use crate::assets;
use crate::exit::Exit;
use crate::input;
use crate::language::said;

/// What became of the media.
pub(super) struct Media {
    /// A line about each.
    pub(super) lines: Vec<String>,
    /// What is bound to the URLs of the edited body.
    pub(super) bindings: Vec<AssetBinding>,
    /// How the program ends because of them.
    pub(super) exit: Exit,
    /// Paths in place of URLs, and what takes their place.
    names: Vec<(String, String, EditReason)>,
}

impl Media {
    /// Fixes the files of a request, or only says how; `None` after Ctrl-C.
    pub(super) fn fix(
        job: &Job<'_>,
        files: &[assets::Source<'_>],
        bindings: &[AssetBinding],
        fixer: &Fixer,
        part: &Part,
    ) -> io::Result<Option<Self>> {
        let mut media =
            Self { lines: Vec::new(), bindings: bindings.to_vec(), exit: Exit::Accepted, names: Vec::new() };
        let output = job.args.output.as_deref();
        let paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
        let shared = sharing_a_name(&paths, output);
        for asset in &job.plan.assets {
            let Some((file, shares_name)) = files.iter().zip(&shared).find(|(file, _)| file.url == asset.url) else {
                media.fetched(asset);
                continue;
            };
            let target = Target::of(&file.path, output, &asset.plan, *shares_name, job.args.choice.force);
            if job.args.dry_run && !asset.plan.steps.is_empty() {
                media.lines.push(shown::command(&file.path, &asset.plan, &target, &fixer.ffmpeg)?);
                media.rename(file, &target.path, output);
                continue;
            }
            let done = one(job, asset, file, bindings, &target, fixer, part);
            match &done {
                Done::Failed(FixError::Interrupted) => return Ok(None),
                Done::Failed(FixError::StillRefused { .. }) | Done::NoFix(_) => media.ends(Exit::Refused),
                Done::Failed(_) => media.ends(Exit::Failed),
                Done::Accepted => media.keep(file, output)?,
                Done::Fixed { path, .. } => {
                    media.measure(file, path);
                    media.rename(file, path, output);
                }
            }
            media.lines.push(shown::done(&file.path, &done));
            if matches!(done, Done::Fixed { .. }) && !file.is_placeholder {
                media.lines.push(format!(
                    "  {}",
                    said!("upload it, and use its URL in place of {url}", url = shown(file.url))
                ));
            }
        }
        Ok(Some(media))
    }

    /// Writes the names of fixed files into the body.
    pub(super) fn write_names(&self, plan: &mut RequestPlan) {
        for (url, name, why) in &self.names {
            plan.refer_to(url, name, *why);
        }
    }

    /// Files at URLs are not changed.
    fn fetched(&mut self, asset: &AssetPlan) {
        if !asset.plan.is_empty() && asset.plan.no_fix.is_none() {
            let said = said!("download it, and name the file with --asset URL=FILE");
            self.lines.push(shown::line("no fix", Path::new(&asset.url), &said));
        }
    }

    fn ends(&mut self, exit: Exit) {
        if self.exit != Exit::Failed {
            self.exit = exit;
        }
    }

    /// Binds the fixed file in place of the one that it is made of.
    fn measure(&mut self, file: &assets::Source<'_>, path: &Path) {
        let facts = input::facts(path, true);
        for binding in self.bindings.iter_mut().filter(|binding| binding.url() == file.url) {
            let fixed = AssetBinding::new(file.url, facts.clone()).named(path.to_string_lossy());
            *binding = if file.is_placeholder { fixed.as_placeholder() } else { fixed };
        }
    }

    /// Lets the body name the fixed file, if it names the file.
    fn rename(&mut self, file: &assets::Source<'_>, path: &Path, output: Option<&Path>) {
        let Some(name) = path.file_name() else { return };
        let beside = Path::new(file.url).with_file_name(name);
        let name = if output.is_some() { Path::new(name) } else { &beside };
        self.refer(file, name, EditReason::FixedFile);
    }

    /// Lets a body in another folder name the same file.
    fn keep(&mut self, file: &assets::Source<'_>, output: Option<&Path>) -> io::Result<()> {
        if output.is_some() {
            self.refer(file, &absolute(&file.path)?, EditReason::OtherFolder);
        }
        Ok(())
    }

    fn refer(&mut self, file: &assets::Source<'_>, path: &Path, why: EditReason) {
        let Some(name) = path.to_str().filter(|name| file.is_placeholder && *name != file.url) else { return };
        // Bindings are by what the body has.
        for binding in self.bindings.iter_mut().filter(|binding| binding.url() == file.url) {
            let named = AssetBinding::new(name, binding.facts().clone()).as_placeholder();
            *binding = match binding.name() {
                Some(name) => named.named(name),
                None => named,
            };
        }
        self.names.push((file.url.to_owned(), name.to_owned(), why));
    }
}

/// Fixes one file.
fn one(
    job: &Job<'_>,
    asset: &AssetPlan,
    file: &assets::Source<'_>,
    bindings: &[AssetBinding],
    target: &Target,
    fixer: &Fixer,
    part: &Part,
) -> Done {
    let Some(binding) = bindings.iter().find(|binding| binding.url() == asset.url) else { return Done::Accepted };
    let source = Source { facts: binding.facts().clone(), plan: asset.plan.clone() };
    done::fix(&file.path, &source, target, &fixer.for_media(asset.kind, job.check), part)
}

fn shown(url: &str) -> String {
    seedance_preflight::render::printable(url)
}
