//! The language of the program's own texts: `--lang`, then the variable SEEDANCE_PREFLIGHT_LANG, then the
//! settings, then the locale.

use std::env;
use std::ffi::OsString;
use std::sync::OnceLock;

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, Command, ValueEnum};
use seedance_preflight::Language;
use unicode_width::UnicodeWidthStr;

/// The variable that chooses the language.
pub(crate) const VARIABLE: &str = "SEEDANCE_PREFLIGHT_LANG";

/// Languages as the command line names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LanguageArg(pub(crate) Language);

impl ValueEnum for LanguageArg {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(Language::English), Self(Language::Chinese)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self.0 {
            Language::Chinese => PossibleValue::new("zh").aliases(["zh-CN", "zh_CN", "zh-Hans"]),
            _ => PossibleValue::new("en"),
        })
    }
}

/// What was chosen, the stronger first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Choice {
    /// By the command line.
    asked: Option<Language>,
    /// By the variable.
    variable: Option<Language>,
    /// By the locale.
    locale: Language,
}

static CHOICE: OnceLock<Choice> = OnceLock::new();
/// By the settings, which are read later, and which the locale gives way to.
static OF_SETTINGS: OnceLock<Language> = OnceLock::new();

/// The language of text for people.
pub(crate) fn language() -> Language {
    let Choice { asked, variable, locale } = CHOICE.get().copied().unwrap_or_default();
    asked.or(variable).or_else(|| OF_SETTINGS.get().copied()).unwrap_or(locale)
}

/// The language of sentences in what programs read, such as JSON: English unless the command line asks for another.
pub(crate) fn language_of_data() -> Language {
    asked().unwrap_or_default()
}

/// The language that the command line asks for.
pub(crate) fn asked() -> Option<Language> {
    CHOICE.get().and_then(|choice| choice.asked)
}

/// Chooses by the settings, if neither the command line nor the variable does.
pub(crate) fn choose_by_settings(language: Language) {
    let _ = OF_SETTINGS.set(language);
}

/// Chooses by the arguments and the environment, once and before the arguments are parsed: their help is in a language
/// too. A value that is not a language is left to the parser, which refuses it.
pub(crate) fn choose(arguments: &[OsString]) {
    let asked = of_arguments(arguments);
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = Language::from_locale(variable);
    let variable = variable(VARIABLE).and_then(|tag| Language::from_tag(&tag));
    let _ = CHOICE.set(Choice { asked, variable, locale });
}

/// The value of the last `--lang`.
fn of_arguments(arguments: &[OsString]) -> Option<Language> {
    let mut found = None;
    let mut words = arguments.iter().map(|word| word.to_str().unwrap_or_default()).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(value) => value.strip_prefix('='),
            None => continue,
        };
        found = value.and_then(|value| LanguageArg::from_str(value, true).ok()).map(|argument| argument.0).or(found);
    }
    found
}

/// A text in the language of people: `said!("{count} files", count)`.
macro_rules! said {
    ($($text:tt)+) => {
        seedance_preflight::__say!($crate::language::language(), $($text)+)
    };
}
pub(crate) use said;

/// `text` in a column of this many columns of a terminal, where a Han character takes two.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

/// A text that the library made, such as an error, in the language of people.
pub(crate) fn translated_data(english: &str) -> std::borrow::Cow<'_, str> {
    language().data(english)
}

/// The same command with its help in the language of people.
pub(crate) fn localised(mut command: Command) -> Command {
    if language() == Language::English {
        return command;
    }
    // Gives each command its help for `--help` and `--lang`.
    command.build();
    translated(command, language())
}

fn translated(mut command: Command, language: Language) -> Command {
    let text = |english: &StyledStr| paragraphs(&english.to_string(), language);
    if let Some(about) = command.get_about().map(text) {
        command = command.about(about);
    }
    if let Some(after) = command.get_after_help().map(text) {
        command = command.after_help(after);
    }
    if let Some(after) = command.get_after_long_help().map(text) {
        command = command.after_long_help(after);
    }
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(name, |command| translated(command, language));
    }
    command
        .mut_args(|argument| translated_argument(argument, language))
        .subcommand_help_heading(language.text("Commands"))
        .help_template(language.text("{before-help}{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}"))
}

fn translated_argument(mut argument: Arg, language: Language) -> Arg {
    let text = |english: &StyledStr| paragraphs(&english.to_string(), language);
    if let Some(help) = argument.get_help().map(text) {
        argument = argument.help(help);
    }
    if let Some(help) = argument.get_long_help().map(text) {
        argument = argument.long_help(help);
    }
    let heading = match argument.get_help_heading() {
        Some(heading) => language.help_text(heading).unwrap_or("Options"),
        None if argument.is_positional() => language.text("Arguments"),
        None => language.text("Options"),
    };
    argument.help_heading(heading)
}

/// Each paragraph of a help text in the language, or each of its lines; examples stay as they are.
fn paragraphs(english: &str, language: Language) -> String {
    let translated = |text: &str| language.help_text(text);
    let lines = |text: &str| text.lines().map(|line| translated(line).unwrap_or(line).to_owned()).collect::<Vec<_>>();
    let paragraphs = english.split("\n\n");
    let paragraphs = paragraphs.map(|text| translated(text).map_or_else(|| lines(text).join("\n"), str::to_owned));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_argument_decides() {
        let asked = |words: &[&str]| of_arguments(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(asked(&["check", "a.mp4"]), None);
        assert_eq!(asked(&["--lang", "zh", "check", "--lang=en"]), Some(Language::English));
        assert_eq!(asked(&["check", "--lang=zh_CN"]), Some(Language::Chinese));
        assert_eq!(asked(&["check", "--lang", "xx"]), None);
        assert_eq!(asked(&["check", "--", "--lang=zh"]), None);
    }

    /// Every paragraph of a text that the catalogue lacks, examples aside.
    fn lacking(english: &StyledStr) -> Vec<String> {
        let has = |text: &str| Language::Chinese.help_text(text).is_some();
        let english = english.to_string();
        let parts = english.split("\n\n").filter(|text| !has(text));
        let lines = parts.flat_map(|text| text.lines().filter(|line| !has(line) && !line.starts_with("  ")));
        lines.map(str::to_owned).collect()
    }

    fn lacking_of(command: &Command, found: &mut Vec<String>) {
        let texts =
            [command.get_about(), command.get_after_help(), command.get_after_long_help()].into_iter().flatten();
        found.extend(texts.flat_map(lacking));
        for argument in command.get_arguments() {
            let texts = argument.get_help().into_iter().chain(argument.get_long_help());
            found.extend(texts.flat_map(lacking));
            let heading = argument.get_help_heading().filter(|heading| Language::Chinese.help_text(heading).is_none());
            found.extend(heading.map(str::to_owned));
        }
        command.get_subcommands().for_each(|command| lacking_of(command, found));
    }

    #[test]
    fn all_help_is_translated() {
        let mut command = <crate::args::Args as clap::CommandFactory>::command();
        command.build();
        let mut found = Vec::new();
        lacking_of(&command, &mut found);
        found.sort();
        found.dedup();
        assert!(found.is_empty(), "without a translation:\n{}", found.join("\n"));
    }
}
