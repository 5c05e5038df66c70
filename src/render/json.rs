//! JSON, version 1. Names are given exactly: `source` is the name as text, `path` the same for people with hidden characters
//! percent-encoded, and `uri` every byte of it.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::compact::{TYPICAL_LINE, to_memory, to_writer};
use super::names;
use crate::check::{FileReport, Report, RequestJson, RequestReport, SCHEMA_VERSION};
use crate::fix::ShownRequestFix;
use crate::language::Language;
use crate::model::Facts;

/// Writes `report` as one JSON object, without a line end.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn report(source: &(impl AsRef<Path> + ?Sized), report: &Report, out: &mut dyn Write) -> io::Result<()> {
    report_in(source, report, Language::English, out)
}

/// As [`report`], with the sentences of findings in `language`.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn report_in(
    source: &(impl AsRef<Path> + ?Sized),
    report: &Report,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut line = Vec::with_capacity(TYPICAL_LINE);
    report_to_memory(source.as_ref(), report, Extra::<(), ()>::default(), language, &mut line)?;
    out.write_all(&line)
}

/// What a host adds to a report.
#[derive(Default)]
pub(crate) struct Extra<F, D> {
    /// How the file becomes acceptable.
    pub(crate) fix: Option<F>,
    /// What became of it.
    pub(crate) fixed: Option<D>,
}

/// As [`report_in`], to the end of `out`.
pub(crate) fn report_to_memory<F: Serialize, D: Serialize>(
    source: &Path,
    report: &Report,
    extra: Extra<F, D>,
    language: Language,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let Names { source, path, uri } = Names::of(source);
    let mut object = FileReport::new(report, language);
    (object.fix, object.fixed) = (extra.fix, extra.fixed);
    object.source = Some(&source);
    object.path = path.as_deref();
    object.uri = uri.as_deref();
    to_memory(out, &object)
}

/// Writes `report` on a request as one JSON object, without a line end.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn request_report(
    source: &(impl AsRef<Path> + ?Sized),
    report: &RequestReport,
    out: &mut dyn Write,
) -> io::Result<()> {
    request_report_in(source, report, Language::English, out)
}

/// As [`request_report`], with the sentences of findings in `language`.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn request_report_in(
    source: &(impl AsRef<Path> + ?Sized),
    report: &RequestReport,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    fixable_request_report(source, report, None, language, out)
}

/// As [`request_report_in`], with the plan by which the request becomes acceptable.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn fixable_request_report(
    source: &(impl AsRef<Path> + ?Sized),
    report: &RequestReport,
    fix: Option<&ShownRequestFix>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Names { source, path, uri } = Names::of(source.as_ref());
    let mut object = RequestJson::new(report, language);
    object.fix = fix;
    object.source = Some(&source);
    object.path = path.as_deref();
    object.uri = uri.as_deref();
    to_writer(out, &object)
}

/// Writes `facts` as one JSON object, without a line end.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn facts(source: &(impl AsRef<Path> + ?Sized), facts: &Facts, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct FactsV1<'a> {
        schema_version: u32,
        #[serde(flatten)]
        names: Names<'a>,
        facts: &'a Facts,
    }
    to_writer(out, &FactsV1 { schema_version: SCHEMA_VERSION, names: Names::of(source.as_ref()), facts })
}

/// What a file is called.
#[derive(Serialize)]
struct Names<'a> {
    source: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
}

impl<'a> Names<'a> {
    /// Standard input (`-`) and a file without a name have neither path nor URI, and a URL has no path.
    fn of(name: &'a Path) -> Self {
        let source = name.to_string_lossy();
        if source.is_empty() || source == "-" {
            return Self { source, path: None, uri: None };
        }
        let path = names::url(name).is_none().then(|| names::shown(name, |_| false));
        Self { source, path, uri: Some(names::uri(name)) }
    }
}
