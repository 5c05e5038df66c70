//! Errors of the command line in the language of people. In English they are the parser's own.

use std::error::Error as _;
use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::builder::styling::{AnsiColor, Color, Style};
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};
use seedance_preflight::Language;

use crate::language::{language, said, translated_data};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const VALID: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));

/// Prints the error, and ends the program; help and the version are such errors too.
pub(crate) fn exit(error: Error) -> ! {
    match language() {
        Language::English => error.exit(),
        _ => error.apply::<Translated>().exit(),
    }
}

/// Writes errors as the parser does, in the language of people.
struct Translated;

impl ErrorFormatter for Translated {
    fn format_error(error: &Error<Self>) -> StyledStr {
        let mut text = format!("{ERROR}{}{ERROR:#}{}", said!("error: "), what(error));
        tips(error, &mut text);
        if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
            let usage = usage.to_string();
            let usage = usage.trim().trim_start_matches("Usage:").trim_start();
            let _ = write!(text, "\n\n{}", said!("Usage: {usage}", usage));
        }
        let _ = write!(text, "\n\n{}\n", said!("For more information, try `--help`."));
        StyledStr::from(text)
    }
}

/// What is wrong.
fn what(error: &Error<Translated>) -> String {
    let one = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.as_str(),
        _ => "",
    };
    let number = |kind| match error.get(kind) {
        Some(ContextValue::Number(number)) => *number,
        _ => 0,
    };
    let name = one(ContextKind::InvalidArg);
    let value = one(ContextKind::InvalidValue);
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument => said!("unexpected argument `{name}`", name),
        ErrorKind::InvalidSubcommand => {
            said!("unknown command `{name}`", name = one(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => said!("`{name}` needs a value", name),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            said!("`{value}` is not a value of `{name}`", value, name)
        }
        ErrorKind::ArgumentConflict => match error.get(ContextKind::PriorArg) {
            Some(ContextValue::String(other)) if other == name => said!("`{name}` occurs more than once", name),
            Some(ContextValue::String(other)) => said!("`{name}` and `{other}` exclude each other", name, other),
            _ => said!("`{name}` excludes other arguments that are given", name),
        },
        ErrorKind::MissingRequiredArgument => said!("required arguments are missing:"),
        ErrorKind::MissingSubcommand => said!("a command is missing"),
        ErrorKind::NoEquals => said!("`{name}` needs a `=` before its value", name),
        ErrorKind::TooManyValues => said!("`{value}` is one value too many for `{name}`", value, name),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let wanted = number(ContextKind::MinValues).max(number(ContextKind::ExpectedNumValues));
            said!(
                "`{name}` needs {wanted} values, not {given}",
                name,
                wanted,
                given = number(ContextKind::ActualNumValues)
            )
        }
        ErrorKind::InvalidUtf8 => said!("an argument is not UTF-8"),
        other => other.as_str().unwrap_or_default().into(),
    }
    .into_owned();
    if let Some(source) = error.source() {
        let _ = write!(text, "{}", said!(": {source}", source = translated_data(&source.to_string())));
    }
    match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::MissingRequiredArgument, Some(ContextValue::Strings(names))) => {
            names.iter().for_each(|name| _ = write!(text, "\n  {VALID}{name}{VALID:#}"));
        }
        _ => {
            if let Some(ContextValue::Strings(values)) = error.get(ContextKind::ValidValue)
                && !values.is_empty()
            {
                let _ = write!(
                    text,
                    "\n  [{}]",
                    said!("possible values: {values}", values = values.join(language().text(", ")))
                );
            }
        }
    }
    text
}

/// What was probably meant.
fn tips(error: &Error<Translated>, text: &mut String) {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let named = kinds.into_iter().flat_map(|kind| match error.get(kind) {
        Some(ContextValue::String(name)) => vec![name.clone()],
        Some(ContextValue::Strings(names)) => names.clone(),
        _ => Vec::new(),
    });
    let names: Vec<_> = named.map(|name| format!("`{name}`")).collect();
    if !names.is_empty() {
        let _ = write!(text, "\n\n  {}", said!("tip: was {names} meant?", names = names.join(language().text(", "))));
    }
    // "to pass '--x' as a value, use '-- --x'": the parser has no other words for it.
    let is_as_a_value = match error.get(ContextKind::Suggested) {
        Some(ContextValue::StyledStrs(tips)) => tips.iter().any(|tip| tip.to_string().contains("as a value")),
        _ => false,
    };
    if let (true, Some(ContextValue::String(name))) = (is_as_a_value, error.get(ContextKind::InvalidArg)) {
        let _ = write!(text, "\n\n  {}", said!("tip: write `-- {name}` if it is a value", name));
    }
}
