//! The outputs of an audit: what `--output` asks for.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::ColorChoice;
use clap::ValueEnum;
use seedance_preflight::audit::{
    AuditCsv, AuditHtml, AuditHtmlOptions, AuditJsonLines, AuditJunit, AuditMarkdown, AuditOutput, AuditOutputs,
    AuditSarif, AuditText,
};
use seedance_preflight::profile::Profile;
use seedance_preflight::render::Palette;

use super::progress::Progress;
use crate::args::{OutputKind, Reporting};
use crate::output::Error;

/// Lines are written in blocks of this many bytes.
const BUFFER: usize = 64 << 10;

type Writer = BufWriter<Box<dyn Write + Send>>;

/// All outputs, opened.
pub(crate) struct Outputs {
    pub(crate) all: AuditOutputs,
    /// Whether people read the summary on standard output.
    pub(crate) text_on_stdout: bool,
    /// The files that are written.
    pub(super) files: Vec<PathBuf>,
}

/// The output of this kind.
fn output(
    kind: OutputKind,
    out: Writer,
    file: Option<&Path>,
    palette: Palette,
    reporting: &Reporting,
    profile: &Profile,
) -> Box<dyn AuditOutput> {
    match kind {
        OutputKind::Text => Box::new(AuditText::new(out, palette).with_accepted(reporting.verbose)),
        OutputKind::Html => Box::new(AuditHtml::new(out, profile, AuditHtmlOptions::default())),
        OutputKind::Jsonl => Box::new(AuditJsonLines::new(out)),
        OutputKind::Csv => Box::new(AuditCsv::new(out)),
        OutputKind::Junit => Box::new(match file.and_then(Path::parent) {
            // Where the report has room, its parts have, too; the system's folder may be in memory.
            Some(folder) => AuditJunit::new(out).with_temporary_folder(folder),
            None => AuditJunit::new(out),
        }),
        OutputKind::Sarif => Box::new(AuditSarif::new(out).with_baseline(reporting.baseline.is_some())),
        OutputKind::Markdown => Box::new(AuditMarkdown::new(out)),
    }
}

impl Outputs {
    /// Opens what the arguments ask for; text on standard output where they ask for nothing.
    pub(crate) fn open(reporting: &Reporting, profile: &Profile, progress: &Progress) -> Result<Self, Error> {
        let mut outputs = Self { all: AuditOutputs::new(), text_on_stdout: false, files: Vec::new() };
        let mut on_stdout = reporting.outputs.iter().filter(|output| output.file.is_none());
        if let Some(second) = on_stdout.nth(1) {
            return Err(Error::StdoutTwice(name_of(second.kind)));
        }
        if reporting.outputs.is_empty() {
            outputs.push(OutputKind::Text, None, reporting, profile, progress)?;
        }
        for output in &reporting.outputs {
            outputs.push(output.kind, output.file.as_deref(), reporting, profile, progress)?;
        }
        Ok(outputs)
    }

    /// Says of each output that failed why it did, but of a reader who has had enough of standard output. Whether none failed.
    pub(crate) fn say_failures(&self) -> bool {
        for (name, error) in self.all.failures() {
            if error.kind() != io::ErrorKind::BrokenPipe {
                anstream::eprintln!("seedance-preflight: cannot write {name}: {error}");
            }
        }
        self.all.failures().is_empty()
    }

    fn push(
        &mut self,
        kind: OutputKind,
        file: Option<&Path>,
        reporting: &Reporting,
        profile: &Profile,
        progress: &Progress,
    ) -> Result<(), Error> {
        let Some(path) = file else {
            self.text_on_stdout |= kind == OutputKind::Text;
            self.all.push(
                "standard output",
                output(kind, buffered(stdout(progress)), None, palette_of_stdout(), reporting, profile),
            );
            return Ok(());
        };
        let name = path.display().to_string();
        let file = File::create(path).map_err(|source| Error::CannotCreate { name: name.clone(), source })?;
        self.files.push(path.to_owned());
        self.all.push(name, output(kind, buffered(Box::new(file)), Some(path), Palette::PLAIN, reporting, profile));
        Ok(())
    }
}

/// Standard output, with the line of progress below it where both are on a terminal.
fn stdout(progress: &Progress) -> Box<dyn Write + Send> {
    if progress.is_shown() && io::stdout().is_terminal() {
        Box::new(progress.above(io::stdout()))
    } else {
        Box::new(io::stdout())
    }
}

fn buffered(out: Box<dyn Write + Send>) -> Writer {
    BufWriter::with_capacity(BUFFER, out)
}

fn palette_of_stdout() -> Palette {
    match anstream::AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => Palette::PLAIN,
        _ => Palette::ANSI,
    }
}

fn name_of(kind: OutputKind) -> String {
    kind.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}
