//! `explain` and `rules`: what the rules are.

use std::io::{BufWriter, Write};

use seedance_preflight::explain::explain_in;
use seedance_preflight::{RuleInfo, render, rules};
use serde_json::json;

use crate::args::{Explain, Format, Rules};
use crate::exit::Exit;
use crate::language::{language, language_of_data, padded};
use crate::output::Error;
use crate::settings;
use crate::upstream;
use crate::wrap;

/// Rules that are named in place of an unknown one, at most.
const MOST_NAMED: usize = 3;

/// Prints one rule by the limits of a profile, or what a refusal of the service means.
pub(crate) fn run(args: &Explain) -> Result<Exit, Error> {
    if let Some(message) = &args.upstream {
        return upstream::run(message, args.request.as_deref(), args.format);
    }
    let id = args.rule.as_deref().unwrap_or_default();
    let Some(rule) = rules::by_id(id) else {
        return Err(Error::UnknownRule { id: id.to_owned(), nearest: nearest(id) });
    };
    let language = if args.format == Format::Text { language() } else { language_of_data() };
    let explanation = explain_in(rule, &settings::profile(args.profile.as_deref(), &args.settings)?, language);
    let mut out = std::io::stdout().lock();
    match args.format {
        Format::Text => {
            // A profile file may name sources of its own.
            let lines: Vec<_> = explanation.to_string().split('\n').map(render::printable).collect();
            write!(out, "{}", wrap::prose(&lines.join("\n")))?;
        }
        Format::Json => {
            render::json_value_pretty(&json!(explanation), &mut out)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            render::json_value(&json!(explanation), &mut out)?;
            writeln!(out)?;
        }
    }
    Ok(Exit::Accepted)
}

/// Prints a line a rule.
pub(crate) fn list(args: &Rules) -> Result<Exit, Error> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let objects = rules::all().map(object);
    match args.format {
        Format::Text => {
            let width = rules::all().map(|rule| rule.id.len()).max().unwrap_or_default();
            let columns = wrap::columns();
            for rule in rules::all() {
                let severity = language().text(rule.severity.name());
                let name = format!("{:<width$} {}", rule.id, padded(severity, 8));
                writeln!(out, "{}", wrap::entry(columns, &name, width + 9, rule.summary_in(language())))?;
            }
        }
        Format::Json => {
            render::json_value_pretty(&serde_json::Value::from_iter(objects), &mut out)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for object in objects {
                render::json_value(&object, &mut out)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(Exit::Accepted)
}

/// A rule as JSON, in the language that was asked for.
fn object(rule: &RuleInfo) -> serde_json::Value {
    let mut object = json!(rule);
    let language = language_of_data();
    if let Some(object) = object.as_object_mut() {
        object.insert("summary".to_owned(), rule.summary_in(language).into());
        object.insert("explanation".to_owned(), rule.explanation_in(language).into());
    }
    object
}

/// The rules that share the rarest words with `id`, so that `video/fps` finds the one on frame rates. A word also counts
/// if it begins one of the rule's (`rotate`), or if only the summary has it (`codec`).
fn nearest(id: &str) -> Vec<&'static str> {
    let words = |text: &str| {
        let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>()
    };
    let asked = words(id);
    let rules: Vec<_> = rules::all().map(|rule| (words(rule.id), words(rule.summary), rule.id)).collect();
    let begins = |words: &[String], word: &str| word.len() >= 3 && words.iter().any(|other| other.starts_with(word));
    // A word of few rules says more than one of many, and in the id more than in the summary.
    let weight = |word: &String| {
        let rarity = |count: usize| 1000 / count.max(1);
        let ids = rarity(rules.iter().filter(|(words, ..)| words.contains(word) || begins(words, word)).count());
        let texts = rarity(rules.iter().filter(|(_, words, _)| begins(words, word)).count()) / 4;
        (ids, texts)
    };
    let score = |(words, summary, _): &(Vec<String>, Vec<String>, &str)| {
        let of = |word: &String| match weight(word) {
            (ids, _) if words.contains(word) => ids,
            (ids, _) if begins(words, word) => ids / 2,
            (_, texts) if begins(summary, word) => texts,
            _ => 0,
        };
        asked.iter().map(of).sum::<usize>()
    };
    let scored: Vec<_> = rules.iter().map(|rule| (score(rule), rule.2)).collect();
    let best = scored.iter().map(|(score, _)| *score).max().filter(|best| *best > 0);
    scored.iter().filter(|(score, _)| Some(*score) == best).map(|(_, id)| *id).take(MOST_NAMED).collect()
}
