//! Checks a column.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::super::fetcher::{Fetcher, Fetching};
use super::super::judging::{self, Judging};
use super::super::signals::Signals;
use super::batch::CheckedBatch;
use super::input::{Input, input};
use super::judge::Judge;
use super::stream::CheckedStream;

/// Check a column of Apache Arrow: paths, URLs or bytes.
///
/// ``column`` is anything that has ``__arrow_c_array__`` or ``__arrow_c_stream__``: an array, a chunked array, a series, or a
/// table of one column, of the types Utf8, LargeUtf8, Utf8View, Binary, LargeBinary, BinaryView or FixedSizeBinary. No
/// bytes are copied, and the GIL is released.
///
/// An array becomes a ``CheckedBatch``, a stream a ``CheckedStream``, which is checked as it is read. Rows have the order of the
/// column and the columns of ``seedance-preflight audit --output parquet=FILE``; null becomes a row of nulls without
/// findings. What cannot be read is *undecided* in its row, and never costs another one.
///
/// URLs are fetched, ``connections`` at a time, unless ``fetch=False``; from hosts that are not public only with
/// ``allow_private_hosts=True``. The other arguments are as for ``check``.
///
/// >>> import pyarrow, seedance_preflight as sp
/// >>> column = pyarrow.array(["testdata/accepted/clip.mp4", None, "testdata/refused/film-rate.mp4"])
/// >>> batch = pyarrow.record_batch(sp.check_arrow(column))
/// >>> batch["verdict"].to_pylist()
/// ['accepted', None, 'refused']
#[pyfunction]
#[pyo3(
    signature = (column, *, kind = None, deep = false, fetch = true, allow_private_hosts = false, connections = 64, **judging),
    text_signature = "(column, *, kind=None, deep=False, fetch=True, allow_private_hosts=False, connections=64, \
        profile='seedance-2.0', tolerance='documented', deny_warnings=False, select=(), ignore=(), language='en')"
)]
#[allow(clippy::too_many_arguments)] // Python's keywords.
pub(in super::super) fn check_arrow<'py>(
    py: Python<'py>,
    column: &Bound<'py, PyAny>,
    kind: Option<&str>,
    deep: bool,
    fetch: bool,
    allow_private_hosts: bool,
    connections: usize,
    judging: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let fetching = Fetching { is_on: fetch, allows_private_hosts: allow_private_hosts };
    let judge = Judge {
        judging: Judging::read(judging)?,
        kind: judging::kind(py, kind)?,
        deep,
        fetcher: Fetcher::new(py, fetching, deep)?,
        connections: connections.max(1),
    };
    match input(column)? {
        Input::Array(column) => {
            let signals = Signals::new();
            let batch = py.detach(|| judge.batch(&column, &|| signals.have_raised()));
            signals.finish()?;
            let batch = batch.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
            Ok(Bound::new(py, CheckedBatch(batch))?.into_any())
        }
        Input::Stream(stream) => Ok(Bound::new(py, CheckedStream::new(stream, judge))?.into_any()),
    }
}
