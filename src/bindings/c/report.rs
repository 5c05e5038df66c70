//! Reports.

use std::ffi::{CString, c_char};
use std::sync::OnceLock;

use super::codes::VerdictCode;
use super::fact_texts::FactTexts;
use super::finding_texts::FindingTexts;
use super::guard::guard;
use super::pointer::{Out, free, shared};
use super::status::Status;
use super::text::terminated;
use crate::check::RequestReport;
use crate::check::{Report, Verdict};
use crate::finding::Finding;
use crate::model::Facts;
use crate::render;

/// The report on one file or one request. It is immutable, so several threads may read it.
#[derive(Debug)]
pub struct ReportHandle {
    source: String,
    checked: Checked,
    // Each is made on first use: most files are accepted, and only the verdict is read.
    json: OnceLock<CString>,
    finding_texts: OnceLock<Vec<FindingTexts>>,
    fact_texts: OnceLock<FactTexts>,
}

/// What was checked.
#[derive(Debug)]
enum Checked {
    File(Report),
    Request(RequestReport),
}

impl ReportHandle {
    /// The report on a file named `source`.
    pub(super) fn of_file(source: impl Into<String>, report: Report) -> Self {
        Self::new(source.into(), Checked::File(report))
    }

    /// The report on a request named `source`.
    pub(super) fn of_request(source: impl Into<String>, report: RequestReport) -> Self {
        Self::new(source.into(), Checked::Request(report))
    }

    fn new(source: String, checked: Checked) -> Self {
        let (json, finding_texts, fact_texts) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { source, checked, json, finding_texts, fact_texts }
    }

    /// The name of what was checked.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// The facts of a file; `None` for a request, which has several files.
    pub(super) fn facts(&self) -> Option<&Facts> {
        match &self.checked {
            Checked::File(report) => Some(&report.facts),
            Checked::Request(_) => None,
        }
    }

    pub(super) fn findings(&self) -> &[Finding] {
        match &self.checked {
            Checked::File(report) => &report.findings,
            Checked::Request(report) => report.findings(),
        }
    }

    pub(super) fn finding_texts(&self) -> &[FindingTexts] {
        self.finding_texts.get_or_init(|| self.findings().iter().map(FindingTexts::of).collect())
    }

    pub(super) fn fact_texts(&self) -> &FactTexts {
        self.fact_texts.get_or_init(|| FactTexts::of(self.facts()))
    }

    fn verdict(&self) -> Verdict {
        match &self.checked {
            Checked::File(report) => report.verdict,
            Checked::Request(report) => report.verdict(),
        }
    }

    fn json(&self) -> &CString {
        self.json.get_or_init(|| {
            let mut json = Vec::new();
            let written = match &self.checked {
                Checked::File(report) => render::json_report(&self.source, report, &mut json),
                Checked::Request(report) => render::json_request_report(&self.source, report, &mut json),
            };
            // Writing to memory does not fail.
            debug_assert!(written.is_ok());
            terminated(String::from_utf8_lossy(&json))
        })
    }
}

/// Frees a report and every text that it returned. Does nothing for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_report_free(report: *mut ReportHandle) {
    // SAFETY: by the header's contract, `report` is NULL or a live handle that is not used again.
    guard(|| unsafe { free(report) });
}

/// The verdict.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_report_verdict(report: *const ReportHandle, verdict: *mut VerdictCode) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `verdict` is NULL or may be written.
        let out = unsafe { Out::new(verdict, VerdictCode::None) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        out.set(report.verdict().into());
        Ok(())
    })
}

/// The whole report as one JSON object, in the shape of the program's `schema report`. Valid until the report is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_report_json(report: *const ReportHandle, json: *mut *const c_char) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `json` is NULL or may be written.
        let out = unsafe { Out::text(json) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        out.set(report.json().as_ptr());
        Ok(())
    })
}

/// The size in pixels of the video that a request produces. `predicted` is set to 1 if the service chooses the size, as
/// for the ratio "adaptive", and to 0 if the request does. SDPF_STATUS_NOT_DETERMINED if the size is not known, and for a
/// file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_report_output_size(
    report: *const ReportHandle,
    width: *mut u32,
    height: *mut u32,
    predicted: *mut i32,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `width` is NULL or may be written.
        let width = unsafe { Out::new(width, 0) }?;
        // SAFETY: by the header's contract, `height` is NULL or may be written.
        let height = unsafe { Out::new(height, 0) }?;
        // SAFETY: by the header's contract, `predicted` is NULL or may be written.
        let predicted = unsafe { Out::new(predicted, 0) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        let Checked::Request(request) = &report.checked else {
            return Err(Status::NotDetermined);
        };
        let size = request.output_size().ok_or(Status::NotDetermined)?;
        width.set(size.width);
        height.set(size.height);
        predicted.set(size.predicted.into());
        Ok(())
    })
}
