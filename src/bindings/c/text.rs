//! Texts that are returned to C.

use std::ffi::{CString, c_char};

use super::guard::guard;

/// Frees a text that a function returned as `char *`. Does nothing for NULL. Never for a `const char *`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_string_free(text: *mut c_char) {
    guard(|| {
        if !text.is_null() {
            // SAFETY: it came from `CString::into_raw` in `owned`; the caller guarantees that it was not freed before.
            drop(unsafe { CString::from_raw(text) });
        }
        Ok(())
    });
}

/// A text that the caller frees.
pub(super) fn owned(text: String) -> *mut c_char {
    terminated(text).into_raw()
}

/// A text with NUL at its end only, since C ends at the first NUL.
pub(super) fn terminated(text: impl Into<String>) -> CString {
    let text: String = text.into();
    CString::new(text).unwrap_or_else(|error| {
        let text = String::from_utf8_lossy(&error.into_vec()).replace('\0', "\u{FFFD}");
        CString::new(text).unwrap_or_default()
    })
}
