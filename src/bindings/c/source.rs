//! A source of bytes that the caller's function reads.

use std::ffi::c_void;
use std::io;

use crate::probe::ReadAt;

/// The length of a source that cannot say it.
pub const SDPF_LENGTH_UNKNOWN: u64 = u64::MAX;

/// Reads up to `length` bytes into `buffer` from byte `offset` on, and answers how many it read: fewer than asked for
/// is no end, 0 is. A negative number is an error, and stands in the report's fault as it is.
///
/// Called any number of times while sdpf_check_source runs, on its thread and one at a time, and never after. Must not
/// throw, jump out, or keep `buffer`.
pub type ReadAtCallback =
    Option<unsafe extern "C" fn(user: *mut c_void, offset: u64, buffer: *mut u8, length: usize) -> i64>;

/// The caller's function, as a source.
pub(super) struct Callback {
    read_at: unsafe extern "C" fn(*mut c_void, u64, *mut u8, usize) -> i64,
    user: *mut c_void,
    length: Option<u64>,
}

// SAFETY: a source has to be fit for other threads, and this one does not leave its own: the probe starts none, and the
// value does not outlive the call of `sdpf_check_source` that makes it.
unsafe impl Send for Callback {}
// SAFETY: as above.
unsafe impl Sync for Callback {}

impl Callback {
    /// # Safety
    /// `read_at` keeps to [`ReadAtCallback`] when it is given `user`, on this thread, for as long as this value lives.
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
        // SAFETY: `new` was promised a function that takes this, and the buffer is as long as is said.
        let answer = unsafe { (self.read_at)(self.user, offset, buffer.as_mut_ptr(), buffer.len()) };
        match usize::try_from(answer) {
            Ok(read) if read <= buffer.len() => Ok(read),
            Ok(read) => Err(io::Error::other(format!(
                "the read callback says that it read {read} bytes, where {} were asked for",
                buffer.len()
            ))),
            Err(_) => Err(io::Error::other(format!("the read callback answered {answer}"))),
        }
    }
}
