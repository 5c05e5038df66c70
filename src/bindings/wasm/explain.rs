//! Rules, refusals, profiles and sizes.

use serde::Deserialize;
use serde_json::{Value, json};

use super::CallError;
use super::options::profile;
use crate::check::{RuleSelection, UnknownRule};
use crate::explain::explain_in;
use crate::finding::RuleInfo;
use crate::language::Language;
use crate::profile::Profile;
use crate::render;
use crate::request::RequestDocument;
use crate::rules;
use crate::size::output_size;
use crate::upstream::explain_upstream;

/// A rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Explain {
    rule: String,
    profile: Option<String>,
    #[serde(default)]
    language: Language,
}

impl Explain {
    /// What the rule means under a profile.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let profile = profile(self.profile.as_deref())?;
        // Its error suggests the rule that was probably meant; a family is not a rule.
        RuleSelection::new(&[self.rule.as_str()], &[])?;
        let rule = rules::by_id(&self.rule).ok_or(UnknownRule { name: self.rule, suggestion: None })?;
        let mut object = json!(explain_in(rule, &profile, self.language));
        translate(rule, self.language, &mut object);
        Ok(render::json_value(&object, out)?)
    }
}

/// All rules.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    #[serde(default)]
    language: Language,
}

impl Rules {
    /// A list of them.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let object = |rule| {
            let mut object = json!(rule);
            translate(rule, self.language, &mut object);
            object
        };
        Ok(render::json_value(&Value::from_iter(rules::all().map(object)), out)?)
    }
}

/// Puts the sentences of a rule in a language.
fn translate(rule: &RuleInfo, language: Language, object: &mut Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert("summary".to_owned(), rule.summary_in(language).into());
        object.insert("explanation".to_owned(), rule.explanation_in(language).into());
    }
}

/// What the service answered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Upstream {
    message: String,
    /// The request that was refused.
    request: Option<String>,
    #[serde(default)]
    language: Language,
}

impl Upstream {
    /// What it means.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let counts = self.request.and_then(|text| RequestDocument::read(text.as_bytes()).counts());
        Ok(render::json_refusal_in(&explain_upstream(&self.message, counts), self.language, out)?)
    }
}

/// The profiles, or one of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Profiles {
    name: Option<String>,
    #[serde(default)]
    language: Language,
}

impl Profiles {
    /// The limits of one profile; without a name, the names and summaries of all.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let listed = |profile: Profile| json!({"name": profile.name, "summary": self.language.data(&profile.summary)});
        let value = match &self.name {
            Some(name) => json!(profile(Some(name))?),
            None => Value::from_iter(Profile::all().into_iter().map(listed)),
        };
        Ok(render::json_value(&value, out)?)
    }
}

/// A ratio and a quality.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Size {
    ratio: String,
    quality: String,
    profile: Option<String>,
}

impl Size {
    /// The size of the generated video.
    pub(super) fn answer(self, out: &mut Vec<u8>) -> Result<(), CallError> {
        let Self { ratio, quality, .. } = self;
        let profile = profile(self.profile.as_deref())?;
        let Some(size) = output_size(&profile, &ratio, &quality) else {
            return Err(CallError::NoSize { ratio, quality });
        };
        let source = size.source.to_string();
        let object =
            json!({"ratio": ratio, "quality": quality, "width": size.width, "height": size.height, "source": source});
        Ok(render::json_value(&object, out)?)
    }
}
