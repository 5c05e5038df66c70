//! The program and its rules, as a log names them.

use serde::Serialize;

use super::text::{Text, message};
use crate::rules;

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
    rules: Vec<Descriptor>,
}

/// Section 3.49.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Text,
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

pub(super) fn tool() -> Tool {
    let rules = rules::all().map(|rule| Descriptor {
        id: rule.id,
        short_description: Text { text: message(rule.summary) },
        full_description: Text { text: message(rule.explanation) },
        help: Text { text: message(&format!("{}\n\nSource: {}", rule.explanation, rule.source)) },
        default_configuration: Configuration { level: rule.severity.name() },
        properties: Tags { tags: [rule.id.split('/').next().unwrap_or_default()] },
    });
    Tool {
        driver: Driver {
            name: env!("CARGO_PKG_NAME"),
            semantic_version: env!("CARGO_PKG_VERSION"),
            rules: rules.collect(),
        },
    }
}
