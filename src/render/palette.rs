//! Colours of text.

use crate::check::Verdict;
use crate::finding::Severity;
use crate::language::Language;

/// How text for people looks: the escape sequences that colour it, or none, its language, and how much of a line is quoted.
///
/// ```
/// use seedance_preflight::{CheckOptions, Subject, check, render};
///
/// let report = check(&b"GIF89a".as_slice(), &Subject::default(), &CheckOptions::default());
/// let mut text = Vec::new();
/// render::text_report("a.gif", &report, render::Palette::PLAIN, &mut text).unwrap();
/// assert!(String::from_utf8(text).unwrap().starts_with("refused   a.gif"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Palette {
    pub(super) error: &'static str,
    pub(super) warning: &'static str,
    pub(super) note: &'static str,
    pub(super) accepted: &'static str,
    pub(super) dim: &'static str,
    pub(super) reset: &'static str,
    pub(super) language: Language,
    pub(super) columns: usize,
}

/// Columns of a quoted line with its margin, where the width of the terminal is not known.
const COLUMNS: usize = 104;

impl Palette {
    /// No colour.
    pub const PLAIN: Self = Self {
        error: "",
        warning: "",
        note: "",
        accepted: "",
        dim: "",
        reset: "",
        language: Language::English,
        columns: COLUMNS,
    };
    /// The colours that every terminal has.
    pub const ANSI: Self = Self {
        error: "\x1b[1;31m",
        warning: "\x1b[1;33m",
        note: "\x1b[1;36m",
        accepted: "\x1b[1;32m",
        dim: "\x1b[2m",
        reset: "\x1b[0m",
        language: Language::English,
        columns: COLUMNS,
    };

    /// The same colours with text in `language`.
    pub const fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The same for a terminal of so many columns: quoted lines of a request are cut to fit.
    pub const fn in_columns(self, columns: usize) -> Self {
        Self { columns, ..self }
    }

    /// The language.
    pub const fn language(self) -> Language {
        self.language
    }

    pub(super) const fn of_verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Accepted => self.accepted,
            Verdict::Undecided => self.warning,
            Verdict::Refused => self.error,
        }
    }

    pub(super) const fn of_severity(self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Note => self.note,
        }
    }
}
