//! `check`: will these files be accepted?

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use seedance_preflight::audit::{AuditOutput, AuditSummary, AuditedFile, VerdictCounts};
use seedance_preflight::fix::ShownFix;
use seedance_preflight::render::{self, Palette};
use seedance_preflight::{Subject, check_facts};

use crate::args::{Check, OutputKind};
use crate::audit::{Outputs, Own, Progress};
use crate::exit::Exit;
use crate::input;
use crate::language::{language_of_data, said};
use crate::measured::{Measured, without_query};
use crate::output::Error;
use crate::remote::{self, Remote};
use crate::settings::{Flags, Settings};

pub(crate) fn run(args: &Check) -> Result<Exit, Error> {
    let choice = &args.results.choice;
    let output = args.results.outputs();
    let flags = Flags { judging: &args.judging, rules: Some(&choice.rules), exclude: &[], output: output.clone() };
    let settings = Settings::load(&flags, &args.judging.settings)?;
    let options = settings.options_for_files()?;
    let path_rules = settings.path_rules()?;
    if args.files.is_empty() {
        anstream::eprintln!("seedance-preflight: {}", said!("nothing to check: no file was named"));
        return Ok(Exit::NothingToCheck);
    }
    let remote = Remote::new(&args.fetching, args.measuring.deep)?;
    let own: Own<'_> = &|kind, out, palette| match kind {
        OutputKind::Text => {
            let (is_partial, denies_warnings) = (!options.rules.is_everything(), options.deny_warnings);
            Ok(Box::new(Lines { out, palette, quiet: choice.quiet, is_partial, denies_warnings }))
        }
        _ => Err(out),
    };
    let mut outputs = Outputs::open(&output, false, own, &options.profile, &Progress::new(true))?;
    // A person sees each file at once; a pipe gets blocks.
    let line_by_line = io::stdout().is_terminal();
    let mut any_missing = false;
    let mut summary = AuditSummary::new(&options.profile.name);
    let urls: Vec<_> = args.files.iter().filter_map(|path| remote::url_of(path)).collect();
    let mut check = |path: &PathBuf, fetched: &mut dyn Iterator<Item = Option<Measured>>| {
        let name = path.to_string_lossy();
        let mut subject = Subject { expected_kind: args.expected_kind(), ..Subject::default() };
        let facts = match remote::url_of(path) {
            Some(url) => {
                subject.name = Some(without_query(&name));
                subject.is_fetched = true;
                fetched.next().flatten().unwrap_or_else(|| remote.measure(url)).facts
            }
            None => {
                subject.name = (!input::is_stdin(path)).then_some(&name);
                any_missing |= input::is_missing(path);
                input::facts(path, args.measuring.deep)
            }
        };
        let options = path_rules.options_for(path, &options);
        let mut file = AuditedFile::new(path, check_facts(facts, &subject, &options));
        if !subject.is_fetched && subject.name.is_some() {
            file.fix = ShownFix::of_report(path, &file.report, &subject, &options);
        }
        file.language = language_of_data();
        summary.count(&file);
        outputs.all.file(&file)?;
        if line_by_line { outputs.all.flush(&summary) } else { Ok(()) }
    };
    // URLs are fetched ahead, and reported in the order of the arguments.
    let checked = remote.measure_all(&urls, |fetched| args.files.iter().try_for_each(|path| check(path, fetched)));
    let written = checked.and_then(|()| outputs.all.finish(&summary));
    let all_written = outputs.print_failures();
    match written {
        Ok(()) if all_written => {}
        // The output that failed has been named.
        _ if !all_written => return Ok(Exit::Failed),
        Ok(()) => {}
        Err(error) => return Err(error.into()),
    }
    if !choice.quiet {
        remote.print_fetch_totals();
    }
    if any_missing {
        return Ok(Exit::Failed);
    }
    let exit = Exit::of(&summary);
    Ok(if choice.no_fail { exit.without_verdict() } else { exit })
}

/// Text for people: each file, and below several files one line with their verdicts.
struct Lines<W> {
    out: W,
    palette: Palette,
    quiet: bool,
    /// Whether only some of the rules were applied.
    is_partial: bool,
    denies_warnings: bool,
}

impl<W: Write + Send> AuditOutput for Lines<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        render::text_report(&file.source(), &file.report, self.palette, &mut self.out)?;
        match file.fix.as_ref().and_then(ShownFix::quoted) {
            Some(command) => writeln!(self.out, "    {}", said!("fix: {command}", command)),
            None => Ok(()),
        }
    }

    fn flush(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        let VerdictCounts { accepted, undecided, refused, .. } = summary.verdicts;
        if self.is_partial && !self.quiet {
            writeln!(self.out, "{}{}", said!("note: "), said!("only some of the rules were applied"))?;
        }
        if self.denies_warnings && refused > 0 && !self.quiet {
            writeln!(self.out, "{}{}", said!("note: "), said!("warnings are denied, so they refuse a file"))?;
        }
        if summary.files > 1 && !self.quiet {
            let files = summary.files;
            let totals = said!(
                "{files} files: {refused} refused, {undecided} undecided, {accepted} accepted",
                files,
                refused,
                undecided,
                accepted
            );
            writeln!(self.out, "{totals}")?;
        }
        self.out.flush()
    }
}
