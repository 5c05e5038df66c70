//! `request`: may this request be sent?

use std::io::{self, Write};
use std::path::Path;

use seedance_preflight::audit::{AuditOutput, AuditSummary, AuditedFile};
use seedance_preflight::fix::ShownRequestFix;
use seedance_preflight::request::{self, AssetBinding, RequestDocument};
use seedance_preflight::{RequestReport, check_request, render};

use crate::args::{CheckRequest, OutputArg, OutputKind, Request, RuleArgs};
use crate::assets;
use crate::audit::{Outputs, Own, Progress, Writer};
use crate::exit::Exit;
use crate::input;
use crate::language::language_of_data;
use crate::output::Error;
use crate::profiles;
use crate::remote::Remote;
use crate::request_fix::{edit_line, preview, request_folder, write_fix};
use crate::settings::{Flags, Settings};

pub(crate) fn run(args: &CheckRequest) -> Result<Exit, Error> {
    let CheckRequest { results, request: args } = args;
    if args.convert {
        return convert(args);
    }
    let choice = &results.choice;
    let wanted = results.outputs();
    let settings = settings(args, Some(&choice.rules), wanted.clone())?;
    let text = read(args)?;
    let document = RequestDocument::read(&text);
    let options = settings.options(profiles::load_for(&settings.profile.value, &document)?)?;
    let options = settings.path_rules()?.options_for(&args.file, &options);
    let bindings = bind(args, &document, choice.quiet)?;
    let report = check_request(&document, &bindings, &options);
    let fix = preview(args, &document, &bindings, &report, &options);
    let any_missing = assets::any_missing(&document, &args.assets);

    let name = args.file.to_string_lossy();
    let own: Own<'_> = &|kind, out, palette| {
        let mut bytes = Vec::new();
        let rendered = match kind {
            OutputKind::Text => render::text_request_report(&name, &report, &document, palette, &mut bytes)
                .and_then(|()| write_fix(fix.as_ref(), &mut bytes)),
            OutputKind::Json | OutputKind::Jsonl => json_line(&args.file, &report, fix.as_ref(), &mut bytes),
            _ => return Err(out),
        };
        // Writing to memory does not fail.
        debug_assert!(rendered.is_ok());
        Ok(Box::new(Whole { bytes, out }))
    };
    let mut outputs = Outputs::open(&wanted, false, own, &options.profile, &Progress::new(true))?;
    let file = AuditedFile::of_request(&args.file, &report);
    let mut summary = AuditSummary::new(&options.profile.name);
    summary.count(&file);
    let written = outputs.all.file(&file).and_then(|()| outputs.all.finish(&summary));
    if !outputs.print_failures() {
        return Ok(Exit::Failed);
    }
    written?;
    if any_missing {
        return Ok(Exit::Failed);
    }
    let exit = Exit::from(report.verdict());
    Ok(if choice.no_fail { exit.without_verdict() } else { exit })
}

/// The settings in force for a request.
pub(crate) fn settings(args: &Request, rules: Option<&RuleArgs>, output: Vec<OutputArg>) -> Result<Settings, Error> {
    let flags = Flags { judging: &args.judging, rules, exclude: &[], output };
    Settings::load(&flags, &args.judging.settings)
}

fn json_line(name: &Path, report: &RequestReport, fix: Option<&ShownRequestFix>, out: &mut Vec<u8>) -> io::Result<()> {
    render::json_fixable_request_report(name, report, fix, language_of_data(), out)?;
    out.write_all(b"\n")
}

/// An output that shows the request itself, and is written at the end.
struct Whole {
    bytes: Vec<u8>,
    out: Writer,
}

impl AuditOutput for Whole {
    fn file(&mut self, _: &AuditedFile) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.write_all(&self.bytes)?;
        self.out.flush()
    }
}

/// Prints the request converted from the body of another API.
pub(crate) fn convert(args: &Request) -> Result<Exit, Error> {
    let text = read(args)?;
    let settings = settings(args, None, Vec::new())?;
    let profile = profiles::load_for(&settings.profile.value, &RequestDocument::read(&text))?;
    match request::convert(&text, &profile) {
        Some(converted) => {
            for edit in converted.edits.iter().filter(|edit| !edit.is_certain()) {
                anstream::eprintln!("{}", edit_line(edit));
            }
            writeln!(std::io::stdout().lock(), "{}", converted.body)?;
            Ok(Exit::Accepted)
        }
        None => Err(Error::NotConvertible),
    }
}

/// The request's text.
pub(crate) fn read(args: &Request) -> Result<Vec<u8>, Error> {
    input::request(&args.file).map_err(|source| Error::Request { path: args.file.clone(), source })
}

/// Judges the request with the media that are given for it.
#[cfg(feature = "submit")]
pub(crate) fn judge(
    args: &Request,
    document: &RequestDocument<'_>,
    options: &seedance_preflight::CheckOptions,
    quiet: bool,
) -> Result<RequestReport, Error> {
    Ok(check_request(document, &bind(args, document, quiet)?, options))
}

/// What is known of the media of the request.
fn bind(args: &Request, document: &RequestDocument<'_>, quiet: bool) -> Result<Vec<AssetBinding>, Error> {
    let remote = Remote::new(&args.fetching, args.measuring.deep)?;
    let files = assets::local(document, &args.assets, request_folder(&args.file))?;
    let bindings = assets::bind(document, &files, &|path| input::facts(path, args.measuring.deep), &remote);
    if !quiet {
        remote.print_fetch_totals();
    }
    Ok(bindings)
}
