//! The program and its rules, as a log names them.

use serde::Serialize;

use super::text::{Multiformat, Text, message, paragraphs};
use crate::language::Language;
use crate::rules;

/// The crate's documentation.
const HELP: &str = "https://docs.rs/seedance-preflight";

/// Section 3.18.
#[derive(Serialize)]
pub(super) struct Tool {
    driver: Driver,
}

/// Section 3.19.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Descriptor>,
}

/// Section 3.49.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    /// Section 3.49.7: for people, in one word.
    name: String,
    short_description: Text,
    full_description: Text,
    help: Multiformat,
    help_uri: &'static str,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Tags {
    tags: [&'static str; 1],
}

/// `VideoFpsOutOfRange` of `video/fps-out-of-range`, the spelling that validators ask for.
fn name(id: &str) -> String {
    let capitalised = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    id.split(['/', '-']).map(capitalised).collect()
}

pub(super) fn tool(language: Language) -> Tool {
    let rules = rules::all().map(|rule| Descriptor {
        id: rule.id,
        name: name(rule.id),
        short_description: Text { text: message(rule.summary_in(language)) },
        full_description: Text { text: paragraphs(rule.explanation_in(language)) },
        help: Multiformat {
            text: paragraphs(&format!("{}\n\n{}", rule.explanation_in(language), rule.source_in(language))),
            markdown: paragraphs(&format!(
                "**{}**\n\n{}\n\n{}\n\n`seedance-preflight explain {}`",
                rule.summary_in(language),
                rule.explanation_in(language),
                rule.source_in(language),
                rule.id
            )),
        },
        help_uri: HELP,
        default_configuration: Configuration { level: rule.severity.name() },
        properties: Tags { tags: [rule.id.split('/').next().unwrap_or_default()] },
    });
    Tool {
        driver: Driver {
            name: env!("CARGO_PKG_NAME"),
            semantic_version: env!("CARGO_PKG_VERSION"),
            information_uri: HELP,
            rules: rules.collect(),
        },
    }
}
