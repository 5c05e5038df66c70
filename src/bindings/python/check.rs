//! Checks and probes one file.

use std::path::Path;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::facts::Facts;
use super::fetcher::{Fetching, without_query};
use super::judging::{self, Judging};
use super::report::Report;
use super::source::{Measured, Origin, measure};
use crate::check::check_facts;
use crate::model::Subject;

/// Check whether a file will be accepted.
///
/// ``source`` is a path, a URL, ``bytes`` (or another buffer), or a binary file object that seeks. A few kilobytes of it
/// are read, without the GIL. The media never raise: what cannot be read is *undecided*, which is never accepted, and so
/// is a path that does not exist.
///
/// ``name`` is what reports call it, and its extension is compared with the content; default: the path, or the file
/// object's name. ``kind`` is the expected kind of media. ``deep`` decodes images and audio completely. URLs are fetched
/// unless ``fetch=False``, and from hosts that are not public only with ``allow_private_hosts=True``.
///
/// ``profile`` is a name, a ``Profile``, or the path of a TOML file. ``tolerance="observed"`` makes warnings of errors
/// where the live service has been seen to accept more than it documents. ``deny_warnings`` makes warnings refuse.
/// ``select`` and ``ignore`` name rules or families of rules. ``language`` is ``en`` or ``zh``.
///
/// >>> import seedance_preflight as sp
/// >>> report = sp.check(b"<!doctype html><title>Not found</title>", name="cat.jpg")
/// >>> report.verdict
/// 'refused'
/// >>> report.findings[0].rule, report.findings[0].actual
/// ('media/format-not-accepted', 'html')
#[pyfunction]
#[allow(clippy::too_many_arguments)] // Python's keywords.
#[pyo3(
    signature = (source, *, name = None, kind = None, deep = false, fetch = true, allow_private_hosts = false, **judging),
    text_signature = "(source, *, name=None, kind=None, deep=False, fetch=True, allow_private_hosts=False, profile='seedance-2.0', tolerance='documented', \
        deny_warnings=False, select=(), ignore=(), language='en')"
)]
pub(super) fn check(
    source: &Bound<'_, PyAny>,
    name: Option<&str>,
    kind: Option<&str>,
    deep: bool,
    fetch: bool,
    allow_private_hosts: bool,
    judging: Option<&Bound<'_, PyDict>>,
) -> PyResult<Report> {
    let judging = Judging::read(judging)?;
    let expected_kind = judging::kind(source.py(), kind)?;
    let fetching = Fetching { is_on: fetch, allows_private_hosts: allow_private_hosts };
    let Measured { facts, name: own, origin } = measure(source, deep, fetching)?;
    let given = name.map(Path::new);
    let (name, is_fetched) = (given.unwrap_or(&own), origin == Origin::Fetched);
    let text = name.to_string_lossy();
    let text = if is_fetched { without_query(&text) } else { &text };
    let subject = Subject { name: (!text.is_empty()).then_some(text), expected_kind, is_fetched };
    let report = source.py().detach(|| check_facts(facts, &subject, &judging.options));
    Ok(Report::new(report, name, origin == Origin::File && given.is_none(), expected_kind, judging))
}

/// Measure a file without judging it: its format, size, duration, frame rate and so on.
///
/// ``source`` is as for ``check``.
///
/// >>> import seedance_preflight as sp
/// >>> sp.probe(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;").format
/// 'gif'
#[pyfunction]
#[pyo3(signature = (source, *, deep = false, fetch = true, allow_private_hosts = false))]
pub(super) fn probe(source: &Bound<'_, PyAny>, deep: bool, fetch: bool, allow_private_hosts: bool) -> PyResult<Facts> {
    let fetching = Fetching { is_on: fetch, allows_private_hosts: allow_private_hosts };
    measure(source, deep, fetching).map(|measured| Facts(measured.facts))
}
