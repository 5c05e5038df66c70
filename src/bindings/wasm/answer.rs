//! The calls, and who answers them.

use serde::de::DeserializeOwned;

use super::CallError;
use super::check::{Check, Probe};
use super::explain::{Explain, Profiles, Rules, Size, Upstream};
use super::fix::{Fix, Quote};
use super::request::{CheckRequest, Convert, EditRequest, Locate};
use super::text::{Totals, Translate};
use crate::probe::ReadAt;

/// Carries out a call, and adds its result to `out`. `call` is its name, a line feed, and its arguments as JSON; `source`
/// opens the file at hand, given its length if that is known.
pub(super) fn answer<S: ReadAt>(
    call: &[u8],
    source: impl FnOnce(Option<u64>) -> S,
    out: &mut Vec<u8>,
) -> Result<(), CallError> {
    let mut parts = call.splitn(2, |&byte| byte == b'\n');
    let name = parts.next().unwrap_or_default();
    let json = parts.next().unwrap_or_default();
    match name {
        b"check" => arguments::<Check>(json)?.answer(source, out),
        b"probe" => arguments::<Probe>(json)?.answer(source, out),
        b"check_request" => arguments::<CheckRequest>(json)?.answer(out),
        b"edit_request" => arguments::<EditRequest>(json)?.answer(out),
        b"locate" => arguments::<Locate>(json)?.answer(out),
        b"convert" => arguments::<Convert>(json)?.answer(out),
        b"fix" => arguments::<Fix>(json)?.answer(out),
        b"quote" => arguments::<Quote>(json)?.answer(out),
        b"size" => arguments::<Size>(json)?.answer(out),
        b"explain" => arguments::<Explain>(json)?.answer(out),
        b"explain_upstream" => arguments::<Upstream>(json)?.answer(out),
        b"rules" => arguments::<Rules>(json)?.answer(out),
        b"profiles" => arguments::<Profiles>(json)?.answer(out),
        b"totals" => arguments::<Totals>(json)?.answer(out),
        b"translate" => arguments::<Translate>(json)?.answer(out),
        _ => Err(CallError::UnknownCall(String::from_utf8_lossy(name).into_owned())),
    }
}

fn arguments<T: DeserializeOwned>(json: &[u8]) -> Result<T, CallError> {
    serde_json::from_slice(json).map_err(CallError::Arguments)
}
