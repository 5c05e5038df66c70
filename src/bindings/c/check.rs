//! Checks one file, given by its path, its bytes, or a read callback.

use std::ffi::{c_char, c_void};

use super::guard::guard;
use super::options::{OptionsHandle, or_default};
use super::pointer::{Out, bytes, path};
use super::report::ReportHandle;
use super::source::{Callback, ReadAtCallback};
use super::status::Status;
use crate::check::check_facts;
use crate::open::open_regular;

/// Checks the file at `path`: NUL-terminated bytes on Unix, UTF-8 on Windows.
///
/// SDPF_STATUS_NOT_READ if the file cannot be opened, or is not a regular file (a folder, a FIFO, a device): that shows
/// nothing about its content. Reads a few kilobytes of most files and at most 64 MiB of any, unless the options ask for a
/// deep check.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_check_file(
    path: *const c_char,
    options: *const OptionsHandle,
    report: *mut *mut ReportHandle,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `report` is NULL or may be written.
        let out = unsafe { Out::handle(report) }?;
        // SAFETY: by the header's contract, `path` is NULL or a text.
        let path = unsafe { self::path(path) }?;
        // SAFETY: by the header's contract, `options` is NULL or a live handle.
        let options = unsafe { or_default(options) }?;
        let facts = options.measure(&open_regular(path).map_err(|_| Status::NotRead)?);
        let path = path.to_string_lossy();
        let subject = options.subject(Some(&path));
        let name = subject.name.unwrap_or_default();
        out.give(ReportHandle::of_file(name, check_facts(facts, &subject, &options.check)));
        Ok(())
    })
}

/// Checks a file in memory. `data` may be NULL if `length` is 0, and is not used after the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_check_bytes(
    data: *const u8,
    length: usize,
    options: *const OptionsHandle,
    report: *mut *mut ReportHandle,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `report` is NULL or may be written.
        let out = unsafe { Out::handle(report) }?;
        // SAFETY: by the header's contract, `data` is NULL or points to `length` bytes.
        let data = unsafe { bytes(data, length) }?;
        // SAFETY: by the header's contract, `options` is NULL or a live handle.
        let options = unsafe { or_default(options) }?;
        let report = check_facts(options.measure(&data), &options.subject(None), &options.check);
        out.give(ReportHandle::of_file(options.name(), report));
        Ok(())
    })
}

/// Checks a file of `length` bytes (or SDPF_LENGTH_UNKNOWN) that is read by `read_at`. `user` is passed to `read_at`;
/// neither is used after the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_check_source(
    read_at: ReadAtCallback,
    user: *mut c_void,
    length: u64,
    options: *const OptionsHandle,
    report: *mut *mut ReportHandle,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `report` is NULL or may be written.
        let out = unsafe { Out::handle(report) }?;
        // SAFETY: by the header's contract, `options` is NULL or a live handle.
        let options = unsafe { or_default(options) }?;
        let read_at = read_at.ok_or(Status::NullArgument)?;
        // SAFETY: by the header's contract, `read_at` is such a function and accepts `user` while this call runs.
        let source = unsafe { Callback::new(read_at, user, length) };
        let report = check_facts(options.measure(&source), &options.subject(None), &options.check);
        out.give(ReportHandle::of_file(options.name(), report));
        Ok(())
    })
}
