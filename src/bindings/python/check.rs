//! Checks and probes one file.

use std::path::Path;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::facts::Facts;
use super::judging::{self, Judging};
use super::report::Report;
use super::source::{Measured, measure};
use crate::check::check_facts;
use crate::model::Subject;

/// Check whether a file will be accepted.
///
/// ``source`` is a path, ``bytes`` (or another buffer), or a binary file object that seeks. A few kilobytes of it are
/// read, without the GIL. The media never raise: what cannot be read is *undecided*, which is never accepted, and so is a
/// path that does not exist.
///
/// ``name`` is what reports call it, and its extension is compared with the content; default: the path, or the file
/// object's name. ``kind`` is the expected kind of media. ``deep`` decodes images and audio completely.
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
#[pyo3(
    signature = (source, *, name = None, kind = None, deep = false, **judging),
    text_signature = "(source, *, name=None, kind=None, deep=False, profile='seedance-2.0', tolerance='documented', \
        deny_warnings=False, select=(), ignore=(), language='en')"
)]
pub(super) fn check(
    source: &Bound<'_, PyAny>,
    name: Option<&str>,
    kind: Option<&str>,
    deep: bool,
    judging: Option<&Bound<'_, PyDict>>,
) -> PyResult<Report> {
    let judging = Judging::read(judging)?;
    let expected_kind = judging::kind(source.py(), kind)?;
    let Measured { facts, name: own, is_file } = measure(source, deep)?;
    let given = name.map(Path::new);
    let name = given.unwrap_or(&own);
    let text = name.to_string_lossy();
    let subject = Subject { name: (!text.is_empty()).then_some(&*text), expected_kind, is_fetched: false };
    let report = source.py().detach(|| check_facts(facts, &subject, &judging.options));
    Ok(Report::new(report, name, is_file && given.is_none(), expected_kind, judging))
}

/// Measure a file without judging it: its format, size, duration, frame rate and so on.
///
/// ``source`` is as for ``check``.
///
/// >>> import seedance_preflight as sp
/// >>> sp.probe(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;").format
/// 'gif'
#[pyfunction]
#[pyo3(signature = (source, *, deep = false))]
pub(super) fn probe(source: &Bound<'_, PyAny>, deep: bool) -> PyResult<Facts> {
    measure(source, deep).map(|measured| Facts(measured.facts))
}
