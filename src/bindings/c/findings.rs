//! The findings of a report, by index from 0.

use std::ffi::{CStr, c_char};

use super::codes::{OutcomeCode, SeverityCode};
use super::finding_texts::FindingTexts;
use super::guard::guard;
use super::pointer::{Out, shared};
use super::report::ReportHandle;
use super::status::Status;

/// The number of findings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_report_finding_count(report: *const ReportHandle, count: *mut usize) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `count` is NULL or may be written.
        let out = unsafe { Out::new(count, 0) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        out.set(report.findings().len());
        Ok(())
    })
}

/// The severity of a finding.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_finding_severity(
    report: *const ReportHandle,
    index: usize,
    severity: *mut SeverityCode,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `severity` is NULL or may be written.
        let out = unsafe { Out::new(severity, SeverityCode::None) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        out.set(report.findings().get(index).ok_or(Status::OutOfRange)?.severity.into());
        Ok(())
    })
}

/// Whether the rule fails or is undecided.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_finding_outcome(
    report: *const ReportHandle,
    index: usize,
    outcome: *mut OutcomeCode,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `outcome` is NULL or may be written.
        let out = unsafe { Out::new(outcome, OutcomeCode::None) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        out.set(report.findings().get(index).ok_or(Status::OutOfRange)?.outcome.into());
        Ok(())
    })
}

/// The stable id of the rule, such as "video/fps-out-of-range". Valid until the report is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_finding_rule(
    report: *const ReportHandle,
    index: usize,
    rule: *mut *const c_char,
) -> Status {
    // SAFETY: by the header's contract, `report` is NULL or a live handle, and `rule` is NULL or may be written.
    guard(|| unsafe { text_of(report, index, rule, |texts| &texts.rule) })
}

/// JSON pointer (RFC 6901) into the request; empty for a file. Valid until the report is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_finding_pointer(
    report: *const ReportHandle,
    index: usize,
    pointer: *mut *const c_char,
) -> Status {
    // SAFETY: by the header's contract, `report` is NULL or a live handle, and `pointer` is NULL or may be written.
    guard(|| unsafe { text_of(report, index, pointer, |texts| &texts.pointer) })
}

/// One sentence: the actual and the expected value. Valid until the report is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_finding_message(
    report: *const ReportHandle,
    index: usize,
    message: *mut *const c_char,
) -> Status {
    // SAFETY: by the header's contract, `report` is NULL or a live handle, and `message` is NULL or may be written.
    guard(|| unsafe { text_of(report, index, message, |texts| &texts.message) })
}

/// One imperative sentence: how to fix it. Valid until the report is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_finding_help(
    report: *const ReportHandle,
    index: usize,
    help: *mut *const c_char,
) -> Status {
    // SAFETY: by the header's contract, `report` is NULL or a live handle, and `help` is NULL or may be written.
    guard(|| unsafe { text_of(report, index, help, |texts| &texts.help) })
}

/// The source of the limit. Valid until the report is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_finding_source(
    report: *const ReportHandle,
    index: usize,
    source: *mut *const c_char,
) -> Status {
    // SAFETY: by the header's contract, `report` is NULL or a live handle, and `source` is NULL or may be written.
    guard(|| unsafe { text_of(report, index, source, |texts| &texts.source) })
}

/// # Safety
/// `report` is NULL or a live handle, and `place` is NULL or may be written.
unsafe fn text_of(
    report: *const ReportHandle,
    index: usize,
    place: *mut *const c_char,
    text: fn(&FindingTexts) -> &CStr,
) -> Result<(), Status> {
    // SAFETY: the caller's contract is the same.
    let out = unsafe { Out::text(place) }?;
    // SAFETY: the caller's contract is the same.
    let report = unsafe { shared(report) }?;
    out.set(text(report.finding_texts().get(index).ok_or(Status::OutOfRange)?).as_ptr());
    Ok(())
}
