//! The facts of a file, by their names in JSON.

use std::ffi::c_char;

use super::fact_texts::Fact;
use super::guard::guard;
use super::pointer::{Out, shared, text};
use super::report::ReportHandle;
use super::status::Status;

/// An integer fact of a report on a file: "bytes", "declared_bytes", "width", "height", "display_width",
/// "display_height", "entry_width", "entry_height", "orientation", "rotation", "video_samples", "described_samples",
/// "video_tracks", "audio_tracks", "sample_rate", "channels", "bits".
/// SDPF_STATUS_NOT_DETERMINED if the fact is not known, SDPF_STATUS_INVALID_ARGUMENT if it is not an integer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_fact_integer(
    report: *const ReportHandle,
    name: *const c_char,
    value: *mut u64,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `value` is NULL or may be written.
        let out = unsafe { Out::new(value, 0) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        // SAFETY: by the header's contract, `name` is NULL or a text.
        let name = unsafe { text(name) }?;
        let integer = |fact: &Fact| if let Fact::Integer(value) = fact { Some(*value) } else { None };
        out.set(report.fact_texts().get(name, integer)?);
        Ok(())
    })
}

/// A boolean fact of a report on a file, as 1 or 0: "truncated", "encrypted", "animated", "variable_frame_rate".
/// Same statuses as sdpf_fact_integer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_fact_boolean(
    report: *const ReportHandle,
    name: *const c_char,
    value: *mut i32,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `value` is NULL or may be written.
        let out = unsafe { Out::new(value, 0) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        // SAFETY: by the header's contract, `name` is NULL or a text.
        let name = unsafe { text(name) }?;
        let boolean = |fact: &Fact| if let Fact::Boolean(value) = fact { Some(*value) } else { None };
        out.set(report.fact_texts().get(name, boolean)?.into());
        Ok(())
    })
}

/// An exact fraction of a report on a file: "fps" and "nominal_fps" in frames per second; "pixel_aspect"; in seconds
/// "duration", "container_duration", "streams_duration", "duration_without_audio", "video_duration", "audio_duration",
/// "played_duration", and, where they differ from these, "media_headers_duration", "track_headers_duration" and
/// "time_line_duration". The denominator is never 0 if the status is SDPF_STATUS_OK.
/// Same statuses as sdpf_fact_integer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_fact_fraction(
    report: *const ReportHandle,
    name: *const c_char,
    numerator: *mut u64,
    denominator: *mut u64,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `numerator` is NULL or may be written.
        let numerator = unsafe { Out::new(numerator, 0) }?;
        // SAFETY: by the header's contract, `denominator` is NULL or may be written.
        let denominator = unsafe { Out::new(denominator, 0) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        // SAFETY: by the header's contract, `name` is NULL or a text.
        let name = unsafe { text(name) }?;
        let fraction =
            |fact: &Fact| if let Fact::Fraction(above, below) = fact { Some((*above, *below)) } else { None };
        let (above, below) = report.fact_texts().get(name, fraction)?;
        numerator.set(above);
        denominator.set(below);
        Ok(())
    })
}

/// A text fact of a report on a file: "kind", "format", "brand", "video_codec", "audio_codec", "codec",
/// "duration_from", "body".
/// Valid until the report is freed. Same statuses as sdpf_fact_integer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_fact_text(
    report: *const ReportHandle,
    name: *const c_char,
    value: *mut *const c_char,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `value` is NULL or may be written.
        let out = unsafe { Out::text(value) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        // SAFETY: by the header's contract, `name` is NULL or a text.
        let name = unsafe { text(name) }?;
        let word =
            report.fact_texts().get(name, |fact| if let Fact::Text(value) = fact { Some(value) } else { None })?;
        out.set(word.as_ptr());
        Ok(())
    })
}
