//! Versions.

use std::ffi::{CStr, c_char};

/// The version of the binary interface in this header. Compare it with sdpf_abi_version(): a library with another number
/// is not compatible. It rises when a function or a code is removed or changes; additions do not raise it.
pub const SDPF_ABI_VERSION: u32 = 1;

/// The version of the library's binary interface.
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
