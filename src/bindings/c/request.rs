//! Checks a request.

use super::assets::AssetsHandle;
use super::guard::guard;
use super::options::{OptionsHandle, or_default};
use super::pointer::{Out, bytes, optional};
use super::report::ReportHandle;
use super::status::Status;
use crate::check::check_request;
use crate::request::RequestDocument;

/// Checks a request, given the JSON of its body and the facts of its media. `assets` may be NULL if there are none.
/// Invalid JSON gives a report with a finding; the call succeeds. `json` is not used after the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_check_request(
    json: *const u8,
    length: usize,
    assets: *const AssetsHandle,
    options: *const OptionsHandle,
    report: *mut *mut ReportHandle,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `report` is NULL or may be written.
        let out = unsafe { Out::handle(report) }?;
        // SAFETY: by the header's contract, `json` is NULL or points to `length` bytes.
        let json = unsafe { bytes(json, length) }?;
        // SAFETY: by the header's contract, `assets` is NULL or a live handle.
        let assets = unsafe { optional(assets) }?;
        // SAFETY: by the header's contract, `options` is NULL or a live handle.
        let options = unsafe { or_default(options) }?;
        let bindings = assets.map(|assets| assets.bindings.as_slice()).unwrap_or_default();
        let report = check_request(&RequestDocument::read(json), bindings, &options.check);
        out.give(ReportHandle::of_request(options.name(), report));
        Ok(())
    })
}
