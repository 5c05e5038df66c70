//! Which library this is.

use std::ffi::{CStr, c_char};

/// The version of this header. A library of another number cannot be called by it: compare it with what
/// sdpf_abi_version() answers. It rises when a function or a code is removed or changes its meaning; new ones leave it.
pub const SDPF_ABI_VERSION: u32 = 1;

/// The version of the binary interface that the library has.
#[unsafe(no_mangle)]
pub extern "C" fn sdpf_abi_version() -> u32 {
    SDPF_ABI_VERSION
}

/// The version of the library, such as "0.1.0". Never freed.
#[unsafe(no_mangle)]
pub extern "C" fn sdpf_version() -> *const c_char {
    const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");
    CStr::from_bytes_with_nul(VERSION.as_bytes()).unwrap_or_default().as_ptr()
}
