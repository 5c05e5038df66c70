//! The size of the output.

use std::ffi::c_char;

use super::guard::guard;
use super::options::{OptionsHandle, or_default};
use super::pointer::{Out, text};
use super::status::Status;
use crate::size::output_size;

/// The size in pixels of a video of this `ratio`, such as "16:9", and `quality`, such as "720p", by the profile of the
/// options. SDPF_STATUS_UNKNOWN_SIZE if the profile has no such size, as for "adaptive": check the request with its
/// media, and call sdpf_report_output_size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_output_size(
    options: *const OptionsHandle,
    ratio: *const c_char,
    quality: *const c_char,
    width: *mut u32,
    height: *mut u32,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `width` is NULL or may be written.
        let width = unsafe { Out::new(width, 0) }?;
        // SAFETY: by the header's contract, `height` is NULL or may be written.
        let height = unsafe { Out::new(height, 0) }?;
        // SAFETY: by the header's contract, `options` is NULL or a live handle.
        let options = unsafe { or_default(options) }?;
        // SAFETY: by the header's contract, `ratio` is NULL or a text.
        let ratio = unsafe { text(ratio) }?;
        // SAFETY: by the header's contract, `quality` is NULL or a text.
        let quality = unsafe { text(quality) }?;
        let size = output_size(&options.check.profile, ratio, quality).ok_or(Status::UnknownSize)?;
        width.set(size.width);
        height.set(size.height);
        Ok(())
    })
}
