//! A file or a request to judge for an example.

use serde_json::Value;

use crate::check::{CheckOptions, check_facts, check_request};
use crate::finding::Finding;
use crate::language::Language;
use crate::model::{Facts, Kind, Subject};
use crate::render::facts_summary;
use crate::request::{AssetBinding, RequestDocument};

/// Characters of a string in a request that are shown, at most.
const MOST_CHARACTERS: usize = 60;

/// What fails, and what passes in its place.
pub(super) struct Pair {
    pub(super) fails: Sample,
    pub(super) passes: Sample,
}

/// A file or a request.
pub(super) enum Sample {
    File(Box<FileSample>),
    Request { body: Value, media: Vec<AssetBinding> },
}

/// A file as its facts.
pub(super) struct FileSample {
    pub(super) name: &'static str,
    pub(super) facts: Facts,
    pub(super) expected_kind: Option<Kind>,
    pub(super) is_fetched: bool,
    /// What the summary of the facts leaves out.
    pub(super) detail: String,
}

impl Sample {
    /// The findings of all rules.
    pub(super) fn findings(&self, options: &CheckOptions) -> Vec<Finding> {
        match self {
            Self::File(file) => {
                let FileSample { name, facts, expected_kind, is_fetched, .. } = &**file;
                let subject =
                    Subject { expected_kind: *expected_kind, is_fetched: *is_fetched, ..Subject::named(name) };
                check_facts(facts.clone(), &subject, options).findings
            }
            Self::Request { body, media } => {
                let text = body.to_string();
                check_request(&RequestDocument::read(text.as_bytes()), media, options).findings().to_vec()
            }
        }
    }

    /// The file or request in words.
    pub(super) fn words(&self, language: Language) -> String {
        match self {
            Self::File(file) => {
                let FileSample { name, facts, detail, .. } = &**file;
                let comma = if detail.is_empty() { "" } else { language.text(", ") };
                let (joint, detail) = (language.text(": "), language.data(detail));
                format!("{name}{joint}{}{comma}{detail}", facts_summary(facts, language))
            }
            Self::Request { body, media } => {
                let joint = language.text("; ");
                let sized = media.iter().map(|media| format!("{joint}{}", facts_summary(media.facts(), language)));
                format!("{}{}", in_words(&shortened(body)), sized.collect::<String>())
            }
        }
    }

    /// The request, with long strings cut.
    pub(super) fn request(&self) -> Option<Value> {
        match self {
            Self::File(_) => None,
            Self::Request { body, .. } => Some(shortened(body)),
        }
    }
}

/// JSON with blanks to break it at, the model first, and long lists cut.
fn in_words(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| !matches!(key.as_str(), "model" | "prompt"));
            let fields: Vec<_> = fields.iter().map(|(key, value)| format!("\"{key}\": {}", in_words(value))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::Array(values) => match values.as_slice() {
            [first, _, _, ..] => format!("[{}, … {} in all]", in_words(first), values.len()),
            few => format!("[{}]", few.iter().map(in_words).collect::<Vec<_>>().join(", ")),
        },
        plain => plain.to_string(),
    }
}

fn shortened(value: &Value) -> Value {
    match value {
        Value::String(text) => match text.char_indices().nth(MOST_CHARACTERS).and_then(|(end, _)| text.get(..end)) {
            Some(start) => format!("{start}… ({} characters)", text.chars().count()).into(),
            None => value.clone(),
        },
        Value::Array(values) => values.iter().map(shortened).collect(),
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), shortened(value))).collect(),
        _ => value.clone(),
    }
}
