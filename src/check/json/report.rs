//! Reports on files and on requests as JSON.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::SCHEMA_VERSION;
use super::finding::FindingsIn;
use crate::check::{AssetReport, Report, RequestReport, Verdict};
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::model::{Facts, Kind};
use crate::request::{ModelId, Role};
use crate::size::OutputSize;

/// A report on a file, with the names of the file where they are known.
#[derive(Serialize)]
pub(crate) struct FileReport<'a, F, D> {
    schema_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) uri: Option<&'a str>,
    profile: &'a str,
    verdict: Verdict,
    #[serde(skip_serializing_if = "is_false")]
    deny_warnings: bool,
    facts: &'a Facts,
    findings: FindingsIn<'a>,
    /// How the file becomes acceptable, if the host plans that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fix: Option<F>,
    /// What became of the file, if the host fixes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fixed: Option<D>,
}

impl<'a, F, D> FileReport<'a, F, D> {
    /// The report without a name, with its sentences in `language`.
    pub(crate) fn new(report: &'a Report, language: Language) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            source: None,
            path: None,
            uri: None,
            profile: &report.profile,
            verdict: report.verdict,
            deny_warnings: report.deny_warnings,
            facts: &report.facts,
            findings: FindingsIn(&report.findings, language),
            fix: None,
            fixed: None,
        }
    }
}

/// The shape of JSON version 1, without the file's name.
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FileReport::<(), ()>::new(self, Language::English).serialize(serializer)
    }
}

#[derive(Deserialize)]
struct FileReportRead {
    #[serde(rename = "schema_version")]
    _version: Version,
    profile: String,
    verdict: Verdict,
    #[serde(default)]
    deny_warnings: bool,
    facts: Facts,
    findings: Vec<Finding>,
}

/// The shape of JSON version 1. Fields that this version does not know, and the file's name, are ignored.
///
/// ```
/// use seedance_preflight::{CheckOptions, Report, Subject, check};
///
/// let report = check(&b"GIF89a".as_slice(), &Subject::default(), &CheckOptions::default());
/// let json = serde_json::to_string(&report).unwrap();
/// assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
/// ```
///
/// # Errors
/// For another version, and for a rule that this version does not have.
impl<'de> Deserialize<'de> for Report {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let FileReportRead { profile, verdict, deny_warnings, facts, findings, .. } =
            Deserialize::deserialize(deserializer)?;
        Ok(Self { profile, verdict, deny_warnings, facts, findings })
    }
}

/// A policy that is not in force is left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A report on a request, with its name where that is known.
#[derive(Serialize)]
pub(crate) struct RequestJson<'a, F> {
    schema_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) uri: Option<&'a str>,
    profile: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    verdict: Verdict,
    #[serde(skip_serializing_if = "is_false")]
    deny_warnings: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_size: Option<OutputSize>,
    findings: FindingsIn<'a>,
    assets: Vec<AssetJson<'a>>,
    /// How the request becomes acceptable, if the host plans that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fix: Option<F>,
}

#[derive(Serialize)]
struct AssetJson<'a> {
    pointer: &'a str,
    source: &'a str,
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<&'a Facts>,
}

impl<'a, F> RequestJson<'a, F> {
    /// The report without a name, with its sentences in `language`.
    pub(crate) fn new(report: &'a RequestReport, language: Language) -> Self {
        let assets = report.assets.iter().map(|asset| AssetJson {
            pointer: &asset.pointer,
            source: &asset.source,
            kind: asset.kind,
            role: asset.role,
            facts: asset.facts.as_ref(),
        });
        Self {
            schema_version: SCHEMA_VERSION,
            source: None,
            path: None,
            uri: None,
            profile: &report.profile,
            model: report.model.as_ref().map(ModelId::as_str),
            verdict: report.verdict,
            deny_warnings: report.deny_warnings(),
            output_size: report.output_size,
            findings: FindingsIn(&report.findings, language),
            assets: assets.collect(),
            fix: None,
        }
    }
}

/// The shape of JSON version 1, without the request's name.
impl Serialize for RequestReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RequestJson::<()>::new(self, Language::English).serialize(serializer)
    }
}

#[derive(Deserialize)]
struct RequestRead {
    #[serde(rename = "schema_version")]
    _version: Version,
    profile: String,
    model: Option<String>,
    verdict: Verdict,
    #[serde(default)]
    deny_warnings: bool,
    output_size: Option<OutputSize>,
    findings: Vec<Finding>,
    assets: Vec<AssetRead>,
}

#[derive(Deserialize)]
struct AssetRead {
    pointer: String,
    source: String,
    kind: Kind,
    role: Option<Role>,
    facts: Option<Facts>,
}

/// The shape of JSON version 1. A report that was read has no request, so it cannot be approved.
///
/// # Errors
/// For another version, and for a rule that this version does not have.
impl<'de> Deserialize<'de> for RequestReport {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = RequestRead::deserialize(deserializer)?;
        let assets = read.assets.into_iter().map(|asset| AssetReport {
            pointer: asset.pointer,
            source: asset.source,
            kind: asset.kind,
            role: asset.role,
            facts: asset.facts,
            // Only matters to an approval.
            is_placeholder: false,
        });
        Ok(Self {
            request: None,
            is_complete: false,
            profile: Cow::Owned(read.profile),
            model: read.model.map(ModelId::from),
            verdict: read.verdict,
            refusing: if read.deny_warnings { Severity::Warning } else { Severity::Error },
            output_size: read.output_size,
            findings: read.findings,
            assets: assets.collect(),
        })
    }
}

/// Only this version of the shape.
#[derive(Deserialize)]
#[serde(try_from = "u32")]
struct Version;

impl TryFrom<u32> for Version {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, String> {
        if version == SCHEMA_VERSION {
            Ok(Self)
        } else {
            Err(format!("schema version is {version}; expected {SCHEMA_VERSION}"))
        }
    }
}
