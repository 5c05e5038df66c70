//! Text for people, as the program prints it.

use serde::Deserialize;

use super::CallError;
use crate::language::{Language, say};
use crate::render::Palette;

/// How text looks.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum Style {
    Plain,
    Ansi,
}

impl Style {
    pub(super) fn palette(self, language: Language) -> Palette {
        let palette = match self {
            Self::Plain => Palette::PLAIN,
            Self::Ansi => Palette::ANSI,
        };
        palette.in_language(language)
    }
}

/// How many files had each verdict.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Totals {
    accepted: u64,
    undecided: u64,
    refused: u64,
    /// Whether only some of the rules were applied.
    #[serde(default)]
    is_partial: bool,
    #[serde(default)]
    deny_warnings: bool,
    #[serde(default)]
    language: Language,
}

impl Totals {
    /// The lines below the reports on several files.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let Self { accepted, undecided, refused, language, .. } = self;
        let mut line = |text: &str| {
            out.extend_from_slice(text.as_bytes());
            out.push(b'\n');
        };
        let note = language.text("note: ");
        if self.is_partial {
            line(&[note, &say!(language, "only some of the rules were applied")].concat());
        }
        if self.deny_warnings && refused > 0 {
            line(&[note, &say!(language, "warnings are denied, so they refuse a file")].concat());
        }
        let files = accepted.saturating_add(undecided).saturating_add(refused);
        if files == 0 {
            line(&say!(language, "nothing to check: no file was named"));
        }
        if files > 1 {
            line(&say!(
                language,
                "{files} files: {refused} refused, {undecided} undecided, {accepted} accepted",
                files,
                refused,
                undecided,
                accepted
            ));
        }
        Ok(())
    }
}

/// A text that the library made in English and passes on as data, such as the cause of a fault.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Translate {
    text: String,
    #[serde(default)]
    language: Language,
}

impl Translate {
    /// The same in a language; as it is if it is not known.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        out.extend_from_slice(self.language.data(&self.text).as_bytes());
        Ok(())
    }
}
