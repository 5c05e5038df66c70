//! Annotations of GitHub Actions: workflow commands on standard output, which the service shows beside the files.

use std::fmt::{self, Display};
use std::io::{self, Write};

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile, VerdictCounts};
use crate::finding::{Finding, Outcome, Severity};
use crate::language::{Language, say};
use crate::render::{is_unseen, printable, shown_with_slashes};

/// Writes an annotation for each finding: errors and warnings that fail as such, what is undecided as a warning, notes as
/// notices. The last line is a notice with the totals, since the service shows only the first ten annotations of a kind in
/// each step.
///
/// ```
/// use seedance_preflight::audit::{AuditGithub, AuditOutput, AuditSummary};
///
/// let mut lines = Vec::new();
/// AuditGithub::new(&mut lines).finish(&AuditSummary::default()).unwrap();
/// assert!(lines.starts_with(b"::notice title=seedance-preflight::"));
/// ```
#[derive(Debug)]
pub struct AuditGithub<W> {
    out: W,
    language: Language,
}

impl<W: Write + Send> AuditGithub<W> {
    /// Annotations to `out`, which buffers them.
    pub fn new(out: W) -> Self {
        Self { out, language: Language::English }
    }

    /// Writes sentences in `language`.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }
}

impl<W: Write + Send> AuditOutput for AuditGithub<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        let path = shown_with_slashes(&file.path);
        for finding in &file.report.findings {
            let kind = kind(finding);
            // A warning that fails and one that is undecided differ in the title.
            let undecided = match finding.outcome {
                Outcome::Undecided => self.language.text(" (undecided)"),
                _ => "",
            };
            let title = format!("{}{undecided}", finding.rule.id);
            let message = finding.sentences(self.language);
            let (path, title) = (Property(path.strip_prefix("./").unwrap_or(&path)), Property(&title));
            writeln!(self.out, "::{kind} file={path},title={title}::{}", Data(&printable(&message)))?;
        }
        Ok(())
    }

    fn flush(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        let VerdictCounts { accepted, undecided, refused } = summary.verdicts;
        let interrupted = if summary.interrupted { self.language.text(", interrupted") } else { "" };
        let totals = say!(
            self.language,
            "{files} files: {refused} refused, {undecided} undecided, {accepted} accepted",
            files = summary.files,
            refused,
            undecided,
            accepted
        );
        writeln!(self.out, "::notice title=seedance-preflight::{}{interrupted}", Data(&totals))?;
        self.out.flush()
    }
}

fn kind(finding: &Finding) -> &'static str {
    match (finding.outcome, finding.severity) {
        (Outcome::Notes, _) | (_, Severity::Note) => "notice",
        (Outcome::Fails, Severity::Error) => "error",
        (Outcome::Fails | Outcome::Undecided, _) => "warning",
    }
}

/// The message of a workflow command.
struct Data<'a>(&'a str);

/// The value of a property of a workflow command.
struct Property<'a>(&'a str);

impl Display for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(self.0, "", f)
    }
}

impl Display for Property<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(self.0, ":,", f)
    }
}

/// Percent-encodes what ends a command or a property (`escapeData` and `escapeProperty` of the toolkit of GitHub Actions),
/// and what is invisible: the service decodes only the former.
fn escape(text: &str, syntax: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for character in text.chars() {
        if matches!(character, '%' | '\r' | '\n') || syntax.contains(character) {
            write!(f, "%{:02X}", u32::from(character))?;
        } else {
            write!(f, "{}", if is_unseen(character) { char::REPLACEMENT_CHARACTER } else { character })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_or_a_property() {
        assert_eq!(Data("100%\r\n::error::x").to_string(), "100%25%0D%0A::error::x");
        assert_eq!(Property("a,b:c%\n\u{1b}").to_string(), "a%2Cb%3Ac%25%0A\u{fffd}");
    }
}
