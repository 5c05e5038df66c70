//! What a rule means under a profile: its limits in numbers, and an example that fails and one that passes.

mod files;
mod limits;
mod requests;
mod sample;
mod text;

use serde::Serialize;
use serde_json::Value;

use crate::check::{CheckOptions, SCHEMA_VERSION};
use crate::finding::{Outcome, RuleInfo, Severity};
use crate::language::Language;
use crate::profile::Profile;
use sample::{Pair, Sample};

/// A rule under a profile, for people as [`Display`](std::fmt::Display), for programs as JSON in the shape of
/// [`render::EXPLANATION_SCHEMA`](crate::render::EXPLANATION_SCHEMA).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The version of the JSON shape.
    pub schema_version: u32,
    /// The rule.
    #[serde(flatten)]
    pub rule: &'static RuleInfo,
    /// The name of the profile.
    pub profile: String,
    /// The limits that the rule applies, as the profile has them.
    pub limits: Vec<ExplainedLimit>,
    /// What fails; `None` if nothing does under this profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fails: Option<Example>,
    /// What passes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passes: Option<Example>,
    /// The language of its sentences.
    #[serde(skip)]
    pub language: Language,
}

/// One limit of a profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ExplainedLimit {
    /// Its path in the profile, such as `video.fps`.
    pub path: &'static str,
    /// What it accepts, in words: `24 to 60 fps`.
    pub text: String,
    /// The limit as in the profile's JSON.
    pub value: Value,
    /// Where it is documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A file or a request, and what the rule finds in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Example {
    /// The file or request in words.
    pub input: String,
    /// The request, if it is one that is short enough to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Value>,
    /// The finding of the rule; `None` if it passes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<ExampleFinding>,
}

/// What the rule finds in an example.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ExampleFinding {
    /// How much it counts.
    pub severity: Severity,
    /// Whether it fails, is undecided, or only notes something.
    pub outcome: Outcome,
    /// What was found and what was expected.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Explains `rule` by the numbers of `profile`. Its examples are judged by that profile, so they are never out of date.
///
/// ```
/// use seedance_preflight::explain::explain;
/// use seedance_preflight::profile::Profile;
/// use seedance_preflight::rules;
///
/// let rule = rules::by_id("video/fps-out-of-range").unwrap();
/// let explanation = explain(rule, &Profile::default());
/// assert_eq!(explanation.limits[0].path, "video.fps");
/// assert!(explanation.limits[0].text.starts_with("24 to 60 fps"));
/// assert!(explanation.fails.unwrap().input.contains("23.976 fps"));
/// ```
pub fn explain(rule: &'static RuleInfo, profile: &Profile) -> Explanation {
    explain_in(rule, profile, Language::English)
}

/// As [`explain`], in another language.
pub fn explain_in(rule: &'static RuleInfo, profile: &Profile, language: Language) -> Explanation {
    let whole = serde_json::to_value(profile).unwrap_or_default();
    let limits = rule.source.limits().iter().filter_map(|&limit| {
        let value = whole.pointer(&format!("/{}", limit.path().replace('.', "/")))?;
        let (text, source) = limits::words(limit, profile, language)?;
        Some(ExplainedLimit { path: limit.path(), text, value: value.clone(), source })
    });
    let (fails, passes) = examples(rule, profile, language).unzip();
    Explanation {
        schema_version: SCHEMA_VERSION,
        rule,
        profile: profile.name.to_string(),
        limits: limits.collect(),
        fails,
        passes,
        language,
    }
}

/// An example that fails and one that passes, if the profile judges them so.
fn examples(rule: &RuleInfo, profile: &Profile, language: Language) -> Option<(Example, Example)> {
    let Pair { fails, passes } = files::pair(rule.id, profile).or_else(|| requests::pair(rule.id, profile))?;
    let options = CheckOptions::new(profile.clone());
    let judged = |sample: Sample| {
        let finding = sample.findings(&options).into_iter().find(|finding| finding.rule == rule);
        let finding = finding.map(|finding| ExampleFinding {
            severity: finding.severity,
            outcome: finding.outcome,
            message: finding.message_in(language),
            help: finding.help_in(language).into_owned(),
        });
        Example { input: sample.words(language), request: sample.request(), finding }
    };
    let (fails, passes) = (judged(fails), judged(passes));
    (fails.finding.is_some() && passes.finding.is_none()).then_some((fails, passes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    /// Rules whose example would be as long as the body that they refuse.
    const WITHOUT: [&str; 1] = ["request/body-too-large"];

    #[test]
    fn every_rule_has_an_example_that_fails_and_one_that_passes() {
        let profile = Profile::default();
        for rule in rules::all() {
            let explanation = explain(rule, &profile);
            let has_examples = explanation.fails.is_some() && explanation.passes.is_some();
            assert_eq!(has_examples, !WITHOUT.contains(&rule.id), "{}", rule.id);
            assert_eq!(explanation.limits.len(), rule.source.limits().len(), "{}", rule.id);
        }
    }

    #[test]
    fn numbers_are_those_of_the_profile() {
        let rule = rules::by_id("video/duration-out-of-range").unwrap();
        let of = |name: &str| explain(rule, &Profile::named(name).unwrap());
        assert!(of("seedance-2.0").limits[0].text.starts_with("2 to 15 s"));
        for profile in Profile::all() {
            let finding = explain(rule, &profile).fails.unwrap().finding.unwrap();
            assert_eq!((finding.severity, finding.outcome), (Severity::Error, Outcome::Fails));
        }
        let total = rules::by_id("request/video-total-duration").unwrap();
        let long = explain(total, &Profile::named("seedance-2.5").unwrap());
        assert!(long.limits[0].text.starts_with("at most 30 s"), "{}", long.limits[0].text);
    }

    #[test]
    fn a_profile_without_the_limit_has_no_example() {
        let rule = rules::by_id("request/audio-alone").unwrap();
        let explanation = explain(rule, &Profile::named("seedance-2.5").unwrap());
        assert_eq!((explanation.fails, explanation.passes), (None, None));
    }
}
