//! The functions that other languages call, as C declares them in `src/bindings/c/seedance_preflight.h`.

use seedance_preflight::Subject;
use std::ffi::{CStr, CString, c_char, c_void};
use std::ptr::{null, null_mut};

use seedance_preflight::request::RequestDocument;
use seedance_preflight::upstream::explain_upstream;
use seedance_preflight::{CheckOptions, Verdict, check, check_request};

/// A handle, opaque to C.
#[repr(C)]
struct Handle {
    _opaque: [u8; 0],
}

type ReadAt = unsafe extern "C" fn(*mut c_void, u64, *mut u8, usize) -> i64;

unsafe extern "C" {
    fn sdpf_check_bytes(data: *const u8, length: usize, options: *const Handle, report: *mut *mut Handle) -> i32;
    fn sdpf_check_source(
        read_at: Option<ReadAt>,
        user: *mut c_void,
        length: u64,
        options: *const Handle,
        report: *mut *mut Handle,
    ) -> i32;
    fn sdpf_check_request(
        json: *const u8,
        length: usize,
        assets: *const Handle,
        options: *const Handle,
        report: *mut *mut Handle,
    ) -> i32;
    fn sdpf_report_free(report: *mut Handle);
    fn sdpf_report_verdict(report: *const Handle, verdict: *mut i32) -> i32;
    fn sdpf_report_json(report: *const Handle, json: *mut *const c_char) -> i32;
    fn sdpf_report_output_size(report: *const Handle, width: *mut u32, height: *mut u32, predicted: *mut i32) -> i32;
    fn sdpf_report_finding_count(report: *const Handle, count: *mut usize) -> i32;
    fn sdpf_finding_severity(report: *const Handle, index: usize, severity: *mut i32) -> i32;
    fn sdpf_finding_outcome(report: *const Handle, index: usize, outcome: *mut i32) -> i32;
    fn sdpf_finding_rule(report: *const Handle, index: usize, text: *mut *const c_char) -> i32;
    fn sdpf_finding_pointer(report: *const Handle, index: usize, text: *mut *const c_char) -> i32;
    fn sdpf_finding_message(report: *const Handle, index: usize, text: *mut *const c_char) -> i32;
    fn sdpf_finding_help(report: *const Handle, index: usize, text: *mut *const c_char) -> i32;
    fn sdpf_finding_source(report: *const Handle, index: usize, text: *mut *const c_char) -> i32;
    fn sdpf_fact_integer(report: *const Handle, name: *const c_char, value: *mut u64) -> i32;
    fn sdpf_fact_boolean(report: *const Handle, name: *const c_char, value: *mut i32) -> i32;
    fn sdpf_fact_fraction(report: *const Handle, name: *const c_char, num: *mut u64, den: *mut u64) -> i32;
    fn sdpf_fact_text(report: *const Handle, name: *const c_char, value: *mut *const c_char) -> i32;
    fn sdpf_options_new(options: *mut *mut Handle) -> i32;
    fn sdpf_options_free(options: *mut Handle);
    fn sdpf_options_set_profile(options: *mut Handle, name: *const c_char) -> i32;
    fn sdpf_options_set_tolerance(options: *mut Handle, tolerance: i32) -> i32;
    fn sdpf_options_set_expected_kind(options: *mut Handle, kind: i32) -> i32;
    fn sdpf_options_set_file_name(options: *mut Handle, name: *const c_char) -> i32;
    fn sdpf_assets_new(assets: *mut *mut Handle) -> i32;
    fn sdpf_assets_free(assets: *mut Handle);
    fn sdpf_assets_add_report(assets: *mut Handle, url: *const c_char, report: *const Handle) -> i32;
    fn sdpf_assets_set_content_hash(assets: *mut Handle, url: *const c_char, hash: *const u8, length: usize) -> i32;
    fn sdpf_assets_set_not_uploaded(assets: *mut Handle, url: *const c_char) -> i32;
    fn sdpf_explain(rule: *const c_char, explanation: *mut *mut c_char) -> i32;
    fn sdpf_explain_upstream(
        message: *const u8,
        message_length: usize,
        request: *const u8,
        request_length: usize,
        json: *mut *mut c_char,
    ) -> i32;
    fn sdpf_output_size(
        options: *const Handle,
        ratio: *const c_char,
        quality: *const c_char,
        width: *mut u32,
        height: *mut u32,
    ) -> i32;
    fn sdpf_string_free(text: *mut c_char);
    fn sdpf_status_text(status: i32) -> *const c_char;
}

/// Numbers of the header.
const OK: i32 = 0;
const PANIC: i32 = 1;
const OUT_OF_RANGE: i32 = 5;
const UNKNOWN_RULE: i32 = 8;
const UNKNOWN_REFUSAL: i32 = 9;
const LENGTH_UNKNOWN: u64 = u64::MAX;

/// Calls each function with the bytes as its input, and queries everything in each report.
pub(super) fn c_api(bytes: &[u8]) -> bool {
    as_a_file(bytes);
    as_a_request(bytes);
    as_a_refusal(bytes);
    as_texts(bytes);
    true
}

fn as_a_file(bytes: &[u8]) {
    let wanted = check(&bytes, &Subject::default(), &CheckOptions::default());
    let report = given(|place| unsafe { sdpf_check_bytes(bytes.as_ptr(), bytes.len(), null(), place) });
    assert_eq!(verdict(report), code(wanted.verdict));
    ask_all(report, wanted.findings.len());
    let mut source = bytes;
    let user = (&raw mut source).cast();
    let length = u64::try_from(bytes.len()).unwrap();
    let same = given(|place| unsafe { sdpf_check_source(Some(read_a_little), user, length, null(), place) });
    assert_eq!(json(same), json(report));
    let endless = given(|place| unsafe { sdpf_check_source(Some(read_a_little), user, LENGTH_UNKNOWN, null(), place) });
    ask_all(endless, count(endless));
    let broken = given(|place| unsafe { sdpf_check_source(Some(fail), user, length, null(), place) });
    assert_ne!(verdict(broken), code(Verdict::Accepted));
    for report in [report, same, endless, broken] {
        unsafe { sdpf_report_free(report) };
    }
}

fn as_a_request(bytes: &[u8]) {
    let document = RequestDocument::read(bytes);
    let wanted = check_request(&document, &[], &CheckOptions::default());
    let report = given(|place| unsafe { sdpf_check_request(bytes.as_ptr(), bytes.len(), null(), null(), place) });
    assert_eq!(verdict(report), code(wanted.verdict()));
    ask_all(report, wanted.findings().len());
    unsafe { sdpf_report_free(report) };
}

fn as_a_refusal(bytes: &[u8]) {
    let wanted = explain_upstream(&String::from_utf8_lossy(bytes), None);
    let at = bytes.len() / 2;
    for request in [&[][..], &bytes[at..]] {
        let mut text = null_mut();
        let (message, request_at) = (bytes.as_ptr(), request.as_ptr());
        let status = unsafe { sdpf_explain_upstream(message, bytes.len(), request_at, request.len(), &mut text) };
        match status {
            OK => {
                let json: serde_json::Value = serde_json::from_str(&own(text)).unwrap();
                assert!(json["class"].is_string() && json["help"].is_string(), "{json}");
            }
            status => assert!(status == UNKNOWN_REFUSAL && text.is_null(), "{status}"),
        }
        assert!(!request.is_empty() || wanted.is_known() == (status == OK));
    }
}

/// As everything that ends in NUL: names, a URL, a ratio, a rule; UTF-8 or not.
fn as_texts(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()).min(300);
    let text = CString::new(&bytes[..end]).unwrap();
    let mut explanation = null_mut();
    match unsafe { sdpf_explain(text.as_ptr(), &mut explanation) } {
        OK => assert!(!own(explanation).is_empty()),
        status => assert!(explanation.is_null() && status != PANIC, "{status}"),
    }
    let number = i32::from(bytes.first().copied().unwrap_or_default()) - 2;
    let options = given(|place| unsafe { sdpf_options_new(place) });
    let assets = given(|place| unsafe { sdpf_assets_new(place) });
    unsafe {
        let (mut width, mut height) = (1, 1);
        for status in [
            sdpf_options_set_profile(options, text.as_ptr()),
            sdpf_options_set_tolerance(options, number),
            sdpf_options_set_expected_kind(options, number),
            sdpf_options_set_file_name(options, text.as_ptr()),
            sdpf_assets_set_not_uploaded(assets, text.as_ptr()),
            sdpf_output_size(options, text.as_ptr(), c"720p".as_ptr(), &mut width, &mut height),
        ] {
            assert_ne!(status, PANIC);
            assert!(!CStr::from_ptr(sdpf_status_text(status)).to_bytes().is_empty());
        }
        let report = given(|place| sdpf_check_bytes(bytes.as_ptr(), bytes.len(), options, place));
        let added = sdpf_assets_add_report(assets, text.as_ptr(), report);
        let hashed = sdpf_assets_set_content_hash(assets, text.as_ptr(), bytes.as_ptr(), bytes.len().min(32));
        assert!(added != PANIC && hashed != PANIC && (added == OK || hashed != OK), "{added} {hashed}");
        sdpf_report_free(report);
        let request = given(|place| sdpf_check_request(bytes.as_ptr(), bytes.len(), assets, options, place));
        ask_all(request, count(request));
        sdpf_report_free(request);
        sdpf_assets_free(assets);
        sdpf_options_free(options);
    }
}

/// Every accessor of a report, beyond its last finding too.
fn ask_all(report: *const Handle, findings: usize) {
    assert_eq!(count(report), findings);
    serde_json::from_str::<serde_json::Value>(&json(report)).unwrap();
    let (mut number, mut numbers) = (-1, (1, 1));
    assert_ne!(unsafe { sdpf_report_output_size(report, &mut numbers.0, &mut numbers.1, &mut number) }, PANIC);
    let texts = [sdpf_finding_rule, sdpf_finding_pointer, sdpf_finding_message, sdpf_finding_help, sdpf_finding_source];
    for index in (0..findings).chain([findings, usize::MAX]) {
        let wanted = if index < findings { OK } else { OUT_OF_RANGE };
        assert_eq!(unsafe { sdpf_finding_severity(report, index, &mut number) }, wanted);
        assert_eq!(unsafe { sdpf_finding_outcome(report, index, &mut number) }, wanted);
        for ask in texts {
            let mut text = null();
            assert_eq!(unsafe { ask(report, index, &mut text) }, wanted);
            assert_eq!(text.is_null(), wanted != OK);
            if !text.is_null() {
                unsafe { CStr::from_ptr(text) }.to_str().unwrap();
            }
        }
    }
    for name in [c"bytes", c"width", c"fps", c"duration", c"format", c"video_codec", c"truncated", c"", c"\xFF"] {
        let (mut integer, mut denominator, mut text) = (0, 0, null());
        let name = name.as_ptr();
        assert_ne!(unsafe { sdpf_fact_integer(report, name, &mut integer) }, PANIC);
        assert_ne!(unsafe { sdpf_fact_boolean(report, name, &mut number) }, PANIC);
        assert_ne!(unsafe { sdpf_fact_fraction(report, name, &mut integer, &mut denominator) }, PANIC);
        let status = unsafe { sdpf_fact_text(report, name, &mut text) };
        assert!(status != PANIC && text.is_null() == (status != OK));
    }
    let mut explanation = null_mut();
    assert_eq!(unsafe { sdpf_explain(c"no/such-rule".as_ptr(), &mut explanation) }, UNKNOWN_RULE);
}

/// Up to 100 bytes of the slice that `user` points to.
unsafe extern "C" fn read_a_little(user: *mut c_void, offset: u64, buffer: *mut u8, length: usize) -> i64 {
    let bytes = unsafe { *user.cast::<&[u8]>() };
    let rest = usize::try_from(offset).ok().and_then(|offset| bytes.get(offset..)).unwrap_or_default();
    let count = rest.len().min(length).min(100);
    unsafe { buffer.copy_from_nonoverlapping(rest.as_ptr(), count) };
    i64::try_from(count).unwrap()
}

/// Says that it read more than it was asked for, or that it failed.
unsafe extern "C" fn fail(_: *mut c_void, offset: u64, _: *mut u8, _: usize) -> i64 {
    if offset == 0 { i64::MAX } else { -5 }
}

fn given(ask: impl FnOnce(*mut *mut Handle) -> i32) -> *mut Handle {
    let mut place = null_mut();
    assert_eq!(ask(&mut place), OK);
    assert!(!place.is_null());
    place
}

fn verdict(report: *const Handle) -> i32 {
    let mut verdict = 0;
    assert_eq!(unsafe { sdpf_report_verdict(report, &mut verdict) }, OK);
    verdict
}

fn count(report: *const Handle) -> usize {
    let mut count = usize::MAX;
    assert_eq!(unsafe { sdpf_report_finding_count(report, &mut count) }, OK);
    count
}

fn json(report: *const Handle) -> String {
    let mut json = null();
    assert_eq!(unsafe { sdpf_report_json(report, &mut json) }, OK);
    unsafe { CStr::from_ptr(json) }.to_str().unwrap().to_owned()
}

/// A text that was given away, freed.
fn own(text: *mut c_char) -> String {
    let owned = unsafe { CStr::from_ptr(text) }.to_str().unwrap().to_owned();
    unsafe { sdpf_string_free(text) };
    owned
}

fn code(verdict: Verdict) -> i32 {
    match verdict {
        Verdict::Accepted => 1,
        Verdict::Undecided => 2,
        Verdict::Refused => 3,
        other => panic!("{other:?} has no number"),
    }
}
