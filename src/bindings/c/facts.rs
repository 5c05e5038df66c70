//! What was measured of a file, by the names that the facts have in JSON.

use std::collections::HashMap;
use std::ffi::{CString, c_char};

use serde_json::Value;

use super::guard::guard;
use super::pointer::{Out, shared, text};
use super::report::ReportHandle;
use super::status::Status;
use super::text::terminated;
use crate::model::Facts;

/// Facts by name.
#[derive(Debug, Default)]
pub(super) struct FactTexts(HashMap<String, Fact>);

#[derive(Debug)]
enum Fact {
    Integer(u64),
    Boolean(bool),
    Fraction(u64, u64),
    Text(CString),
    /// One that is a list, or an object of another sort.
    Other,
}

impl FactTexts {
    pub(super) fn of(facts: Option<&Facts>) -> Self {
        match facts.map(serde_json::to_value) {
            Some(Ok(Value::Object(facts))) => {
                Self(facts.into_iter().map(|(name, value)| (name, Fact::of(&value))).collect())
            }
            _ => Self::default(),
        }
    }

    /// The fact of this name, in the sort that `as_sort` makes of it.
    fn get<'a, T>(&'a self, name: &str, as_sort: impl FnOnce(&'a Fact) -> Option<T>) -> Result<T, Status> {
        let fact = self.0.get(name).ok_or(Status::NotDetermined)?;
        as_sort(fact).ok_or(Status::InvalidArgument)
    }
}

impl Fact {
    fn of(value: &Value) -> Self {
        let number = |name| value.get(name).and_then(Value::as_u64);
        match value {
            Value::Bool(boolean) => Self::Boolean(*boolean),
            Value::String(text) => Self::Text(terminated(text.as_str())),
            Value::Number(number) => number.as_u64().map_or(Self::Other, Self::Integer),
            _ => {
                let fraction = number("num").zip(number("den")).or(number("ticks").zip(number("time_scale")));
                fraction.map_or(Self::Other, |(numerator, denominator)| Self::Fraction(numerator, denominator))
            }
        }
    }
}

/// A fact that is a whole number, of a report on a file: "bytes", "width", "height", "display_width", "display_height",
/// "orientation", "rotation", "sample_rate", "channels", "bits" and others.
/// SDPF_STATUS_NOT_DETERMINED where it is not known, SDPF_STATUS_INVALID_ARGUMENT where it is no whole number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_fact_integer(
    report: *const ReportHandle,
    name: *const c_char,
    value: *mut u64,
) -> Status {
    guard(|| {
        // SAFETY: by the header, `value` is NULL or may be written.
        let out = unsafe { Out::new(value, 0) }?;
        // SAFETY: by the header, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        // SAFETY: by the header, `name` is NULL or a text.
        let name = unsafe { text(name) }?;
        let integer = |fact: &Fact| if let Fact::Integer(value) = fact { Some(*value) } else { None };
        out.set(report.fact_texts().get(name, integer)?);
        Ok(())
    })
}

/// A fact that is true or false, as 1 or 0, of a report on a file: "truncated", "animated", "variable_frame_rate".
/// Answers as sdpf_fact_integer does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_fact_boolean(
    report: *const ReportHandle,
    name: *const c_char,
    value: *mut i32,
) -> Status {
    guard(|| {
        // SAFETY: by the header, `value` is NULL or may be written.
        let out = unsafe { Out::new(value, 0) }?;
        // SAFETY: by the header, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        // SAFETY: by the header, `name` is NULL or a text.
        let name = unsafe { text(name) }?;
        let boolean = |fact: &Fact| if let Fact::Boolean(value) = fact { Some(*value) } else { None };
        out.set(report.fact_texts().get(name, boolean)?.into());
        Ok(())
    })
}

/// A fact that is an exact fraction, of a report on a file: "fps" in frames a second; "duration", "video_duration" and
/// "audio_duration" in seconds; "pixel_aspect". The denominator is never 0 where the answer is SDPF_STATUS_OK.
/// Answers as sdpf_fact_integer does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_fact_fraction(
    report: *const ReportHandle,
    name: *const c_char,
    numerator: *mut u64,
    denominator: *mut u64,
) -> Status {
    guard(|| {
        // SAFETY: by the header, `numerator` is NULL or may be written.
        let numerator = unsafe { Out::new(numerator, 0) }?;
        // SAFETY: by the header, `denominator` is NULL or may be written.
        let denominator = unsafe { Out::new(denominator, 0) }?;
        // SAFETY: by the header, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        // SAFETY: by the header, `name` is NULL or a text.
        let name = unsafe { text(name) }?;
        let fraction =
            |fact: &Fact| if let Fact::Fraction(above, below) = fact { Some((*above, *below)) } else { None };
        let (above, below) = report.fact_texts().get(name, fraction)?;
        numerator.set(above);
        denominator.set(below);
        Ok(())
    })
}

/// A fact that is a word, of a report on a file: "kind", "format", "video_codec", "audio_codec", "codec" and others.
/// Valid until the report is freed. Answers as sdpf_fact_integer does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_fact_text(
    report: *const ReportHandle,
    name: *const c_char,
    value: *mut *const c_char,
) -> Status {
    guard(|| {
        // SAFETY: by the header, `value` is NULL or may be written.
        let out = unsafe { Out::text(value) }?;
        // SAFETY: by the header, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        // SAFETY: by the header, `name` is NULL or a text.
        let name = unsafe { text(name) }?;
        let word =
            report.fact_texts().get(name, |fact| if let Fact::Text(value) = fact { Some(value) } else { None })?;
        out.set(word.as_ptr());
        Ok(())
    })
}
