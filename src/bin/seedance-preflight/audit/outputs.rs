//! The outputs of an audit: what `--output` asks for.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::ColorChoice;
use clap::ValueEnum;
use seedance_preflight::render::Palette;
use seedance_preflight::{AuditJsonLines, AuditOutput, AuditOutputs, AuditText};

use super::progress::Progress;
use crate::args::{Audit, OutputKind};
use crate::output::Error;

/// Lines are written in blocks of this many bytes.
const BUFFER: usize = 64 << 10;

type Writer = BufWriter<Box<dyn Write + Send>>;

/// All outputs, opened.
pub(super) struct Outputs {
    pub(super) all: AuditOutputs,
    /// Whether people read the summary on standard output.
    pub(super) text_on_stdout: bool,
    /// The files that are written.
    pub(super) files: Vec<PathBuf>,
}

/// The output of this kind.
fn output(kind: OutputKind, out: Writer, palette: Palette, args: &Audit) -> Box<dyn AuditOutput> {
    match kind {
        OutputKind::Text => Box::new(AuditText::new(out, palette).with_accepted(args.verbose)),
        OutputKind::Jsonl => Box::new(AuditJsonLines::new(out)),
    }
}

impl Outputs {
    /// Opens what the arguments ask for; text on standard output where they ask for nothing.
    pub(super) fn open(args: &Audit, progress: &Progress) -> Result<Self, Error> {
        let mut outputs = Self { all: AuditOutputs::new(), text_on_stdout: false, files: Vec::new() };
        let mut on_stdout = args.outputs.iter().filter(|output| output.file.is_none());
        if let Some(second) = on_stdout.nth(1) {
            return Err(Error::StdoutTwice(name_of(second.kind)));
        }
        if args.outputs.is_empty() {
            outputs.push(OutputKind::Text, None, args, progress)?;
        }
        for output in &args.outputs {
            outputs.push(output.kind, output.file.as_deref(), args, progress)?;
        }
        Ok(outputs)
    }

    /// Says of each output that failed why it did, but of a reader who has had enough of standard output. Whether none failed.
    pub(super) fn say_failures(&self) -> bool {
        for (name, error) in self.all.failures() {
            if error.kind() != io::ErrorKind::BrokenPipe {
                anstream::eprintln!("seedance-preflight: cannot write {name}: {error}");
            }
        }
        self.all.failures().is_empty()
    }

    fn push(&mut self, kind: OutputKind, file: Option<&Path>, args: &Audit, progress: &Progress) -> Result<(), Error> {
        let Some(path) = file else {
            self.text_on_stdout |= kind == OutputKind::Text;
            self.all.push("standard output", output(kind, buffered(stdout(progress)), palette_of_stdout(), args));
            return Ok(());
        };
        let name = path.display().to_string();
        let file = File::create(path).map_err(|source| Error::CannotCreate { name: name.clone(), source })?;
        self.files.push(path.to_owned());
        self.all.push(name, output(kind, buffered(Box::new(file)), Palette::PLAIN, args));
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
