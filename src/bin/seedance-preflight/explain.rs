//! `explain` and `rules`: what the rules are.

use std::io::{BufWriter, Write};

use seedance_preflight::rules;
use serde_json::json;

use crate::args::{Explain, Format, Rules};
use crate::exit::Exit;
use crate::output::Error;
use crate::upstream;

/// Prints one rule whole, or what a refusal of the service means.
pub(crate) fn run(args: &Explain) -> Result<Exit, Error> {
    if let Some(message) = &args.upstream {
        return upstream::run(message, args.request.as_deref(), args.format);
    }
    let id = args.rule.as_deref().unwrap_or_default();
    let Some(rule) = rules::by_id(id) else {
        return Err(Error::UnknownRule { id: id.to_owned(), nearest: nearest(id) });
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{rule}")?;
    Ok(Exit::Accepted)
}

/// Prints a line a rule.
pub(crate) fn list(args: &Rules) -> Result<Exit, Error> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let objects = rules::all().map(|rule| json!(rule));
    match args.format {
        Format::Text => {
            for rule in rules::all() {
                writeln!(out, "{:<32} {:<8} {}", rule.id, rule.severity.name(), rule.summary)?;
            }
        }
        Format::Json => writeln!(out, "{:#}", serde_json::Value::from_iter(objects))?,
        Format::Jsonl => {
            for object in objects {
                writeln!(out, "{object}")?;
            }
        }
    }
    out.flush()?;
    Ok(Exit::Accepted)
}

/// The rule that shares the rarest words with `id`, so that `video/fps` finds the one about frame rates.
fn nearest(id: &str) -> Option<&'static str> {
    let words = |id: &str| id.to_lowercase().split(['/', '-', '_', ' ']).map(str::to_owned).collect::<Vec<_>>();
    let asked = words(id);
    let rules: Vec<_> = rules::all().map(|rule| (words(rule.id), rule.id)).collect();
    // A word of few rules says more than one of many.
    let weight = |word: &String| 1000 / rules.iter().filter(|(words, _)| words.contains(word)).count().max(1);
    let score = |words: &[String]| words.iter().filter(|word| asked.contains(word)).map(weight).sum::<usize>();
    rules
        .iter()
        .map(|(words, id)| (score(words), *id))
        .max_by_key(|&(score, id)| (score, std::cmp::Reverse(id.len())))
        .filter(|&(score, _)| score > 0)
        .map(|(_, id)| id)
}
