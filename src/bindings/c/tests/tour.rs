//! Each function once as it is meant, for the sanitizers: the hosts of `tests/hosts` say what comes out.

use std::ffi::{CStr, CString, c_char, c_void};
use std::ptr::{null, null_mut};

use crate::bindings::c::assets::*;
use crate::bindings::c::check::*;
use crate::bindings::c::codes::*;
use crate::bindings::c::explain::*;
use crate::bindings::c::fact_texts::{Fact, FactTexts};
use crate::bindings::c::facts::*;
use crate::bindings::c::findings::*;
use crate::bindings::c::options::*;
use crate::bindings::c::report::*;
use crate::bindings::c::request::*;
use crate::bindings::c::size::*;
use crate::bindings::c::source::*;
use crate::bindings::c::status::*;
use crate::bindings::c::text::*;
use crate::bindings::c::version::*;
use crate::model::{DurationReading, Facts, Format, Media, MediaDuration, Rational, ReadingSource};

const CLIP: &[u8] = include_bytes!("../../../../testdata/refused/film-rate.mp4");
const PHOTO: &[u8] = include_bytes!("../../../../testdata/accepted/photo.jpg");

/// The text that `ask` gives, and its status.
fn text(ask: impl FnOnce(*mut *const c_char) -> Status) -> Result<String, Status> {
    let mut place = null();
    match ask(&mut place) {
        // SAFETY: set where the answer is `Ok`.
        Status::Ok => Ok(unsafe { CStr::from_ptr(place) }.to_str().unwrap().to_owned()),
        status => {
            assert!(place.is_null());
            Err(status)
        }
    }
}

/// The text that `ask` gives away, freed.
fn owned_text(ask: impl FnOnce(*mut *mut c_char) -> Status) -> Result<String, Status> {
    let mut place = null_mut();
    let result = text(|borrowed| {
        let status = ask(&mut place);
        // SAFETY: the place of this function's caller.
        unsafe { *borrowed = place };
        status
    });
    // SAFETY: given away by the call, or NULL.
    unsafe { sdpf_string_free(place) };
    result
}

fn check(bytes: &[u8], options: *const OptionsHandle) -> *mut ReportHandle {
    let mut report = null_mut();
    // SAFETY: a slice, a live handle or NULL, and a place.
    assert_eq!(unsafe { sdpf_check_bytes(bytes.as_ptr(), bytes.len(), options, &mut report) }, Status::Ok);
    report
}

fn verdict(report: *const ReportHandle) -> VerdictCode {
    let mut verdict = VerdictCode::None;
    // SAFETY: a live handle and a place.
    assert_eq!(unsafe { sdpf_report_verdict(report, &mut verdict) }, Status::Ok);
    verdict
}

#[test]
fn a_report_says_what_was_found() {
    let report = check(CLIP, null());
    assert_eq!(verdict(report), VerdictCode::Refused);
    let (mut count, mut severity, mut outcome) = (0, SeverityCode::None, OutcomeCode::None);
    let (mut width, mut num, mut den, mut varies) = (0, 0, 0, -1);
    // SAFETY: throughout, a live handle, texts and places.
    unsafe {
        assert_eq!(sdpf_report_finding_count(report, &mut count), Status::Ok);
        assert_eq!(sdpf_finding_severity(report, 0, &mut severity), Status::Ok);
        assert_eq!(sdpf_finding_outcome(report, 0, &mut outcome), Status::Ok);
        assert_eq!(text(|place| sdpf_finding_rule(report, 0, place)).unwrap(), "video/fps-out-of-range");
        assert_eq!(text(|place| sdpf_finding_pointer(report, 0, place)).unwrap(), "");
        assert!(!text(|place| sdpf_finding_message(report, 0, place)).unwrap().is_empty());
        assert!(!text(|place| sdpf_finding_help(report, 0, place)).unwrap().is_empty());
        assert!(!text(|place| sdpf_finding_source(report, 0, place)).unwrap().is_empty());
        assert_eq!(text(|place| sdpf_finding_rule(report, count, place)), Err(Status::OutOfRange));
        assert_eq!(text(|place| sdpf_finding_rule(report, usize::MAX, place)), Err(Status::OutOfRange));
        assert_eq!(sdpf_finding_severity(report, count, &mut severity), Status::OutOfRange);
        assert_eq!(severity, SeverityCode::None);

        assert_eq!(sdpf_fact_integer(report, c"width".as_ptr(), &mut width), Status::Ok);
        assert_eq!(sdpf_fact_fraction(report, c"fps".as_ptr(), &mut num, &mut den), Status::Ok);
        assert_eq!(sdpf_fact_boolean(report, c"variable_frame_rate".as_ptr(), &mut varies), Status::Ok);
        assert_eq!(text(|place| sdpf_fact_text(report, c"format".as_ptr(), place)).unwrap(), "mp4");
        assert_eq!(text(|place| sdpf_fact_text(report, c"width".as_ptr(), place)), Err(Status::InvalidArgument));
        assert_eq!(text(|place| sdpf_fact_text(report, c"orientation".as_ptr(), place)), Err(Status::NotDetermined));
        assert_eq!(text(|place| sdpf_fact_text(report, c"\xff".as_ptr(), place)), Err(Status::NotUtf8));
        assert!(text(|place| sdpf_report_json(report, place)).unwrap().starts_with("{\"schema_version\":1,"));
        sdpf_report_free(report);
    }
    assert_eq!((count, outcome), (1, OutcomeCode::Fails));
    assert_eq!((width, num, den, varies), (640, 24_000, 1_001, 0));
}

/// Every fact of JSON has the same name here.
#[test]
fn every_fact_has_its_accessor() {
    let mut facts = Facts::new(Format::Mp4);
    let Media::Video(video) = &mut facts.media else { unreachable!() };
    video.nominal_fps = Rational::new(24, 1);
    video.container_duration = Some(MediaDuration::from_seconds(4));
    video.streams_duration = Some(MediaDuration::from_seconds(5));
    (video.entry_width, video.described_samples) = (Some(638), Some(96));
    video.other_durations = vec![DurationReading::new(ReadingSource::TrackHeaders, MediaDuration::from_seconds(60))];
    facts.encrypted = Some(true);
    let facts = FactTexts::of(Some(&facts));
    let fraction =
        |name| facts.get(name, |fact| if let Fact::Fraction(num, den) = fact { Some((*num, *den)) } else { None });
    let integer = |name| facts.get(name, |fact| if let Fact::Integer(number) = fact { Some(*number) } else { None });
    assert_eq!(fraction("nominal_fps"), Ok((24, 1)));
    assert_eq!(fraction("container_duration"), Ok((4, 1)));
    assert_eq!(fraction("streams_duration"), Ok((5, 1)));
    assert_eq!(fraction("track_headers_duration"), Ok((60, 1)));
    assert_eq!(fraction("media_headers_duration"), Err(Status::NotDetermined));
    assert_eq!([integer("entry_width"), integer("described_samples")], [Ok(638), Ok(96)]);
    assert_eq!(facts.get("encrypted", |fact| matches!(fact, Fact::Boolean(true)).then_some(())), Ok(()));
}

#[test]
fn options_are_kept() {
    let mut options = null_mut();
    // SAFETY: throughout, a live handle, texts and places.
    unsafe {
        assert_eq!(sdpf_options_new(&mut options), Status::Ok);
        assert_eq!(sdpf_options_set_expected_kind(options, KindCode::Video as i32), Status::Ok);
        let report = check(PHOTO, options);
        assert_eq!(text(|place| sdpf_finding_rule(report, 0, place)).unwrap(), "media/wrong-kind");
        sdpf_report_free(report);
        assert_eq!(sdpf_options_set_expected_kind(options, KindCode::Any as i32), Status::Ok);
        assert_eq!(sdpf_options_set_file_name(options, c"photo.png".as_ptr()), Status::Ok);
        assert_eq!(sdpf_options_set_deny_warnings(options, 2), Status::Ok);
        let report = check(PHOTO, options);
        assert_eq!(text(|place| sdpf_finding_rule(report, 0, place)).unwrap(), "media/extension-mismatch");
        assert_eq!(verdict(report), VerdictCode::Refused);
        sdpf_report_free(report);
        assert_eq!(sdpf_options_set_file_name(options, null()), Status::Ok);
        assert_eq!(sdpf_options_set_tolerance(options, ToleranceCode::Observed as i32), Status::Ok);
        assert_eq!(sdpf_options_set_profile(options, c"seedance-2.5".as_ptr()), Status::Ok);
        assert_eq!(sdpf_options_set_profile(options, c"seedance-1.0".as_ptr()), Status::UnknownProfile);
        for wrong in [-1, 4, i32::MAX, i32::MIN] {
            assert_eq!(sdpf_options_set_expected_kind(options, wrong), Status::InvalidArgument);
            assert_eq!(sdpf_options_set_tolerance(options, wrong), Status::InvalidArgument);
        }
        let built = if cfg!(feature = "deep") { Status::Ok } else { Status::NotBuilt };
        assert_eq!(sdpf_options_set_deep(options, 1), built);
        assert_eq!(sdpf_options_set_deep(options, 0), Status::Ok);
        let report = check(PHOTO, options);
        assert!(text(|place| sdpf_report_json(report, place)).unwrap().contains("\"profile\":\"seedance-2.5\""));
        sdpf_report_free(report);
        sdpf_options_free(options);
    }
}

/// What a callback is to do: its bytes, or else its answer.
type Behaviour = Result<&'static [u8], i64>;

unsafe extern "C" fn read_at(user: *mut c_void, offset: u64, buffer: *mut u8, length: usize) -> i64 {
    // SAFETY: `through_callback` hands a pointer to it.
    match unsafe { *user.cast::<Behaviour>() } {
        Err(answer) => answer,
        Ok(bytes) => {
            let rest = bytes.get(usize::try_from(offset).unwrap()..).unwrap_or_default();
            let count = rest.len().min(length);
            // SAFETY: the buffer is as long as is said.
            unsafe { buffer.copy_from_nonoverlapping(rest.as_ptr(), count) };
            i64::try_from(count).unwrap()
        }
    }
}

fn through_callback(mut behaviour: Behaviour, length: u64) -> String {
    let mut report = null_mut();
    // SAFETY: a function that takes this `user`, and places.
    unsafe {
        let user = (&raw mut behaviour).cast();
        assert_eq!(sdpf_check_source(Some(read_at), user, length, null(), &mut report), Status::Ok);
        let json = text(|place| sdpf_report_json(report, place)).unwrap();
        sdpf_report_free(report);
        json
    }
}

#[test]
fn a_callback_reads_as_memory_does() {
    let report = check(PHOTO, null());
    // SAFETY: a live handle and places.
    let from_memory = unsafe {
        let json = text(|place| sdpf_report_json(report, place)).unwrap();
        sdpf_report_free(report);
        json
    };
    assert_eq!(through_callback(Ok(PHOTO), PHOTO.len().try_into().unwrap()), from_memory);
    assert!(through_callback(Ok(PHOTO), SDPF_LENGTH_UNKNOWN).contains("\"width\""));
}

#[test]
fn a_callback_that_fails_or_lies_is_a_fault() {
    for (answer, words) in
        [(-5, "returned -5"), (i64::MIN, "returned -9223372036854775808"), (i64::MAX, "expected at most")]
    {
        let json = through_callback(Err(answer), 1000);
        assert!(json.contains("media/not-read") && json.contains(words), "{json}");
    }
}

#[test]
fn a_request_is_checked_with_its_media() {
    let request = br#"{"model": "seedance-2.0-image-to-video", "prompt": "It wakes.", "aspect_ratio": "16:9",
        "quality": "720p", "image_urls": ["https://example.com/cat.jpg"]}"#;
    let (mut assets, mut report) = (null_mut(), null_mut());
    let url = c"https://example.com/cat.jpg".as_ptr();
    // SAFETY: throughout, live handles, texts and places.
    unsafe {
        assert_eq!(sdpf_assets_new(&mut assets), Status::Ok);
        assert_eq!(sdpf_assets_set_not_uploaded(assets, url), Status::UnknownUrl);
        assert_eq!(sdpf_assets_add_file(assets, url, c"/no/such/file".as_ptr()), Status::NotRead);
        let photo = check(PHOTO, null());
        assert_eq!(sdpf_assets_add_report(assets, url, photo), Status::Ok);
        sdpf_report_free(photo);
        assert_eq!(sdpf_assets_set_content_hash(assets, url, [7; 32].as_ptr(), 32), Status::Ok);
        assert_eq!(sdpf_assets_set_content_hash(assets, url, [7; 32].as_ptr(), 31), Status::InvalidArgument);
        assert_eq!(sdpf_assets_set_not_uploaded(assets, url), Status::Ok);
        assert_eq!(sdpf_check_request(request.as_ptr(), request.len(), assets, null(), &mut report), Status::Ok);
        assert_eq!(verdict(report), VerdictCode::Accepted);
        let (mut width, mut height, mut predicted) = (0, 0, -1);
        assert_eq!(sdpf_report_output_size(report, &mut width, &mut height, &mut predicted), Status::Ok);
        assert_eq!((width, height, predicted), (1280, 720, 0));
        assert_eq!(sdpf_fact_integer(report, c"width".as_ptr(), &mut 0), Status::NotDetermined);
        assert_eq!(sdpf_assets_add_report(assets, url, report), Status::InvalidArgument);
        sdpf_report_free(report);
        sdpf_assets_free(assets);
    }
}

#[test]
fn a_nul_in_a_request_ends_no_text() {
    let request = br#"{"model": "seedance-2.0-text-to-video", "prompt": "A cat.", "a\u0000b": 1}"#;
    let mut report = null_mut();
    // SAFETY: live handles and places.
    unsafe {
        assert_eq!(sdpf_check_request(request.as_ptr(), request.len(), null(), null(), &mut report), Status::Ok);
        assert_eq!(text(|place| sdpf_finding_pointer(report, 0, place)).unwrap(), "/a\u{FFFD}b");
        sdpf_report_free(report);
    }
}

#[test]
fn rules_refusals_and_sizes_are_explained() {
    let message = b"the parameter video pixel count specified in the request must be less than or equal to 927408";
    let (mut width, mut height) = (0, 0);
    // SAFETY: texts and places.
    unsafe {
        let rule = owned_text(|place| sdpf_explain(c"video/fps-out-of-range".as_ptr(), place)).unwrap();
        assert!(rule.starts_with("video/fps-out-of-range (error)\n"));
        assert_eq!(owned_text(|place| sdpf_explain(c"no/such".as_ptr(), place)), Err(Status::UnknownRule));
        assert!(owned_text(|place| sdpf_rules_json(place)).unwrap().contains("{\"id\":\"media/unreadable\","));
        let refusal = |message: &[u8]| {
            owned_text(|place| sdpf_explain_upstream(message.as_ptr(), message.len(), null(), 0, place))
        };
        assert!(refusal(message).unwrap().contains("\"rule\":\"video/pixels-out-of-range\""));
        assert_eq!(refusal(b"no"), Err(Status::UnknownRefusal));
        let mut size =
            |ratio: &CStr| sdpf_output_size(null(), ratio.as_ptr(), c"720p".as_ptr(), &mut width, &mut height);
        assert_eq!(size(c"16:9"), Status::Ok);
        assert_eq!(size(c"adaptive"), Status::UnknownSize);
    }
    assert_eq!((width, height), (0, 0), "nothing stays of the call before");
}

#[test]
fn files_are_opened_as_the_program_opens_them() {
    let folder = CString::new(std::env::temp_dir().into_os_string().into_encoded_bytes()).unwrap();
    for path in [folder.as_c_str(), c"/dev/zero", c"/no/such/file", c""] {
        let mut report = null_mut();
        // SAFETY: a text and places.
        unsafe {
            assert_eq!(sdpf_check_file(path.as_ptr(), null(), &mut report), Status::NotRead, "{path:?}");
            assert!(report.is_null());
        }
    }
}

#[test]
fn every_status_has_its_words_and_the_library_its_version() {
    let words = |status: i32| {
        // SAFETY: never NULL, and lasting.
        unsafe { CStr::from_ptr(sdpf_status_text(status)) }
    };
    let known: Vec<_> = (0..).map(words).take_while(|text| *text != c"unknown status").collect();
    assert_eq!(known.len(), Status::NotRead as usize + 1);
    assert_eq!((words(-1), words(i32::MIN)), (c"unknown status", c"unknown status"));
    assert_eq!(sdpf_abi_version(), SDPF_ABI_VERSION);
    // SAFETY: never NULL, and lasting.
    assert_eq!(unsafe { CStr::from_ptr(sdpf_version()) }.to_str(), Ok(env!("CARGO_PKG_VERSION")));
}
