//! Requests: judged, and converted from the bodies of other APIs.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::CallError;
use super::options::{Options, profile};
use super::text::Style;
use crate::check::{CheckOptions, RequestReport, Verdict, check_request};
use crate::fix::{FixOptions, ShownRequestFix, fix_request};
use crate::language::{Language, say};
use crate::model::Facts;
use crate::render;
use crate::request::{AssetBinding, BodyEdit, ContentHash, RequestDocument, convert};

/// A request and what is known of its media.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckRequest {
    /// The JSON of its body.
    request: String,
    /// Its name, by which the report calls it.
    #[serde(default)]
    name: String,
    #[serde(default)]
    assets: Vec<Asset>,
    /// The report as text for people; JSON otherwise.
    text: Option<Style>,
    #[serde(default)]
    options: Options,
}

/// What is known of the media at one URL.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asset {
    /// As the request writes it.
    url: String,
    facts: Facts,
    /// The name of the file.
    name: Option<String>,
    /// Whether the "URL" is only a placeholder until the file is uploaded.
    #[serde(default)]
    is_placeholder: bool,
    /// Whether the facts were fetched from the URL.
    #[serde(default)]
    is_fetched: bool,
    /// A hash of the content: 32 bytes, the same function for all media.
    content: Option<[u8; 32]>,
}

impl Asset {
    fn binding(self) -> AssetBinding {
        let mut binding = AssetBinding::new(self.url, self.facts);
        if let Some(name) = self.name {
            binding = binding.named(name);
        }
        if let Some(hash) = self.content {
            binding = binding.with_content(ContentHash::new(hash));
        }
        if self.is_placeholder {
            binding = binding.as_placeholder();
        }
        if self.is_fetched { binding.fetched() } else { binding }
    }
}

impl CheckRequest {
    /// The report, with the fix if one is known.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let document = RequestDocument::read(self.request.as_bytes());
        let options = self.options.for_request(&document)?;
        let bindings: Vec<_> = self.assets.into_iter().map(Asset::binding).collect();
        let report = check_request(&document, &bindings, &options);
        let fix = fix_of(&self.name, &document, &bindings, &report, &options);
        let language = self.options.language;
        match self.text {
            Some(style) => {
                let palette = style.palette(language);
                render::text_request_report(&self.name, &report, &document, palette, out)?;
                if let Some(fix) = fix {
                    write_fix(&fix, language, out);
                }
            }
            None => render::json_fixable_request_report(&self.name, &report, fix.as_ref(), language, out)?,
        }
        Ok(())
    }
}

/// How a request that is not accepted becomes acceptable, with the default choices. Its command needs a name.
fn fix_of(
    name: &str,
    document: &RequestDocument<'_>,
    bindings: &[AssetBinding],
    report: &RequestReport,
    check: &CheckOptions,
) -> Option<ShownRequestFix> {
    if report.verdict() == Verdict::Accepted || matches!(name, "" | "-") {
        return None;
    }
    let plan = fix_request(document, bindings, &check.profile, &FixOptions::for_check(check));
    let local = bindings.iter().filter(|binding| !binding.is_placeholder() && !binding.is_fetched());
    let named = local.filter_map(|binding| Some(format!("{}={}", binding.url(), binding.name()?)));
    ShownRequestFix::new(plan, Path::new(name), &named.collect::<Vec<_>>())
}

/// A line on each edit, and the command.
fn write_fix(fix: &ShownRequestFix, language: Language, out: &mut Vec<u8>) {
    let mut line = |text: &str| {
        out.extend_from_slice(text.as_bytes());
        out.push(b'\n');
    };
    for edit in &fix.plan.edits {
        let message = edit.message_in(language);
        line(&match edit.is_certain() {
            true => say!(language, "  edit: {message}", message),
            false => say!(language, "  note: {message}", message),
        });
    }
    if let Some(command) = fix.quoted() {
        line(&["  ", &say!(language, "fix: {command}", command)].concat());
    }
}

/// A request to edit, with what is known of its media.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditRequest {
    request: String,
    #[serde(default)]
    assets: Vec<Asset>,
    #[serde(default)]
    options: Options,
}

impl EditRequest {
    /// The body with the edits that make it acceptable, what they are, and the verdict on it with its media fixed.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let document = RequestDocument::read(self.request.as_bytes());
        let check = self.options.for_request(&document)?;
        let bindings: Vec<_> = self.assets.into_iter().map(Asset::binding).collect();
        let plan = fix_request(&document, &bindings, &check.profile, &FixOptions::for_check(&check));
        let edits = edits(&plan.edits, self.options.language);
        Ok(render::json_value(&json!({"body": plan.body, "edits": edits, "verdict": plan.report.verdict()}), out)?)
    }
}

/// The places of values in a request's text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Locate {
    request: String,
    pointers: Vec<String>,
}

impl Locate {
    /// For each pointer the line and column, from 1, of its value or of the nearest that is there; `null` if the text
    /// is not JSON.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let document = RequestDocument::read(self.request.as_bytes());
        let place = |pointer: &String| {
            let location = document.locate(pointer).or_else(|| document.locate_key(pointer))?;
            Some(json!({"line": location.line, "column": location.column}))
        };
        Ok(render::json_value(&self.pointers.iter().map(place).collect::<Vec<_>>(), out)?)
    }
}

fn edits(edits: &[BodyEdit], language: Language) -> Vec<Value> {
    let edit = |edit: &BodyEdit| json!({"message": edit.message_in(language), "certain": edit.is_certain()});
    edits.iter().map(edit).collect()
}

/// A body of another API, or of this one with other keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Convert {
    request: String,
    profile: Option<String>,
    #[serde(default)]
    language: Language,
}

impl Convert {
    /// The body for this API, and what was changed.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let profile = profile(self.profile.as_deref())?;
        let converted = convert(self.request.as_bytes(), &profile).ok_or(CallError::NotConvertible)?;
        let edits = edits(&converted.edits, self.language);
        Ok(render::json_value(&json!({"body": converted.body, "edits": edits}), out)?)
    }
}
