//! The outputs of an audit: what `--output` asks for.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anstream::ColorChoice;
use clap::ValueEnum;
use seedance_preflight::render::Palette;
use seedance_preflight::{AuditHtml, AuditHtmlOptions, AuditJsonLines, AuditOutput, AuditOutputs, AuditText, Profile};

use crate::args::{Audit, OutputKind};
use crate::output::Error;

/// Lines are written in blocks of this many bytes.
const BUFFER: usize = 64 << 10;

/// All outputs, opened.
pub(super) struct Outputs {
    pub(super) all: AuditOutputs,
    /// Whether people read the summary on standard output.
    pub(super) text_on_stdout: bool,
    files: Vec<PathBuf>,
}

type Writer = BufWriter<Box<dyn Write + Send>>;

impl Outputs {
    /// Opens what the arguments ask for; text on standard output where they ask for nothing.
    pub(super) fn open(profile: &Profile, args: &Audit) -> Result<Self, Error> {
        let mut outputs = Self { all: AuditOutputs::new(), text_on_stdout: false, files: Vec::new() };
        let mut on_stdout = None;
        if args.outputs.is_empty() {
            outputs.push(OutputKind::Text, None, profile, args)?;
        }
        for output in &args.outputs {
            if output.file.is_none() && on_stdout.replace(output.kind).is_some() {
                return Err(Error::StdoutTwice(name_of(output.kind)));
            }
        }
        for output in &args.outputs {
            outputs.push(output.kind, output.file.as_deref(), profile, args)?;
        }
        Ok(outputs)
    }

    /// The files that are written.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        self.files.clone()
    }

    /// Says which outputs failed: all but the last here, that one as the error.
    pub(super) fn say_failures(&self) -> Result<(), Error> {
        let mut errors: Vec<_> = self.all.failures().iter().map(|(name, error)| failure(name, error)).collect();
        // Whoever reads standard output may have had enough of it; of a file that failed there is something to say.
        errors.sort_by_key(|error| !error.is_broken_pipe());
        let last = errors.pop();
        for error in errors.iter().filter(|error| !error.is_broken_pipe()) {
            anstream::eprintln!("seedance-preflight: {error}");
        }
        last.map_or(Ok(()), Err)
    }

    fn push(&mut self, kind: OutputKind, file: Option<&Path>, profile: &Profile, args: &Audit) -> Result<(), Error> {
        let (name, out): (_, Box<dyn Write + Send>) = match file {
            None => ("standard output".to_owned(), Box::new(io::stdout())),
            Some(path) => {
                let name = path.display().to_string();
                let file = File::create(path).map_err(|source| Error::AuditOutput { name: name.clone(), source })?;
                self.files.push(path.to_owned());
                (name, Box::new(file))
            }
        };
        self.text_on_stdout |= kind == OutputKind::Text && file.is_none();
        let palette = if file.is_none() { palette_of_stdout() } else { Palette::PLAIN };
        self.all.push(name, output(kind, BufWriter::with_capacity(BUFFER, out), palette, profile, args));
        Ok(())
    }
}

/// The output of this kind.
fn output(kind: OutputKind, out: Writer, palette: Palette, profile: &Profile, args: &Audit) -> Box<dyn AuditOutput> {
    match kind {
        OutputKind::Text => Box::new(AuditText::new(out, palette).with_accepted(args.verbose)),
        OutputKind::Html => Box::new(AuditHtml::new(out, profile, AuditHtmlOptions::default())),
        OutputKind::Jsonl => Box::new(AuditJsonLines::new(out)),
    }
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

/// The same error once more, with the output's name.
fn failure(name: &str, error: &io::Error) -> Error {
    let source = match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    };
    Error::AuditOutput { name: name.to_owned(), source }
}
