//! Checks one request with its media.

use std::path::{Path, PathBuf};

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::assets::How;
use super::fetcher::Fetching;
use super::judging::Judging;
use super::request_report::RequestReport;
use super::{assets, upstream};
use crate::check;
use crate::open::open_regular;
use crate::request::RequestDocument;

/// Bytes of a request that are read of a file.
const MOST_READ: u64 = 256 << 20;

/// Check whether a request will be accepted, with what is known of its media.
///
/// ``request`` is a ``dict``, JSON text (``str`` or ``bytes``), or a ``pathlib.Path`` to it. ``assets`` maps URLs of the
/// request, exactly as it writes them, to media as ``check`` takes them, to a ``Report`` or to ``Facts``. Media without an
/// entry were not inspected: the rules on them are undecided. With ``folder``, files below it whose paths are in place of
/// URLs are read, too; with ``fetch=True``, URLs without an entry are fetched.
///
/// ``profile="auto"`` takes the first profile that has the request's model. The other arguments are as for ``check``.
///
/// >>> import seedance_preflight as sp
/// >>> request = {"model": "seedance-2.0-image-to-video", "prompt": "The cat wakes up.",
/// ...            "image_urls": ["https://media.example.com/cat.jpg"], "aspect_ratio": "4:5"}
/// >>> report = sp.check_request(request, assets={request["image_urls"][0]: "testdata/accepted/photo.jpg"})
/// >>> report.verdict, [(finding.rule, finding.pointer) for finding in report.findings]
/// ('refused', [('request/aspect-ratio-not-accepted', '/aspect_ratio')])
#[pyfunction]
#[allow(clippy::too_many_arguments)] // Python's keywords.
#[pyo3(
    signature = (
        request, *, assets = None, folder = None, deep = false, fetch = false, allow_private_hosts = false, **judging
    ),
    text_signature = "(request, *, assets=None, folder=None, deep=False, fetch=False, allow_private_hosts=False, profile='seedance-2.0', \
        tolerance='documented', deny_warnings=False, select=(), ignore=(), language='en')"
)]
pub(super) fn check_request(
    request: &Bound<'_, PyAny>,
    assets: Option<&Bound<'_, PyAny>>,
    folder: Option<PathBuf>,
    deep: bool,
    fetch: bool,
    allow_private_hosts: bool,
    judging: Option<&Bound<'_, PyDict>>,
) -> PyResult<RequestReport> {
    let py = request.py();
    let judging = Judging::read(judging)?;
    let how = How { deep, fetching: Fetching { is_on: fetch, allows_private_hosts: allow_private_hosts } };
    let (text, name) = if request.hasattr("__fspath__")? {
        let path: PathBuf = request.extract()?;
        (py.detach(|| read(&path))?, path)
    } else {
        (upstream::text(request)?, PathBuf::new())
    };
    let (report, language) = {
        let document = RequestDocument::read(&text);
        let judging = judging.for_model(document.model());
        let bindings = assets::bind(py, &document, assets, folder.as_deref(), how)?;
        (py.detach(|| check::check_request(&document, &bindings, &judging.options)), judging.language)
    };
    Ok(RequestReport::new(report, text, name, language))
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;

    let mut text = Vec::new();
    open_regular(path)?.take(MOST_READ).read_to_end(&mut text)?;
    Ok(text)
}
