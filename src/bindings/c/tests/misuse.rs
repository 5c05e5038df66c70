//! NULL, and panics, in every function of the header.

use std::ptr::{null, null_mut};

use super::while_panicking;
use crate::bindings::c::assets::*;
use crate::bindings::c::check::*;
use crate::bindings::c::explain::*;
use crate::bindings::c::facts::*;
use crate::bindings::c::findings::*;
use crate::bindings::c::options::*;
use crate::bindings::c::pointer;
use crate::bindings::c::report::*;
use crate::bindings::c::request::*;
use crate::bindings::c::size::*;
use crate::bindings::c::status::*;
use crate::bindings::c::text::*;

const HEADER: &str = include_str!("../seedance_preflight.h");

/// A function of the header with what is given to it.
type Call = (&'static str, fn() -> Status);

/// Calls by their functions' names.
macro_rules! calls {
    ($($name:ident($($argument:expr),*);)*) => {
        &[$((stringify!($name), || {
            // SAFETY: for every pointer NULL may be given.
            unsafe { $name($($argument),*) }
        })),*]
    };
}

/// Every function that returns a status, called with NULL and 0 only.
const GIVEN_NOTHING: &[Call] = calls! {
    sdpf_options_new(null_mut());
    sdpf_options_set_profile(null_mut(), null());
    sdpf_options_set_tolerance(null_mut(), 0);
    sdpf_options_set_deny_warnings(null_mut(), 0);
    sdpf_options_set_expected_kind(null_mut(), 0);
    sdpf_options_set_file_name(null_mut(), null());
    sdpf_options_set_deep(null_mut(), 0);
    sdpf_check_file(null(), null(), null_mut());
    sdpf_check_bytes(null(), 0, null(), null_mut());
    sdpf_check_source(None, null_mut(), 0, null(), null_mut());
    sdpf_check_request(null(), 0, null(), null(), null_mut());
    sdpf_assets_new(null_mut());
    sdpf_assets_add_file(null_mut(), null(), null());
    sdpf_assets_add_report(null_mut(), null(), null());
    sdpf_assets_set_content_hash(null_mut(), null(), null(), 0);
    sdpf_assets_set_not_uploaded(null_mut(), null());
    sdpf_report_verdict(null(), null_mut());
    sdpf_report_json(null(), null_mut());
    sdpf_report_output_size(null(), null_mut(), null_mut(), null_mut());
    sdpf_report_finding_count(null(), null_mut());
    sdpf_finding_severity(null(), 0, null_mut());
    sdpf_finding_outcome(null(), 0, null_mut());
    sdpf_finding_rule(null(), 0, null_mut());
    sdpf_finding_pointer(null(), 0, null_mut());
    sdpf_finding_message(null(), 0, null_mut());
    sdpf_finding_help(null(), 0, null_mut());
    sdpf_finding_source(null(), 0, null_mut());
    sdpf_fact_integer(null(), null(), null_mut());
    sdpf_fact_boolean(null(), null(), null_mut());
    sdpf_fact_fraction(null(), null(), null_mut(), null_mut());
    sdpf_fact_text(null(), null(), null_mut());
    sdpf_explain(null(), null_mut());
    sdpf_rules_json(null_mut());
    sdpf_explain_upstream(null(), 0, null(), 0, null_mut());
    sdpf_output_size(null(), null(), null(), null_mut(), null_mut());
};

/// Those that free, and answer nothing.
const FREEING: &[(&str, fn())] = calls! {
    sdpf_options_free(null_mut());
    sdpf_assets_free(null_mut());
    sdpf_report_free(null_mut());
    sdpf_string_free(null_mut());
};

#[test]
fn the_tables_above_are_the_header() {
    // These take no pointer, allocate nothing, and have nothing in them that could panic.
    let harmless = ["sdpf_abi_version", "sdpf_version", "sdpf_status_text"];
    let mut known: Vec<_> = GIVEN_NOTHING.iter().map(|&(name, _)| name).chain(harmless).collect();
    known.extend(FREEING.iter().map(|&(name, _)| name));
    known.sort_unstable();
    let code = HEADER.lines().filter(|line| !line.trim_start().starts_with(['/', '*']));
    let mut declared: Vec<_> = code.filter_map(|line| line.split_once('(')?.0.split([' ', '*']).next_back()).collect();
    declared.retain(|name| name.starts_with("sdpf_"));
    declared.sort_unstable();
    assert_eq!(declared, known);
}

#[test]
fn null_is_answered() {
    for (name, call) in GIVEN_NOTHING {
        assert_eq!(call(), Status::NullArgument, "{name}");
    }
    for (_, call) in FREEING {
        call();
    }
}

#[test]
fn a_panic_never_crosses() {
    for (name, call) in GIVEN_NOTHING {
        assert_eq!(while_panicking(call), Status::Panic, "{name}");
    }
    for (_, call) in FREEING {
        while_panicking(call);
    }
}

#[test]
fn a_panic_whose_payload_panics_never_crosses() {
    struct Grudge;
    impl Drop for Grudge {
        fn drop(&mut self) {
            // Of a zero-sized type, so that the sanitizers see no leak.
            std::panic::resume_unwind(Box::new(()));
        }
    }
    let status = crate::bindings::c::guard::guard(|| std::panic::panic_any(Grudge));
    assert_eq!(status, Status::Panic);
}

#[test]
fn lengths_and_alignments_that_cannot_be_are_answered() {
    let byte = [0_u8];
    for length in [usize::MAX, isize::MAX.unsigned_abs() + 1] {
        // SAFETY: so long a length is answered before the bytes are looked at.
        assert_eq!(unsafe { pointer::bytes(byte.as_ptr(), length) }, Err(Status::TooLong));
        // SAFETY: as above.
        let returned = unsafe { pointer::bytes(null(), length) };
        assert_eq!(returned, Err(Status::TooLong));
    }
    // SAFETY: NULL may be given.
    assert_eq!(unsafe { pointer::bytes(null(), 1) }, Err(Status::NullArgument));
    let words = [0_u64; 2];
    let odd = words.as_ptr().cast::<u8>().wrapping_add(1).cast::<u64>();
    // SAFETY: what is not aligned is answered before it is looked at.
    assert_eq!(unsafe { pointer::shared(odd) }, Err(Status::InvalidArgument));
}

#[test]
fn handles_may_go_from_thread_to_thread() {
    fn goes<T: Send + Sync>() {}
    goes::<OptionsHandle>();
    goes::<AssetsHandle>();
    goes::<ReportHandle>();
}
