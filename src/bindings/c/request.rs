//! A whole request.

use super::assets::AssetsHandle;
use super::guard::guard;
use super::options::{OptionsHandle, or_default};
use super::pointer::{Out, bytes, optional};
use super::report::ReportHandle;
use super::status::Status;
use crate::check::check_request;
use crate::request::RequestDocument;

/// Checks a request by the JSON of its body, with all that is known of its media. `assets` may be NULL where nothing is.
/// What is wrong with the JSON itself is a finding and no failed call. `json` is not used after the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_check_request(
    json: *const u8,
    length: usize,
    assets: *const AssetsHandle,
    options: *const OptionsHandle,
    report: *mut *mut ReportHandle,
) -> Status {
    guard(|| {
        // SAFETY: by the header, `report` is NULL or may be written.
        let out = unsafe { Out::handle(report) }?;
        // SAFETY: by the header, `json` is NULL or points to `length` bytes.
        let json = unsafe { bytes(json, length) }?;
        // SAFETY: by the header, `assets` is NULL or a live handle.
        let assets = unsafe { optional(assets) }?;
        // SAFETY: by the header, `options` is NULL or a live handle.
        let options = unsafe { or_default(options) }?;
        let bindings = assets.map(|assets| assets.bindings.as_slice()).unwrap_or_default();
        let report = check_request(&RequestDocument::read(json), bindings, &options.check);
        out.give(ReportHandle::of_request(options.name(), report));
        Ok(())
    })
}
