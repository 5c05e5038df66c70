//! The outputs of an audit: what `--output` asks for.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::ColorChoice;
#[cfg(feature = "parquet")]
use seedance_preflight::audit::{AuditArrow, AuditParquet};
use seedance_preflight::audit::{
    AuditCsv, AuditGithub, AuditGitlab, AuditHtml, AuditHtmlOptions, AuditJson, AuditJsonLines, AuditJunit,
    AuditMarkdown, AuditOutput, AuditOutputs, AuditSarif, AuditText,
};
use seedance_preflight::profile::Profile;
use seedance_preflight::render::{self, Palette};

use super::progress::Progress;
use crate::args::{OutputArg, OutputKind};
use crate::exit::Exit;
use crate::language::{language, language_of_data, said, translated_data};
use crate::output::Error;
use crate::wrap::{self, Wrapping};

/// Lines are written in blocks of this many bytes.
const BUFFER: usize = 64 << 10;

pub(crate) type Writer = BufWriter<Box<dyn Write + Send>>;

/// Makes the outputs that differ by command, at least the text for people; gives back the writer for others.
pub(crate) type Own<'a> = &'a dyn Fn(OutputKind, Writer, Palette) -> Result<Box<dyn AuditOutput>, Writer>;

/// All outputs, opened.
pub(crate) struct Outputs {
    pub(crate) all: AuditOutputs,
    /// Whether people read the summary on standard output.
    pub(crate) text_on_stdout: bool,
    /// The files that are written.
    pub(super) files: Vec<PathBuf>,
}

/// What the outputs need to know of the run.
struct Opener<'a> {
    own: Own<'a>,
    has_baseline: bool,
    profile: &'a Profile,
    progress: &'a Progress,
}

impl Opener<'_> {
    /// The output of this kind.
    fn output(&self, kind: OutputKind, out: Writer, file: Option<&Path>, palette: Palette) -> Box<dyn AuditOutput> {
        let out = match (self.own)(kind, out, palette) {
            Ok(output) => return output,
            Err(out) => out,
        };
        match kind {
            // Every command has its own.
            OutputKind::Text => Box::new(AuditText::new(out, palette)),
            OutputKind::Html => {
                let mut options = AuditHtmlOptions::default();
                options.language = language();
                Box::new(AuditHtml::new(out, self.profile, options))
            }
            OutputKind::Json => Box::new(AuditJson::new(out)),
            OutputKind::Jsonl => Box::new(AuditJsonLines::new(out)),
            OutputKind::Csv => Box::new(AuditCsv::new(out)),
            OutputKind::Junit => {
                let output = AuditJunit::new(out).in_language(language_of_data());
                Box::new(match file.and_then(Path::parent) {
                    // A disk with room for the report has room for its parts; the system's folder may be in memory.
                    Some(folder) => output.with_temporary_folder(folder),
                    None => output,
                })
            }
            OutputKind::Sarif => Box::new(
                AuditSarif::new(out)
                    .in_language(language_of_data())
                    .with_baseline(self.has_baseline)
                    .with_exit_code(|summary| Exit::of(summary).code()),
            ),
            OutputKind::Github => Box::new(AuditGithub::new(out).in_language(language_of_data())),
            OutputKind::Gitlab => Box::new(AuditGitlab::new(out).in_language(language_of_data())),
            OutputKind::Markdown => Box::new(AuditMarkdown::new(out).in_language(language())),
            #[cfg(feature = "parquet")]
            OutputKind::Parquet => Box::new(AuditParquet::new(out)),
            #[cfg(feature = "parquet")]
            OutputKind::Arrow => Box::new(AuditArrow::new(out)),
            // Refused before.
            #[cfg(not(feature = "parquet"))]
            OutputKind::Parquet | OutputKind::Arrow => Box::new(AuditOutputs::new()),
        }
    }
}

impl Outputs {
    /// Opens what the arguments ask for: text on standard output by default.
    pub(crate) fn open(
        wanted: &[OutputArg],
        has_baseline: bool,
        own: Own<'_>,
        profile: &Profile,
        progress: &Progress,
    ) -> Result<Self, Error> {
        let mut on_stdout = wanted.iter().filter(|output| output.file.is_none());
        if let Some(second) = on_stdout.nth(1) {
            return Err(Error::StdoutTwice(second.kind.name()));
        }
        let is_columns = |output: &&OutputArg| matches!(output.kind, OutputKind::Parquet | OutputKind::Arrow);
        if let Some(output) = wanted.iter().find(is_columns)
            && cfg!(not(feature = "parquet"))
        {
            return Err(Error::WithoutColumns(output.kind.name()));
        }
        let opener = Opener { own, has_baseline, profile, progress };
        let mut outputs = Self { all: AuditOutputs::new(), text_on_stdout: false, files: Vec::new() };
        if wanted.is_empty() {
            outputs.push(OutputKind::Text, None, &opener)?;
        }
        for output in wanted {
            outputs.push(output.kind, output.file.as_deref(), &opener)?;
        }
        Ok(outputs)
    }

    /// Prints why each output failed, except that the reader closed standard output. Returns whether none failed.
    pub(crate) fn print_failures(&self) -> bool {
        for (name, error) in self.all.failures() {
            if error.kind() != io::ErrorKind::BrokenPipe {
                let name = render::printable(name);
                let error = translated_data(&error.to_string()).into_owned();
                anstream::eprintln!("seedance-preflight: {}", said!("cannot write {name}: {error}", name, error));
            }
        }
        self.all.failures().is_empty()
    }

    fn push(&mut self, kind: OutputKind, file: Option<&Path>, opener: &Opener<'_>) -> Result<(), Error> {
        let Some(path) = file else {
            self.text_on_stdout |= kind == OutputKind::Text;
            let out = stdout(opener.progress);
            let out = buffered(match wrap::columns() {
                Some(columns) if kind == OutputKind::Text => Box::new(Wrapping::new(out, columns)),
                _ => out,
            });
            self.all.push("standard output", opener.output(kind, out, None, palette_of_stdout()));
            return Ok(());
        };
        let name = path.display().to_string();
        let file = File::create(path).map_err(|source| Error::CannotCreate { name: name.clone(), source })?;
        self.files.push(path.to_owned());
        self.all.push(
            name,
            opener.output(kind, buffered(Box::new(file)), Some(path), Palette::PLAIN.in_language(language())),
        );
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
    let palette = match anstream::AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => Palette::PLAIN,
        _ => Palette::ANSI,
    }
    .in_language(language());
    wrap::columns().map_or(palette, |columns| palette.in_columns(columns))
}
