//! A source of bytes that is read by a callback.

use std::ffi::c_void;
use std::io;

use crate::probe::ReadAt;

/// The length of a source of unknown length.
pub const SDPF_LENGTH_UNKNOWN: u64 = u64::MAX;

/// Reads up to `length` bytes at `offset` into `buffer` and returns how many were read. Fewer than requested is not the
/// end; 0 is. A negative number is an error, which the report's fault shows.
///
/// Called any number of times during sdpf_check_source, on its thread and one call at a time, and never afterwards. Must
/// not throw, longjmp, or keep `buffer`.
pub type ReadAtCallback =
    Option<unsafe extern "C" fn(user: *mut c_void, offset: u64, buffer: *mut u8, length: usize) -> i64>;

/// The callback as a source.
pub(super) struct Callback {
    read_at: unsafe extern "C" fn(*mut c_void, u64, *mut u8, usize) -> i64,
    user: *mut c_void,
    length: Option<u64>,
}

// SAFETY: sources have to be `Send`, but this one stays on its thread: the probe starts none, and the value does not
// outlive the call of `sdpf_check_source` that makes it.
unsafe impl Send for Callback {}
// SAFETY: as above.
unsafe impl Sync for Callback {}

impl Callback {
    /// # Safety
    /// `read_at`, called with `user` on this thread, meets the contract of [`ReadAtCallback`] for the lifetime of this value.
    pub(super) unsafe fn new(
        read_at: unsafe extern "C" fn(*mut c_void, u64, *mut u8, usize) -> i64,
        user: *mut c_void,
        length: u64,
    ) -> Self {
        Self { read_at, user, length: (length != SDPF_LENGTH_UNKNOWN).then_some(length) }
    }
}

impl ReadAt for Callback {
    fn byte_len(&self) -> Option<u64> {
        self.length
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        // SAFETY: by the contract of `new`, and the buffer has this length.
        let returned = unsafe { (self.read_at)(self.user, offset, buffer.as_mut_ptr(), buffer.len()) };
        match usize::try_from(returned) {
            Ok(read) if read <= buffer.len() => Ok(read),
            Ok(read) => {
                Err(io::Error::other(format!("the read callback returned {read}; expected at most {}", buffer.len())))
            }
            Err(_) => Err(io::Error::other(format!("the read callback returned {returned}"))),
        }
    }
}
